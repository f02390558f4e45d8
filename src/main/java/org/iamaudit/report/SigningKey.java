package org.iamaudit.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A private key that signs manifests, with the public key that its signatures are checked with.
 *
 * <p>It comes from a PKCS#12 keystore, or from a PEM file with an unencrypted {@code PRIVATE KEY}
 * and its {@code CERTIFICATE} or {@code PUBLIC KEY}. RSA, EC and Ed25519 keys sign.
 */
public final class SigningKey {
  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  private SigningKey(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /**
   * Reads it.
   *
   * @param alias of the entry in a keystore; empty if it has one key only
   * @throws IOException saying what is wrong with the file, never what is in it
   */
  public static SigningKey read(Path file, Optional<String> alias, Optional<char[]> password)
      throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      SigningKey key =
          Pem.isPem(bytes)
              ? ofPem(new String(bytes, StandardCharsets.US_ASCII))
              : ofKeystore(file, alias, password);
      byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
      if (!PublicKeys.verifies(key.publicKey, probe, key.sign(probe))) {
        throw new IOException("its private key does not belong to its certificate or public key");
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new IOException("it holds no key that can be used: " + e.getMessage(), e);
    }
  }

  private static SigningKey ofPem(String text) throws IOException, GeneralSecurityException {
    if (!Pem.has(text, "PRIVATE KEY")) {
      throw new IOException(
          "it has no unencrypted `PRIVATE KEY` (PKCS#8); a key with a password goes into a PKCS#12"
              + " keystore");
    }
    PublicKey publicKey = PublicKeys.ofPem(text);
    PrivateKey privateKey =
        KeyFactory.getInstance(publicKey.getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(Pem.bytes(text, "PRIVATE KEY")));
    return new SigningKey(privateKey, publicKey);
  }

  private static SigningKey ofKeystore(Path file, Optional<String> alias, Optional<char[]> password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    char[] secret = password.orElse(new char[0]);
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, secret);
    }
    List<String> keys =
        Collections.list(store.aliases()).stream()
            .filter(name -> alias.map(name::equalsIgnoreCase).orElse(true))
            .filter(name -> isKey(store, name))
            .toList();
    if (keys.size() != 1) {
      throw new IOException(
          "it holds %d keys%s; name one as `alias`"
              .formatted(keys.size(), alias.map(a -> " called `" + a + "`").orElse("")));
    }
    return new SigningKey(
        (PrivateKey) store.getKey(keys.get(0), secret),
        store.getCertificate(keys.get(0)).getPublicKey());
  }

  private static boolean isKey(KeyStore store, String alias) {
    try {
      return store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the keystore is loaded", e);
    }
  }

  String keyId() {
    return PublicKeys.id(publicKey);
  }

  String algorithm() {
    return PublicKeys.algorithm(publicKey);
  }

  byte[] sign(byte[] message) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm());
    signature.initSign(privateKey);
    signature.update(message);
    return signature.sign();
  }
}
