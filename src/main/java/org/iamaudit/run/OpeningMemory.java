package org.iamaudit.run;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.iamaudit.history.HistoryException;
import org.iamaudit.run.Placing.Found;
import org.iamaudit.run.Placing.Placed;

/**
 * The history while it is being opened: starting a database takes about a second, in which the
 * accounts are read and compared.
 */
final class OpeningMemory implements AutoCloseable {
  private final FutureTask<RunMemory> opening;

  OpeningMemory(AuditRequest request) {
    opening = new FutureTask<>(() -> RunMemory.open(request));
    Thread thread = new Thread(opening, "history");
    thread.setDaemon(true);
    thread.start();
  }

  Placed place(Found found) throws HistoryException {
    return opened().place(found);
  }

  void written(AuditOutcome outcome) throws HistoryException {
    opened().written(outcome);
  }

  private RunMemory opened() throws HistoryException {
    try {
      return opening.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HistoryException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the history was being opened", e);
    }
  }

  /** Waits for the opening, so that nothing stays open; a history that did not open needs none. */
  @Override
  public void close() throws HistoryException {
    try {
      opening.get().close();
    } catch (ExecutionException e) {
      // Whoever asked for the history was told; a run that failed before has a reason of its own.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
