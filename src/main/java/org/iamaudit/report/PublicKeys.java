package org.iamaudit.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import org.iamaudit.snapshot.Sha256;

/** Keys that signatures are checked with. */
public final class PublicKeys {
  private PublicKeys() {}

  /**
   * Reads a certificate or a public key, in PEM, or a certificate in DER. Whether a certificate is
   * to be trusted is for the caller to know; its dates do not matter, as a report outlives them.
   */
  public static PublicKey read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      return Pem.isPem(bytes)
          ? ofPem(new String(bytes, StandardCharsets.US_ASCII))
          : ofCertificate(bytes);
    } catch (GeneralSecurityException e) {
      throw new IOException("it holds no certificate and no public key that can be read", e);
    }
  }

  static PublicKey ofPem(String text) throws IOException, GeneralSecurityException {
    if (Pem.has(text, "CERTIFICATE")) {
      return ofCertificate(Pem.bytes(text, "CERTIFICATE"));
    }
    if (!Pem.has(text, "PUBLIC KEY")) {
      throw new IOException("it has neither a `CERTIFICATE` nor a `PUBLIC KEY`");
    }
    X509EncodedKeySpec encoded = new X509EncodedKeySpec(Pem.bytes(text, "PUBLIC KEY"));
    for (String algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePublic(encoded);
      } catch (java.security.spec.InvalidKeySpecException e) {
        continue; // of another algorithm
      }
    }
    throw new IOException("its public key is neither RSA nor EC nor Ed25519");
  }

  private static PublicKey ofCertificate(byte[] der) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(der))
        .getPublicKey();
  }

  /** SHA-256 of the encoded key. */
  static String id(PublicKey key) {
    return Sha256.of(key.getEncoded());
  }

  static String algorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> "Ed25519";
    };
  }

  static boolean verifies(PublicKey key, byte[] message, byte[] signed)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm(key));
    signature.initVerify(key);
    signature.update(message);
    try {
      return signature.verify(signed);
    } catch (SignatureException e) {
      return false; // not even in the form of a signature
    }
  }
}
