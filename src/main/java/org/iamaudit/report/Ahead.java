package org.iamaudit.report;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes what is to be written on other threads, a little ahead of the one that writes it. */
final class Ahead {
  /** So few that the largest of them do not crowd the memory. */
  private static final int MANY = 16;

  private Ahead() {}

  /** Hands over what is made of each element, in their order, on the calling thread. */
  static <T, R> void forEach(List<T> elements, Function<T, R> make, Consumer<R> write) {
    Queue<CompletableFuture<R>> underWay = new ArrayDeque<>(MANY);
    for (T element : elements) {
      underWay.add(CompletableFuture.supplyAsync(() -> make.apply(element)));
      if (underWay.size() == MANY) {
        write.accept(result(underWay.remove()));
      }
    }
    underWay.forEach(made -> write.accept(result(made)));
  }

  private static <R> R result(CompletableFuture<R> made) {
    try {
      return made.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
