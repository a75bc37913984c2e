package dev.sluice.cli.evaluate.cases;

import dev.sluice.activities.recorded.BrokenCaseException;
import dev.sluice.cli.evaluate.cases.Result.Broken;
import dev.sluice.cli.evaluate.cases.Result.Judged;
import dev.sluice.cli.evaluate.cases.Result.Skipped;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges the cases of many files on many threads, and tells the results in the order of the input.
 * It holds no more than a few cases for each thread.
 *
 * @param <C> what a line holds
 * @param <T> what judging a case gives
 */
public final class Evaluation<C extends Case, T> {
  private static final int WAITING_FOR_EACH_THREAD = 8;
  private static final long MOST_BYTES = 64L << 20;

  private final CaseReader<C> reader;
  private final Predicate<String> wanted;
  private final Function<C, T> judge;
  private final int threads;
  private final Deque<Begun<C, T>> begun = new ArrayDeque<>();
  private long bytes;

  /** A line that is judged now or soon. */
  private record Begun<C extends Case, T>(Future<Result<C, T>> result, int bytes) {}

  /**
   * @param wanted whether the case with this id is to be judged
   * @param judge called on several threads at the same time
   * @param threads at least 1
   */
  public Evaluation(
      CaseReader<C> reader, Predicate<String> wanted, Function<C, T> judge, int threads) {
    this.reader = reader;
    this.wanted = wanted;
    this.judge = judge;
    this.threads = threads;
  }

  /**
   * @param told gets every result on the calling thread
   */
  public void run(List<CaseFile> files, Consumer<Result<C, T>> told) throws InterruptedException {
    ExecutorService workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("judge-", 1).daemon().factory());
    try {
      Consumer<Result<C, T>> once = new FirstOnly<>(told);
      for (CaseFile file : files) {
        read(file, workers, once);
      }
      while (!begun.isEmpty()) {
        once.accept(finished());
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private void read(CaseFile file, ExecutorService workers, Consumer<Result<C, T>> told)
      throws InterruptedException {
    long reached = 0;
    try (Lines lines = Lines.of(file.opening().open(), Lines.LONGEST)) {
      boolean more = true;
      while (more) {
        while (isFull()) {
          told.accept(finished());
        }
        more = begin(file, lines, workers);
        reached = lines.number();
      }
    } catch (IOException unreadable) {
      String problem = "can't be read from here on: " + unreadable;
      begin(done(new Broken<>(new Place(file.name(), reached + 1), problem)), 0);
    }
  }

  private boolean begin(CaseFile file, Lines lines, ExecutorService workers) throws IOException {
    try {
      byte[] line = lines.next();
      if (line == null) {
        return false;
      }
      Place place = new Place(file.name(), lines.number());
      if (!isBlank(line)) {
        begin(workers.submit(() -> judged(place, line)), line.length);
      }
    } catch (Lines.TooLongException _) {
      Place place = new Place(file.name(), lines.number());
      String problem = "is longer than the " + (Lines.LONGEST >> 20) + " MiB that a case may have";
      begin(done(new Broken<>(place, problem)), 0);
    }
    return true;
  }

  private Result<C, T> judged(Place place, byte[] line) {
    C read;
    try {
      read = reader.read(line);
    } catch (BrokenCaseException broken) {
      return new Broken<>(place, String.valueOf(broken.getMessage()));
    }
    if (!wanted.test(read.id())) {
      return new Skipped<>(place);
    }
    try {
      return new Judged<>(place, read, judge.apply(read));
    } catch (RuntimeException broken) {
      // One case that the judge can't stand must not cost the answers to all others.
      return new Broken<>(
          place,
          "case %s: the judge broke, which is a fault of Sluice: %s"
              .formatted(read.id(), told(broken)));
    }
  }

  private static String told(RuntimeException broken) {
    StackTraceElement[] trace = broken.getStackTrace();
    return trace.length == 0 ? broken.toString() : broken + " at " + trace[0];
  }

  /** One line is taken however long it is. */
  private boolean isFull() {
    return begun.size() >= threads * WAITING_FOR_EACH_THREAD
        || (bytes > MOST_BYTES && !begun.isEmpty());
  }

  private void begin(Future<Result<C, T>> result, int length) {
    begun.add(new Begun<>(result, length));
    bytes += length;
  }

  private Result<C, T> finished() throws InterruptedException {
    Begun<C, T> next = begun.remove();
    bytes -= next.bytes();
    try {
      return next.result().get();
    } catch (ExecutionException broken) {
      @Nullable Throwable cause = broken.getCause();
      throw new IllegalStateException("judging ended with " + cause, broken);
    }
  }

  private static <R> Future<R> done(R result) {
    return CompletableFuture.completedFuture(result);
  }

  private static boolean isBlank(byte[] line) {
    for (byte each : line) {
      if (each != ' ' && each != '\t' && each != '\r') {
        return false;
      }
    }
    return true;
  }
}
