package org.iamaudit.arn;

/** A twelve-digit AWS account id; leading zeros count. */
public record AccountId(String digits) implements Comparable<AccountId> {
  public AccountId {
    if (!digits.matches("\\d{12}")) {
      throw new IllegalArgumentException("`" + digits + "` is not a 12-digit account id");
    }
  }

  @Override
  public int compareTo(AccountId other) {
    return digits.compareTo(other.digits);
  }

  @Override
  public String toString() {
    return digits;
  }
}
