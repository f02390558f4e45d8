package org.iamaudit.collect;

import com.amazonaws.SdkClientException;

/**
 * Credentials that cannot be had. The SDK asks for them in the middle of a call, where only its own
 * errors may pass.
 */
final class Refused extends SdkClientException {
  private static final long serialVersionUID = 1;
  private final transient CollectException reason;

  Refused(CollectException reason) {
    super(reason.getMessage(), reason);
    this.reason = reason;
  }

  CollectException reason() {
    return reason;
  }
}
