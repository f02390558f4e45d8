package org.iamaudit.collect;

import com.amazonaws.services.identitymanagement.model.AccessAdvisorUsageGranularityType;
import com.amazonaws.services.identitymanagement.model.GenerateServiceLastAccessedDetailsRequest;
import com.amazonaws.services.identitymanagement.model.GetServiceLastAccessedDetailsRequest;
import com.amazonaws.services.identitymanagement.model.GetServiceLastAccessedDetailsResult;
import com.amazonaws.services.identitymanagement.model.ServiceLastAccessed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.iamaudit.collect.CollectException.Kind;
import org.iamaudit.snapshot.Gap;

/**
 * What every principal used, by action. AWS answers with a job that takes a second or more, so that
 * one after another takes hours in a large account: each of some threads has many jobs in flight
 * and asks for the oldest.
 *
 * <p>A job belongs to the session that started it and is not gone on with after a kill; an answer
 * that has arrived is kept. A principal that was deleted meanwhile, or whose job fails, is a gap
 * and the others go on.
 */
final class LastAccessedFile {
  private static final String EFFECT =
      "what it used is unknown, so that none of its permissions can be called unused";
  private static final int THREADS = 8;
  private static final int IN_FLIGHT = 8;
  private static final int PAGE_SIZE = 1000;
  private static final int ATTEMPTS = 3;
  private static final int DENIALS_THAT_TELL = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Aws aws;
  private final LineStore answers;
  private final Gaps gaps;
  private final Gaps leftOut = new Gaps();
  private final Runnable progress;
  private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger denied = new AtomicInteger();

  /**
   * @param progress is run for each principal that is done
   */
  LastAccessedFile(Aws aws, LineStore answers, Gaps gaps, Runnable progress) {
    this.aws = aws;
    this.answers = answers;
    this.gaps = gaps;
    this.progress = progress;
  }

  private record Job(
      String arn, String id, int attempt, Instant started, Instant due, Duration pause) {}

  /** Reads what is not there yet. */
  void complete(List<String> principals) throws CollectException {
    principals.stream().filter(arn -> !answers.has(arn)).forEach(waiting::add);
    answered.set(principals.size() - waiting.size());
    for (int i = 0; i < answered.get(); i++) {
      progress.run();
    }
    int threads = Math.min(THREADS, Math.max(1, waiting.size()));
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(executor.submit(this::work));
      }
      for (Future<Void> worker : workers) {
        await(worker);
      }
    } finally {
      end(executor);
      if (answered.get() > 0) {
        gaps.addAll(leftOut); // of nobody at all the failure of the whole says enough
      }
    }
  }

  /**
   * INVARIANT: nobody works on when this returns, be the caller interrupted or not: an answer that
   * comes late would be written among those of the next collection, or into a directory that is
   * being cleared away.
   */
  private static void end(ExecutorService executor) {
    executor.shutdownNow();
    boolean interrupted = false;
    while (!executor.isTerminated()) {
      try {
        executor.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(Future<Void> worker) throws CollectException {
    try {
      worker.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CollectException(Kind.INTERRUPTED, "stopped while reading what was used", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CollectException failure) {
        throw failure;
      }
      throw new IllegalStateException("reading what was used failed", e.getCause());
    }
  }

  private Void work() throws CollectException {
    Deque<Job> inFlight = new ArrayDeque<>();
    try {
      while (true) {
        String next = inFlight.size() < IN_FLIGHT ? waiting.poll() : null;
        if (next != null) {
          start(next, 1).ifPresent(inFlight::add);
        } else if (inFlight.isEmpty()) {
          return null;
        } else {
          follow(inFlight.remove()).ifPresent(inFlight::add);
        }
      }
    } catch (CollectException e) {
      waiting.clear(); // what stops one stops all: the others end after their jobs in flight
      throw e;
    }
  }

  private Optional<Job> start(String arn, int attempt) throws CollectException {
    try {
      String id =
          aws.call(
                  AwsCall.GENERATE_SERVICE_LAST_ACCESSED_DETAILS,
                  () ->
                      aws.iam()
                          .generateServiceLastAccessedDetails(
                              new GenerateServiceLastAccessedDetailsRequest()
                                  .withArn(arn)
                                  .withGranularity(AccessAdvisorUsageGranularityType.ACTION_LEVEL)))
              .getJobId();
      Instant now = aws.caller().now();
      return Optional.of(new Job(arn, id, attempt, now, now.plus(FIRST_PAUSE), FIRST_PAUSE));
    } catch (CollectException e) {
      return gap(arn, e);
    }
  }

  /** Asks for a job once; the job again, if it has to be asked for again. */
  private Optional<Job> follow(Job job) throws CollectException {
    Instant now = aws.caller().now();
    if (job.due().isAfter(now)) {
      aws.caller()
          .sleep(AwsCall.GET_SERVICE_LAST_ACCESSED_DETAILS, Duration.between(now, job.due()));
    }
    GetServiceLastAccessedDetailsResult answer;
    try {
      answer = whole(job.id());
    } catch (CollectException e) {
      // A job is gone with the session that started it, and a session lasts an hour.
      return e.kind() == Kind.NOT_FOUND && job.attempt() < ATTEMPTS
          ? start(job.arn(), job.attempt() + 1)
          : gap(job.arn(), e);
    }
    return switch (answer.getJobStatus()) {
      case "IN_PROGRESS" -> again(job);
      case "FAILED" ->
          job.attempt() < ATTEMPTS ? start(job.arn(), job.attempt() + 1) : done(job, answer);
      default -> done(job, answer);
    };
  }

  private Optional<Job> again(Job job) {
    Instant now = aws.caller().now();
    if (now.isAfter(job.started().plus(aws.caller().deadline()))) {
      leftOut.add(
          Gap.Kind.CALL_FAILED,
          job.arn(),
          "AWS has not finished its service last accessed report within " + aws.caller().deadline(),
          EFFECT);
      progress.run();
      return Optional.empty();
    }
    Duration twice = job.pause().multipliedBy(2);
    Duration pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    return Optional.of(
        new Job(job.arn(), job.id(), job.attempt(), job.started(), now.plus(pause), pause));
  }

  /** All pages of an answer as one. */
  private GetServiceLastAccessedDetailsResult whole(String job) throws CollectException {
    GetServiceLastAccessedDetailsResult first = page(job, Optional.empty());
    List<ServiceLastAccessed> services = new ArrayList<>(first.getServicesLastAccessed());
    Optional<String> marker = Paging.next(first.getIsTruncated(), first.getMarker());
    while (marker.isPresent()) {
      GetServiceLastAccessedDetailsResult page = page(job, marker);
      services.addAll(page.getServicesLastAccessed());
      marker = Paging.next(page.getIsTruncated(), page.getMarker());
    }
    first.setServicesLastAccessed(services);
    first.setIsTruncated(false);
    first.setMarker(null);
    return first;
  }

  private GetServiceLastAccessedDetailsResult page(String job, Optional<String> marker)
      throws CollectException {
    GetServiceLastAccessedDetailsRequest request =
        new GetServiceLastAccessedDetailsRequest().withJobId(job).withMaxItems(PAGE_SIZE);
    marker.ifPresent(request::setMarker);
    return aws.call(
        AwsCall.GET_SERVICE_LAST_ACCESSED_DETAILS,
        () -> aws.iam().getServiceLastAccessedDetails(request));
  }

  private Optional<Job> done(Job job, GetServiceLastAccessedDetailsResult answer) {
    // The answer does not say of whom it is.
    answers.add(
        job.arn(),
        "{\"Arn\":" + AnswerJson.of(job.arn()) + "," + AnswerJson.of(answer).substring(1));
    answered.incrementAndGet();
    progress.run();
    return Optional.empty();
  }

  /**
   * Leaves one principal out. If everybody is, that is a failure of the whole, found after a few of
   * them rather than after thousands.
   */
  private Optional<Job> gap(String arn, CollectException e) throws CollectException {
    boolean everybody =
        e.kind() == Kind.DENIED
            && denied.incrementAndGet() >= DENIALS_THAT_TELL
            && answered.get() == 0;
    if (everybody || (e.kind() != Kind.DENIED && e.kind() != Kind.NOT_FOUND)) {
      throw e;
    }
    leftOut.failed(arn, e, EFFECT);
    progress.run();
    return Optional.empty();
  }
}
