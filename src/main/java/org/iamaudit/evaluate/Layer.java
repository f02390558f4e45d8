package org.iamaudit.evaluate;

/** The kinds of policy that take part in a decision, in the order in which IAM looks at them. */
public enum Layer {
  RCP("ResourceControlPolicy"),
  SCP("ServiceControlPolicy"),
  RESOURCE("ResourcePolicy"),
  IDENTITY("IdentityPolicy"),
  BOUNDARY("PermissionsBoundary"),
  SESSION("SessionPolicy"),
  VPC_ENDPOINT("VpcEndpointPolicy");

  private final String text;

  Layer(String text) {
    this.text = text;
  }

  /** Its name in answers and reports. */
  public String text() {
    return text;
  }
}
