package org.iamaudit.gen;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.Provenance;

/** The least that an account or a role consists of, for tests that ask for no more. */
public final class PlainAccount {
  public static final AccountId ID = new AccountId("123456789012");

  private PlainAccount() {}

  /** A role without policies. */
  public static IamRole role(String name) {
    return role(name, "AROA" + name);
  }

  /** One with that unique id, or none. */
  public static IamRole role(String name, String id) {
    return new IamRole(
        "arn:aws:iam::" + ID + ":role/" + name,
        name,
        id,
        "/",
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  /** A snapshot of which only the details were collected. */
  public static AccountSnapshot snapshot(List<IamRole> roles, List<Gap> gaps) {
    return new AccountSnapshot(
        ID,
        "aws",
        Provenance.UNKNOWN,
        List.of(),
        Map.of(),
        roles,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        gaps,
        new TreeMap<>());
  }
}
