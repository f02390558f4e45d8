package org.iamaudit.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.Arn;
import org.iamaudit.policy.Quoted;

/** Reads the small answers about the account as a whole. */
final class AccountFiles {
  private AccountFiles() {}

  /** {@code aws iam get-account-summary}; sorted by name. */
  static Map<String, Long> summary(InputStream in) throws IOException {
    Map<String, Long> summary = new TreeMap<>();
    answer(
        SnapshotFile.ACCOUNT_SUMMARY,
        in,
        "SummaryMap",
        json -> json.object(name -> summary.put(name, json.longInteger())));
    return Collections.unmodifiableMap(summary);
  }

  /**
   * {@code aws iam get-account-password-policy}; empty if the file says {@code {"PasswordPolicy":
   * null}}: the account has none.
   */
  static Optional<PasswordPolicy> passwordPolicy(InputStream in) throws IOException {
    PasswordPolicyFields policy = new PasswordPolicyFields();
    answer(
        SnapshotFile.PASSWORD_POLICY,
        in,
        "PasswordPolicy",
        json -> {
          policy.present = !json.isNull();
          if (policy.present) {
            json.object(field -> policy.field(field, json));
          }
        });
    return policy.result();
  }

  /** Where AWS leaves a field out, its documented default stands. */
  private static final class PasswordPolicyFields {
    boolean present;
    int minimumLength = 6;
    boolean symbols;
    boolean numbers;
    boolean uppercase;
    boolean lowercase;
    int reusePrevention;

    void field(String field, JsonInput json) throws IOException {
      switch (field) {
        case "MinimumPasswordLength" -> minimumLength = json.integer();
        case "RequireSymbols" -> symbols = json.flag();
        case "RequireNumbers" -> numbers = json.flag();
        case "RequireUppercaseCharacters" -> uppercase = json.flag();
        case "RequireLowercaseCharacters" -> lowercase = json.flag();
        case "PasswordReusePrevention" -> reusePrevention = json.isNull() ? 0 : json.integer();
        default -> json.skip();
      }
    }

    Optional<PasswordPolicy> result() {
      return present
          ? Optional.of(
              new PasswordPolicy(
                  minimumLength,
                  symbols,
                  numbers,
                  uppercase,
                  lowercase,
                  reusePrevention > 0 ? Optional.of(reusePrevention) : Optional.empty()))
          : Optional.empty();
    }
  }

  /** {@code aws iam list-virtual-mfa-devices}. */
  static List<MfaDevice> virtualMfaDevices(InputStream in, AccountId account) throws IOException {
    List<MfaDevice> devices = new ArrayList<>();
    answer(
        SnapshotFile.VIRTUAL_MFA_DEVICES,
        in,
        "VirtualMFADevices",
        json -> json.list(() -> devices.add(device(json, account))));
    return List.copyOf(devices);
  }

  /** {@code aws iam list-server-certificates}. */
  static List<ServerCertificate> serverCertificates(InputStream in, AccountId account)
      throws IOException {
    List<ServerCertificate> certificates = new ArrayList<>();
    answer(
        SnapshotFile.SERVER_CERTIFICATES,
        in,
        "ServerCertificateMetadataList",
        json -> json.list(() -> certificates.add(serverCertificate(json, account))));
    return List.copyOf(certificates);
  }

  private static ServerCertificate serverCertificate(JsonInput json, AccountId account)
      throws IOException {
    String[] text = {"", "", ""};
    List<Instant> expiration = new ArrayList<>();
    json.object(
        field -> {
          switch (field) {
            case "ServerCertificateName" -> text[0] = json.text();
            case "Arn" -> text[1] = json.text();
            case "ServerCertificateId" -> text[2] = json.text();
            case "Expiration" -> json.time().ifPresent(expiration::add);
            default -> json.skip();
          }
        });
    if (text[1].isEmpty() || expiration.isEmpty()) {
      throw json.error("a server certificate without `Arn` or `Expiration`");
    }
    checkAccount(text[1], account, json);
    return new ServerCertificate(text[0], text[1], text[2], expiration.get(0));
  }

  private static MfaDevice device(JsonInput json, AccountId account) throws IOException {
    String[] text = {"", ""};
    json.object(
        field -> {
          switch (field) {
            case "SerialNumber" -> text[0] = json.text();
            case "User" ->
                json.optionalObject(
                    userField -> {
                      if (userField.equals("Arn")) {
                        text[1] = json.text();
                      } else {
                        json.skip();
                      }
                    });
            default -> json.skip();
          }
        });
    if (text[0].isEmpty()) {
      throw json.error("an MFA device without a `SerialNumber`");
    }
    checkAccount(text[0], account, json);
    return new MfaDevice(Optional.of(text[1]).filter(arn -> !arn.isEmpty()));
  }

  private static void checkAccount(String arn, AccountId account, JsonInput json) {
    Optional<String> found = Arn.parse(arn).map(Arn::account);
    if (found.isPresent() && !found.get().equals(account.digits())) {
      throw json.error(
          Quoted.of(arn)
              + " is not in account "
              + account
              + ", whose details were read; the files do not belong together");
    }
  }

  private interface Value {
    void read(JsonInput json) throws IOException;
  }

  /** Reads the one field of an answer that matters, which must be there and be complete. */
  private static void answer(SnapshotFile file, InputStream in, String wanted, Value value)
      throws IOException {
    JsonInput.read(
        file.fileName(),
        in,
        json -> {
          Set<String> seen = new HashSet<>();
          Truncation truncation = new Truncation();
          json.object(
              field -> {
                if (seen.add(field) && field.equals(wanted)) {
                  value.read(json);
                } else {
                  truncation.field(field, json);
                }
              });
          truncation.refuse(json);
          if (!seen.contains(wanted)) {
            throw json.error("expected a field `" + wanted + "`");
          }
          return wanted;
        });
  }
}
