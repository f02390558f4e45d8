package org.iamaudit.evaluate;

/**
 * The VPC endpoint a request goes through.
 *
 * @param gateway whether it is a gateway endpoint, in whose policy a principal that names an
 *     account is its root user alone (AWS PrivateLink guide, "Control access to VPC endpoints using
 *     endpoint policies", read 2026-11)
 */
public record VpcEndpoint(boolean gateway) {
  public static final VpcEndpoint INTERFACE = new VpcEndpoint(false);
  public static final VpcEndpoint GATEWAY = new VpcEndpoint(true);
}
