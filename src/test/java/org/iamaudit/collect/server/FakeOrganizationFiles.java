package org.iamaudit.collect.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Accounts of an organization as directories: a root, organizational units Finance and Shared below
 * it, accounts in turn in either, with SCPs at all three levels.
 */
public final class FakeOrganizationFiles {
  /** Who manages it. */
  public static final String MANAGEMENT = "999988887777";

  public static final String FINANCE = "ou-ab12-cdef3456";
  public static final String SHARED = "ou-ab12-shared0001";

  private FakeOrganizationFiles() {}

  /** Account ids count from 100000000001. */
  public static String id(int number) {
    return "1%011d".formatted(number);
  }

  /** Writes so many accounts. */
  public static List<Path> write(Path directory, int accounts) throws IOException {
    List<Path> all = new ArrayList<>();
    for (int i = 1; i <= accounts; i++) {
      Path account = Files.createDirectories(directory.resolve(id(i)));
      Files.writeString(account.resolve("account-authorization-details.json"), details(id(i)));
      Files.writeString(account.resolve("organization.json"), placement(i));
      Files.writeString(
          account.resolve("account-summary.json"), "{\"SummaryMap\":{\"Users\":1,\"Roles\":1}}");
      Files.writeString(
          account.resolve("account-password-policy.json"), "{\"PasswordPolicy\":null}");
      Files.writeString(account.resolve("virtual-mfa-devices.json"), "{\"VirtualMFADevices\":[]}");
      Files.writeString(account.resolve("resource-policies.json"), "[]");
      Files.writeString(account.resolve("credential-report.csv"), report(id(i)));
      all.add(account);
    }
    return all;
  }

  private static String details(String id) {
    return """
        {"UserDetailList":[{"Path":"/","UserName":"ada","UserId":"AIDA","CreateDate":"2024-01-01T00:00:00Z",
        "Arn":"arn:aws:iam::%1$s:user/ada","GroupList":[],"AttachedManagedPolicies":[],
        "UserPolicyList":[{"PolicyName":"all","PolicyDocument":{"Version":"2012-10-17","Statement":
        {"Sid":"All","Effect":"Allow","Action":["s3:*","sqs:*","sns:*"],"Resource":"*"}}}]}],
        "GroupDetailList":[],
        "RoleDetailList":[{"Path":"/","RoleName":"job","RoleId":"AROA","CreateDate":"2024-01-01T00:00:00Z",
        "Arn":"arn:aws:iam::%1$s:role/job","InstanceProfileList":[],"RolePolicyList":[],
        "AttachedManagedPolicies":[],"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":
        {"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}},
        "RoleLastUsed":{}}],
        "Policies":[]}
        """
        .formatted(id);
  }

  private static String report(String id) {
    String root = "<root_account>,arn:aws:iam::%s:root,2024-01-01T00:00:00+00:00,not_supported,";
    String user = "ada,arn:aws:iam::%s:user/ada,2024-01-01T00:00:00+00:00,false,";
    String rest =
        "N/A,N/A,N/A,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n";
    return "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
        + "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
        + "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
        + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
        + "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,"
        + "cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n"
        + (root + rest).formatted(id)
        + (user + rest).formatted(id);
  }

  private static String placement(int number) {
    boolean finance = number % 2 == 1;
    return """
        {"Organization":{"Id":"o-a1b2c3d4e5","MasterAccountId":"%s"},"ManagementAccount":false,"Path":[
        {"Type":"ROOT","Id":"r-ab12","Name":"Root","ServiceControlPolicies":[%s,%s],
         "ResourceControlPolicies":[]},
        {"Type":"ORGANIZATIONAL_UNIT","Id":"%s","Name":"%s","ServiceControlPolicies":[%s%s],
         "ResourceControlPolicies":[]},
        {"Type":"ACCOUNT","Id":"%s","Name":"account-%d","ServiceControlPolicies":[%s%s],
         "ResourceControlPolicies":[]}]}
        """
        .formatted(
            MANAGEMENT,
            scp("p-FullAWSAccess", "Allow", "*"),
            scp("p-rootdeny", "Deny", "s3:DeleteBucket"),
            finance ? FINANCE : SHARED,
            finance ? "Finance" : "Shared",
            scp("p-FullAWSAccess", "Allow", "*"),
            finance ? "," + scp("p-financedeny", "Deny", "sqs:DeleteQueue") : "",
            id(number),
            number,
            scp("p-FullAWSAccess", "Allow", "*"),
            number == 1 ? "," + scp("p-accountdeny", "Deny", "sns:DeleteTopic") : "");
  }

  private static String scp(String id, String effect, String action) {
    return """
        {"Id":"%1$s","Name":"%1$s","Arn":"arn:aws:organizations::%4$s:policy/o-a/service_control_policy/%1$s",
        "Document":{"Version":"2012-10-17","Statement":[{"Effect":"%2$s","Action":"%3$s","Resource":"*"}]}}"""
        .formatted(id, effect, action, MANAGEMENT);
  }
}
