package org.iamaudit.collect;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.SdkClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.iamaudit.collect.CallListener.Outcome;
import org.iamaudit.collect.CollectException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls of one account: each at the rate that its service bears, repeated while AWS says
 * that it may pass, recorded in the journal. The SDK's own repetitions are off, so that what is
 * counted here is what AWS saw. Safe for several threads.
 */
final class Caller {
  private static final Logger LOG = LoggerFactory.getLogger(Caller.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
  private static final int DOUBLINGS = 7;

  /** After so many, some seconds, whoever waits is told why. */
  private static final int PATIENT_ATTEMPTS = 6;

  private final Waiting waiting;
  private final Random random;
  private final Journal journal;
  private final RequestIds requestIds;
  private final CollectSettings.Limits limits;
  private final CallListener listener;
  private final Map<String, Pacer> pacers = new ConcurrentHashMap<>();

  Caller(
      CollectSettings settings,
      Journal journal,
      RequestIds requestIds,
      Waiting waiting,
      Random random) {
    this.limits = settings.limits();
    this.listener = settings.calls();
    this.journal = journal;
    this.requestIds = requestIds;
    this.waiting = waiting;
    this.random = random;
  }

  /**
   * Makes a call and returns its answer, which is whole.
   *
   * @throws CollectException if it failed in a way that repeating does not mend, or still fails
   *     when the deadline has passed
   */
  <T> T call(AwsCall call, Supplier<T> request) throws CollectException {
    Pacer pacer =
        pacers.computeIfAbsent(call.service(), s -> new Pacer(limits.requestsPerSecond()));
    Instant giveUp = waiting.now().plus(limits.deadline());
    for (int attempt = 0; ; attempt++) {
      sleep(call, pacer.reserve(waiting.now()));
      CollectException failure;
      boolean passing;
      requestIds.forget();
      long asked = System.nanoTime();
      try {
        T answer = request.get();
        Optional<String> id = requestIds.last();
        if (id.isPresent()) {
          ended(call, Outcome.ANSWERED, asked, id.get(), "");
          pacer.answered();
          return answer;
        }
        failure = notFromAws(call);
        ended(call, Outcome.FAILED, asked, "", "no request id");
        passing = true;
      } catch (AmazonServiceException e) {
        failure = AwsErrors.describe(call, e);
        Outcome outcome = AwsErrors.isThrottling(e) ? Outcome.THROTTLED : outcome(failure);
        String id = String.valueOf(e.getRequestId());
        ended(call, outcome, asked, id, String.valueOf(e.getErrorCode()));
        if (outcome == Outcome.THROTTLED) {
          pacer.throttled(waiting.now());
        }
        passing = AwsErrors.isPassing(e);
      } catch (SdkClientException e) {
        ended(call, Outcome.FAILED, asked, "", e.getClass().getSimpleName());
        failure = AwsErrors.describe(call, e);
        passing = AwsErrors.isPassing(e, failure);
      }
      if (!passing) {
        throw failure;
      }
      Duration pause = pause(attempt);
      if (waiting.now().plus(pause).isAfter(giveUp)) {
        throw new CollectException(
            Kind.FAILED,
            call,
            failure.code(),
            failure.getMessage()
                + "; given up after "
                + (attempt + 1)
                + " attempts in "
                + limits.deadline(),
            failure);
      }
      if (attempt == PATIENT_ATTEMPTS) {
        LOG.warn("{}; trying again until {}", failure.getMessage(), giveUp);
      }
      sleep(call, pause);
    }
  }

  private void ended(AwsCall call, Outcome outcome, long asked, String requestId, String error) {
    Duration took = Duration.ofNanos(System.nanoTime() - asked);
    Journal.Target target = new Journal.Target(call, requestIds.region());
    journal.add(target, waiting.now(), requestId, error, outcome == Outcome.THROTTLED);
    listener.called(call.service(), call.operation(), outcome, took);
  }

  private static Outcome outcome(CollectException failure) {
    return switch (failure.kind()) {
      case DENIED -> Outcome.DENIED;
      case NOT_FOUND -> Outcome.NOT_FOUND;
      case FAILED, CREDENTIALS, IMPLAUSIBLE, CONFIGURATION, INTERRUPTED -> Outcome.FAILED;
    };
  }

  private static CollectException notFromAws(AwsCall call) {
    return new CollectException(
        Kind.FAILED,
        call,
        "",
        "`" + call + "` was answered without a request id, so not by AWS; is a proxy in the way?",
        null);
  }

  /** Full jitter: anything up to a bound that doubles each time, so that callers spread out. */
  private Duration pause(int attempt) {
    long bound =
        Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt, DOUBLINGS));
    return Duration.ofMillis(1 + random.nextInt((int) bound));
  }

  /** Waits before the same thing is asked again. */
  void sleep(AwsCall call, Duration duration) throws CollectException {
    try {
      if (!duration.isZero()) {
        waiting.sleep(duration);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CollectException(Kind.INTERRUPTED, call, "", "stopped while waiting to call", e);
    }
  }

  Instant now() {
    return waiting.now();
  }

  Duration deadline() {
    return limits.deadline();
  }

  Journal journal() {
    return journal;
  }
}
