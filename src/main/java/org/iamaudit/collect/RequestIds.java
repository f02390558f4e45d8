package org.iamaudit.collect;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.Request;
import com.amazonaws.Response;
import com.amazonaws.handlers.HandlerContextKey;
import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/**
 * Notes the region and the request id of the last call of a thread. Every answer of AWS has one, in
 * a header; an answer without is none of AWS's (a proxy's page, say), and reading nothing out of it
 * would look like an empty account.
 */
final class RequestIds extends RequestHandler2 {
  private final ThreadLocal<Optional<String>> last = ThreadLocal.withInitial(Optional::empty);

  private final ThreadLocal<String> region = ThreadLocal.withInitial(() -> "");

  /** Before a call, so that nothing is told of it that is of the one before. */
  void forget() {
    last.set(Optional.empty());
    region.set("");
  }

  @Override
  public void beforeRequest(Request<?> request) {
    last.set(Optional.empty());
    String signedFor = request.getHandlerContext(HandlerContextKey.SIGNING_REGION);
    region.set(signedFor == null ? "" : signedFor);
  }

  @Override
  public HttpResponse beforeUnmarshalling(Request<?> request, HttpResponse response) {
    for (String header : new String[] {"x-amzn-RequestId", "x-amz-request-id"}) {
      List<String> ids = response.getHeaderValues(header);
      if (ids != null && !ids.isEmpty()) {
        last.set(Optional.of(ids.get(0)));
      }
    }
    return response;
  }

  /** The SDK makes an answer of some errors, such as that a bucket has no policy. */
  @Override
  public void afterError(Request<?> request, Response<?> response, Exception e) {
    if (e instanceof AmazonServiceException error) {
      last.set(Optional.ofNullable(error.getRequestId()));
    }
  }

  /** The region that this thread's last request was signed for; empty string if there was none. */
  String region() {
    return region.get();
  }

  /** Of this thread's last call. */
  Optional<String> last() {
    return last.get();
  }
}
