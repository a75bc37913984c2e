package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where orders for workloads are handed in. Those that come while a write is under way go into the
 * next write together: a batch of a hundred slots takes a few writes, not a hundred. Each write is
 * refused by the API server if somebody else wrote since it was read, and is drafted anew then.
 */
final class OrderDesk {
  private static final int MOST_DRAFTS = 12;
  private static final Duration TURN_WITHIN = Duration.ofSeconds(20);
  private static final Duration RELEASE_WITHIN = Duration.ofSeconds(5);

  /** Whoever orders a batch does not order all of it in the same millisecond. */
  private static final Duration GATHERING = Duration.ofMillis(40);

  private static final Duration ARRIVING = Duration.ofMillis(250);
  private static final Duration BETWEEN_COUNTS = Duration.ofMillis(5);

  private static final Duration PARTS_LAST = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final ClusterClient cluster;
  private final WorkloadReader reader;
  private final InstantSource clock;
  private final ConcurrentMap<WorkloadName, Bench> benches = new ConcurrentHashMap<>();

  OrderDesk(ClusterClient cluster, WorkloadReader reader, InstantSource clock) {
    this.cluster = cluster;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Drafts a request, and writes it together with others.
   *
   * @param request what it answers is null when it has to wait for the next write
   * @throws ProblemException as the request, reading or writing does
   */
  <T> T ask(WorkloadName name, Function<Draft, @Nullable T> request) {
    return ask(name, request, GATHERING, Integer.MAX_VALUE);
  }

  /**
   * Notes that a target has arrived, together with those that arrive a moment later: each write
   * sets the workload's controllers going.
   */
  void note(WorkloadName name, Consumer<Draft> arrival) {
    Function<Draft, @Nullable Boolean> request =
        draft -> {
          arrival.accept(draft);
          return true;
        };
    boolean _ = ask(name, request, ARRIVING, bench(name).underWay);
  }

  private <T> T ask(
      WorkloadName name, Function<Draft, @Nullable T> request, Duration patience, int enough) {
    Bench bench = bench(name);
    Ticket<T> ticket = new Ticket<>(request);
    bench.waiting.add(ticket);
    try {
      lock(bench);
      try {
        if (!ticket.isAnswered()) {
          gather(bench, patience, enough);
        }
        while (!ticket.isAnswered()) {
          write(name, bench);
        }
      } finally {
        bench.lock.unlock();
      }
    } finally {
      bench.waiting.remove(ticket);
    }
    return ticket.answer();
  }

  private void gather(Bench bench, Duration patience, int enough) {
    Instant end = clock.instant().plus(patience);
    while (bench.waiting.size() < enough && clock.instant().isBefore(end)) {
      sleep(BETWEEN_COUNTS);
    }
  }

  private Bench bench(WorkloadName name) {
    return benches.computeIfAbsent(name, _ -> new Bench());
  }

  private static void lock(Bench bench) {
    try {
      bench.lock.lockInterruptibly();
    } catch (InterruptedException e) {
      throw cancelled(e);
    }
  }

  private void write(WorkloadName name, Bench bench) {
    for (int drafts = 0; drafts < MOST_DRAFTS; drafts++) {
      // What a watch shows will do: a write that was drafted on what is old is refused.
      Workload now = drafts == 0 ? seen(name, bench) : workload(name);
      WorkloadView view = read(now, bench, bench.turnedAt);
      Draft draft = new Draft(view);
      bench.waiting.forEach(ticket -> ticket.draft(draft));
      if (!draft.isChanged()) {
        bench.waiting.removeIf(Ticket::settle);
        return;
      }
      HasMetadata written = write(name, view.workload.object(), draft.write());
      if (written != null) {
        wrote(name, bench, written);
        bench.underWay = draft.underWay();
        bench.turnedAt = draft.turns() ? bench.writtenAt : bench.turnedAt;
        bench.waiting.removeIf(Ticket::settle);
        turn(name, new Workload(name, written), bench);
        if (draft.isToBeReleased()) {
          release(name, bench);
        }
        return;
      }
    }
    throw new ProblemException(
        new Problem.Passing(
            "WRITTEN_BY_OTHERS",
            "%s is written by others all the time; try again later".formatted(name)));
  }

  /** Null when somebody else wrote since. */
  private @Nullable HasMetadata write(WorkloadName name, HasMetadata seen, HasMetadata next) {
    HasMetadata written = cluster.write(name, seen, next);
    if (written == null) {
      return null;
    }
    Workload now = new Workload(name, written);
    Hold hold = now.hold();
    String print = Strategies.print(written);
    if (hold == null || hold.print().equals(print)) {
      return written;
    }
    // What the API server itself adds to a specification is no edit.
    Hold printed = new Hold(hold.base(), hold.turning(), print, hold.strategy());
    Map<String, String> annotations = new TreeMap<>(now.annotations());
    annotations.put(Workload.HOLD, WorkloadBookJson.write(printed));
    HasMetadata then = Strategies.annotated(written, annotations, now.labels());
    HasMetadata again = cluster.write(name, written, then);
    return again == null ? then : again;
  }

  private void wrote(WorkloadName name, Bench bench, HasMetadata written) {
    bench.writtenAt = clock.instant();
    bench.writtenVersion = written.getMetadata().getResourceVersion();
    if (new Workload(name, written).hold() == null) {
      reader.forget(name);
    }
  }

  /** Lets a paused controller go on as soon as it has seen which way to go. */
  private void turn(WorkloadName name, Workload written, Bench bench) {
    Hold hold = written.hold();
    Instant end = clock.instant().plus(TURN_WITHIN);
    while (hold != null && hold.turning() && clock.instant().isBefore(end)) {
      WorkloadView view = read(workload(name), bench, clock.instant());
      Draft draft = new Draft(view);
      draft.settle();
      HasMetadata went =
          draft.isChanged() ? write(name, view.workload.object(), draft.write()) : null;
      if (went != null) {
        wrote(name, bench, went);
        return;
      }
      hold = view.isEdited() ? null : view.hold;
      sleep(BETWEEN_LOOKS);
    }
  }

  /** What a watch shows may be too old to tell that all is over, and nobody asks again. */
  private void release(WorkloadName name, Bench bench) {
    Instant end = clock.instant().plus(RELEASE_WITHIN);
    while (clock.instant().isBefore(end)) {
      WorkloadView view = whole(workload(name));
      Draft draft = new Draft(view);
      draft.release();
      HasMetadata released =
          draft.isChanged() ? write(name, view.workload.object(), draft.write()) : null;
      if (released != null) {
        wrote(name, bench, released);
        return;
      }
      if (!draft.isToBeReleased()) {
        return;
      }
      sleep(BETWEEN_LOOKS);
    }
  }

  /** Gives a workload its own way back where that was cut short. */
  void conclude(WorkloadName name, WorkloadView seen) {
    if (!new Draft(seen).isToBeReleased()) {
      return;
    }
    Bench bench = bench(name);
    lock(bench);
    try {
      if (!bench.writtenAt.isAfter(seen.parts.readAt())) {
        release(name, bench);
      }
    } finally {
      bench.lock.unlock();
    }
  }

  /** Goes on where a turn was cut short. */
  void settle(WorkloadName name) {
    Bench bench = bench(name);
    lock(bench);
    try {
      turn(name, workload(name), bench);
    } finally {
      bench.lock.unlock();
    }
  }

  /**
   * What a workload runs.
   *
   * @param since what was read before is not fresh enough
   */
  WorkloadView view(WorkloadName name, Instant since) {
    Bench bench = bench(name);
    WorkloadView last = bench.last;
    if (last != null && isFresh(last, since, bench)) {
      return last;
    }
    synchronized (bench.reading) {
      last = bench.last;
      if (last != null && isFresh(last, since, bench)) {
        return last;
      }
      Instant begin = clock.instant();
      Workload now = seen(name, bench);
      WorkloadView next = new WorkloadView(now, reader.watched(now), last);
      bench.readingTook = Duration.between(begin, clock.instant());
      bench.last = next;
      return next;
    }
  }

  /** When this desk last wrote the workload; what was read earlier does not show that. */
  Instant writtenAt(WorkloadName name) {
    return bench(name).writtenAt;
  }

  WorkloadView whole(Workload workload) {
    return new WorkloadView(workload, reader.parts(workload));
  }

  private boolean isFresh(WorkloadView view, Instant since, Bench bench) {
    return !view.parts.readAt().isBefore(since)
        && view.parts.readAt().plus(bench.rest()).isAfter(clock.instant());
  }

  /** With parts read a short while ago, if it stands still since. */
  private WorkloadView read(Workload now, Bench bench, Instant since) {
    WorkloadView last = bench.last;
    Instant oldest = clock.instant().minus(PARTS_LAST);
    // Whether it may be made to stand still is judged by what is there now.
    boolean fresh =
        last != null
            && now.hold() != null
            && last.parts.showsUntil().isAfter(since)
            && last.parts.readAt().isAfter(oldest)
            && last.workload.metadata().getUid().equals(now.metadata().getUid());
    return last != null && fresh ? new WorkloadView(now, last.parts, last) : whole(now);
  }

  /** As a watch shows it, with all that was written here. */
  private Workload seen(WorkloadName name, Bench bench) {
    HasMetadata seen = reader.watchedWorkload(name, bench.writtenVersion);
    return seen == null ? workload(name) : new Workload(name, seen);
  }

  private Workload workload(WorkloadName name) {
    HasMetadata object = cluster.workload(name);
    if (object == null) {
      throw new ProblemException(
          new Problem.ForOperator(
              "NO_SUCH_WORKLOAD",
              "there is no %s, or not any more; plan the change again".formatted(name)));
    }
    return new Workload(name, object);
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw cancelled(e);
    }
  }

  private static ProblemException cancelled(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new ProblemException(
        new Problem.Passing("CANCELLED", "the call was cancelled before it ended"), cause);
  }
}
