package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Optional;
import org.iamaudit.report.EvidencePackage.Written;
import org.iamaudit.snapshot.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signs packages with keys made on the spot. */
class SignatureTest {
  @TempDir Path directory;

  private Path pem(String name, KeyPair keys, boolean withPrivate) throws IOException {
    String text = block("PUBLIC KEY", keys.getPublic().getEncoded());
    return Files.writeString(
        directory.resolve(name),
        withPrivate ? block("PRIVATE KEY", keys.getPrivate().getEncoded()) + text : text);
  }

  private static String block(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static KeyPair keys(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("RSA")) {
      generator.initialize(2048);
    }
    return generator.generateKeyPair();
  }

  private Written signed(Path key) throws IOException {
    return SamplePackage.signed(
        SampleResults.complete(),
        directory.resolve("reports"),
        SigningKey.read(key, Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void aSignedPackageHoldsWithItsKeyAndWithNoOther(String algorithm) throws Exception {
    KeyPair keys = keys(algorithm);
    Written written = signed(pem("key.pem", keys, true));

    Path own = pem("public.pem", keys, false);
    Path other = pem("other.pem", keys(algorithm), false);
    assertThat(verify(written, Optional.of(own)).problems()).isEmpty();
    assertThat(verify(written, Optional.of(other)).problems())
        .singleElement()
        .asString()
        .startsWith("it is signed with another key: ");
    assertThat(verify(written, Optional.empty()).notes())
        .singleElement()
        .asString()
        .startsWith("its signature was not checked; it is of key ");
  }

  /** The invented result names inputs that no package could keep. */
  private static Verification verify(Written written, Optional<Path> key) throws IOException {
    Verification all =
        PackageVerifier.verify(
            written.folder(),
            key.isPresent() ? Optional.of(PublicKeys.read(key.get())) : Optional.empty());
    return new Verification(
        all.name(),
        all.problems().stream().filter(p -> !p.startsWith("input ")).toList(),
        all.notes());
  }

  @Test
  void aManifestThatIsRewrittenWithItsSumsStillFailsItsSignature() throws Exception {
    KeyPair keys = keys("EC");
    Written written = signed(pem("key.pem", keys, true));
    Path folder = written.folder();
    for (Path file :
        new Path[] {folder, folder.resolve("manifest.json"), folder.resolve("SHA256SUMS")}) {
      assertThat(file.toFile().setWritable(true)).isTrue();
    }
    String before = Sha256.of(folder.resolve("manifest.json"));
    String text = Files.readString(folder.resolve("manifest.json"));
    Files.writeString(folder.resolve("manifest.json"), text.replace("\"someone\"", "\"somebody\""));
    String sums = Files.readString(folder.resolve("SHA256SUMS"));
    Files.writeString(
        folder.resolve("SHA256SUMS"),
        sums.replace(before, Sha256.of(folder.resolve("manifest.json"))));

    assertThat(verify(written, Optional.of(pem("public.pem", keys, false))).problems())
        .containsExactly("manifest.sig does not sign this manifest");
    assertThat(verify(written, Optional.empty()).problems())
        .as("what an unsigned check cannot see")
        .isEmpty();
  }

  @Test
  void anUnsignedPackageDoesNotHoldWhereASignatureIsDemanded() throws Exception {
    Written written = SamplePackage.write(SampleResults.complete(), directory.resolve("reports"));

    assertThat(verify(written, Optional.of(pem("public.pem", keys("EC"), false))).problems())
        .containsExactly("it is not signed");
  }

  @Test
  void aKeyThatCannotSignIsRefused() throws Exception {
    KeyPair keys = keys("EC");
    Path alone = pem("public.pem", keys, false);
    Path mixed =
        Files.writeString(
            directory.resolve("mixed.pem"),
            block("PRIVATE KEY", keys.getPrivate().getEncoded())
                + block("PUBLIC KEY", keys("EC").getPublic().getEncoded()));
    Path text = Files.write(directory.resolve("text"), "no key".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> signed(alone)).hasMessageContaining("no unencrypted `PRIVATE KEY`");
    assertThatThrownBy(() -> signed(mixed)).hasMessageContaining("does not belong to");
    assertThatThrownBy(() -> signed(text)).isInstanceOf(IOException.class);
  }

  @Test
  void aKeystoreGivesItsKey() throws Exception {
    Path keystore = Path.of("src/test/resources/notify/localhost.p12");
    assertThat(
            SigningKey.read(keystore, Optional.empty(), Optional.of("changeit".toCharArray()))
                .keyId())
        .hasSize(64);
    assertThatThrownBy(
            () -> SigningKey.read(keystore, Optional.empty(), Optional.of("wrong".toCharArray())))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("wrong".repeat(2));
    assertThatThrownBy(
            () ->
                SigningKey.read(
                    keystore, Optional.of("nobody"), Optional.of("changeit".toCharArray())))
        .hasMessageContaining("it holds 0 keys called `nobody`");
  }
}
