package org.iamaudit.collect.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What goes wrong, as seen by the server: before a call is answered, and with its answer. */
public interface Faults {

  /** Throws the error that answers the call instead. */
  default void before(FakeCall call) {}

  /** The answer as it goes over the wire. */
  default FakeAnswer after(FakeCall call, FakeAnswer answer) {
    return answer;
  }

  static Faults none() {
    return new Faults() {};
  }

  /** No answer before the latch is open. */
  static Faults hold(CountDownLatch open) {
    return new Faults() {
      @Override
      public void before(FakeCall call) {
        try {
          open.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  /** These errors, for calls of which something holds. */
  static Faults fail(Predicate<FakeCall> which, FakeError error) {
    return new Faults() {
      @Override
      public void before(FakeCall call) {
        if (which.test(call)) {
          throw error;
        }
      }
    };
  }

  /** Bursts of so many throttled calls, with as many answered ones between them. */
  static Faults throttleHalf(int burst) {
    return new Faults() {
      @Override
      public void before(FakeCall call) {
        if ((call.number() / burst) % 2 == 0) {
          throw call.service().equals("organizations")
              ? new FakeError(400, "TooManyRequestsException", "too many")
              : FakeError.throttling();
        }
      }
    };
  }

  /** Access denied to a call, {@code iam:GetAccountSummary}. */
  static Faults deny(String... names) {
    return new Faults() {
      @Override
      public void before(FakeCall call) {
        if (Arrays.asList(names).contains(call.name())) {
          throw FakeError.denied(call, call.name());
        }
      }
    };
  }

  /** Something done to the first so many answers of an operation. */
  static Faults spoil(String name, int times, java.util.function.UnaryOperator<FakeAnswer> how) {
    Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    return new Faults() {
      @Override
      public FakeAnswer after(FakeCall call, FakeAnswer answer) {
        boolean spoilt =
            call.name().equals(name)
                && seen.computeIfAbsent(name, n -> new AtomicInteger()).getAndIncrement() < times;
        return spoilt ? how.apply(answer) : answer;
      }
    };
  }

  /** Half an answer, which says that it is whole. */
  static FakeAnswer truncated(FakeAnswer answer) {
    return answer.withBody(Arrays.copyOf(answer.body(), answer.body().length / 2));
  }

  /** Not XML and not JSON. */
  static FakeAnswer malformed(FakeAnswer answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    return answer.withBody(text.replaceFirst("[>}]", "<<").getBytes(StandardCharsets.UTF_8));
  }

  /** Well-formed, and not from AWS. */
  static FakeAnswer proxyPage(FakeAnswer answer) {
    return new FakeAnswer(
        200,
        "text/html",
        "<html><body>sign in</body></html>".getBytes(StandardCharsets.UTF_8),
        false,
        "");
  }

  /** Several faults at once. */
  static Faults all(Faults... faults) {
    return new Faults() {
      @Override
      public void before(FakeCall call) {
        for (Faults fault : faults) {
          fault.before(call);
        }
      }

      @Override
      public FakeAnswer after(FakeCall call, FakeAnswer answer) {
        FakeAnswer spoilt = answer;
        for (Faults fault : faults) {
          spoilt = fault.after(call, spoilt);
        }
        return spoilt;
      }
    };
  }
}
