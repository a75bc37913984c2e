package dev.sluice.activities.traffic;

import dev.sluice.activities.subdomain.OrderJournal.Entry;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.OrderBook.State;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import dev.sluice.domain.subdomain.TargetOrder;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Waits until real requests go where an order wants them to. */
final class RouteArrival {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Probes probes;
  private final Place place;
  private final TargetOrder order;
  private final Direction direction;

  /** Probes of this wait by backend, where the proxy does not count. */
  private final Map<String, Long> tally = new TreeMap<>();

  private int missing;

  RouteArrival(Probes probes, Place place, TargetOrder order, Direction direction) {
    this.probes = probes;
    this.place = place;
    this.order = order;
    this.direction = direction;
  }

  Arrival await(Duration within) {
    long end = System.nanoTime() + within.toNanos();
    Arrival arrival = tried(end);
    while (!arrival.there() && System.nanoTime() - end < 0) {
      pause(Math.min(LOOK.toNanos(), Math.max(1, end - System.nanoTime())));
      arrival = tried(end);
    }
    return arrival;
  }

  /** A proxy that does not answer for a while is something to wait for. */
  private Arrival tried(long end) {
    try {
      return look(end);
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Passing && !Thread.currentThread().isInterrupted()) {
        return not(e.problem().message());
      }
      throw e;
    }
  }

  private Arrival look(long end) {
    Entry entry = place.journal().read(place.target());
    Touch touch = entry.book().touch(order.change()).orElse(null);
    Written written = Written.of(place.target(), entry);
    Reading now = place.read();
    if (touch == null || touch.state() == State.REMEMBERED || written == null) {
      return direction == Direction.APPLY
          ? not("was not told anything yet")
          : healthy(now, "was never touched by this change");
    }
    if (touch.direction() != direction) {
      return not("was since told to %s".formatted(touch.direction().verb()));
    }
    if (direction == Direction.REVERT && !written.key().equals(touch.key())) {
      return healthy(now, "was taken back");
    }
    if (direction == Direction.APPLY && !entry.book().changedBy().equals(order.change())) {
      return not("was since changed by %s".formatted(entry.book().changedBy()));
    }
    return switch (Drift.of(now, written)) {
      case FOREIGN ->
          throw TrafficProblems.operator(
              "CHANGED_BY_OTHERS", DriftWords.foreign(place, now, written));
      case FORGOTTEN, UNFINISHED -> again(touch, now, written);
      case NONE ->
          touch.state() == State.DONE
              ? healthy(now, "goes by %s".formatted(now.words(now.now())))
              : seen(now, touch, written, end);
    };
  }

  /** An order under way is told again; what became of one that had arrived is only reported. */
  private Arrival again(Touch touch, Reading now, Written written) {
    if (touch.state() == State.DONE) {
      return not(DriftWords.forgotten(place, now, written, order.change()));
    }
    RouteOrders.goOn(place, order, touch.key());
    return not("was told again, as it was restarted or not all was told");
  }

  private Arrival seen(Reading now, Touch touch, Written written, long end) {
    if (!written.complete()) {
      return again(touch, now, written);
    }
    if (!now.serves(now.now())) {
      return healthy(now, "");
    }
    Map<String, Long> counts = place.system().countsRequests() ? place.system().count(now) : tally;
    if (!SplitSight.continues(written, now, counts)) {
      countAnew(touch, now, written);
      return not("counts requests anew: the proxy was restarted");
    }
    Sight split = SplitSight.of(written, now, counts);
    return switch (split.answer()) {
      case AS_ASKED -> headers(now, touch, written, split.words());
      case OTHERWISE -> {
        countAnew(touch, now, written);
        yield not(split.words());
      }
      case TOO_FEW -> {
        probe(now, split, end);
        yield not(split.words());
      }
    };
  }

  private Arrival headers(Reading now, Touch touch, Written written, String split) {
    if (HeaderSight.changed(written).isEmpty()) {
      return arrived(touch, split);
    }
    ProbeConfig config = place.system().place().probe();
    if (config == null) {
      return not("goes by its header route, and has no probe to see it with; configure one");
    }
    Sight sight = new HeaderSight(probes).of(place, now, written, config);
    return sight.answer() == Sight.Answer.AS_ASKED
        ? arrived(touch, sight.words())
        : not(sight.words());
  }

  /** Probes fill up what traffic does not bring by itself. */
  private void probe(Reading now, Sight split, long end) {
    ProbeConfig config = place.system().place().probe();
    int gained = missing - split.missing();
    boolean first = missing == 0 && place.system().countsRequests();
    missing = split.missing();
    if (config == null || first) {
      return;
    }
    int burst = (int) Math.max(1, config.perSecond() * LOOK.toMillis() / 1_000);
    if (gained >= burst * 2) {
      return;
    }
    int sent = 0;
    while (sent < Math.min(burst, split.missing()) && System.nanoTime() - end < 0) {
      String version = probes.send(place, config, "", "");
      if (!place.system().countsRequests()) {
        tally.merge(backend(now, version, config), 1L, Long::sum);
      }
      sent++;
    }
  }

  private String backend(Reading now, String version, ProbeConfig config) {
    return now.backends().values().stream()
        .filter(backend -> backend.version().equals(version))
        .map(Backend::name)
        .findFirst()
        .orElseThrow(() ->
            TrafficProblems.passing(
                "UNKNOWN_ANSWER",
                "an answer of %s has no %s header that names one of its versions; add it"
                    .formatted(place.target(), config.servedBy())));
  }

  private void countAnew(Touch touch, Reading now, Written written) {
    missing = 0;
    tally.clear();
    place
        .journal()
        .change(
            place.target(),
            page -> {
              if (isStill(page.entry(), touch)) {
                Map<String, Long> counts = place.system().count(now);
                page.write(
                    new Entry(page.entry().book(), written.completed(now.run(), counts).text()));
              }
              return true;
            });
  }

  private Arrival arrived(Touch touch, String words) {
    boolean done =
        place
            .journal()
            .change(
                place.target(),
                page -> {
                  Entry entry = page.entry();
                  if (isStill(entry, touch)) {
                    page.write(new Entry(entry.book().done(order.change()), entry.note()));
                    return true;
                  }
                  return false;
                });
    return done ? new Arrival(order.target(), true, words) : not("was told something else since");
  }

  private boolean isStill(Entry entry, Touch touch) {
    return entry.book().touch(order.change()).filter(touch::equals).isPresent();
  }

  private Arrival healthy(Reading now, String words) {
    return now.serves(now.now())
        ? new Arrival(order.target(), true, words)
        : not(
            "goes by %s, and has no backend that is up for all of it"
                .formatted(now.words(now.now())));
  }

  private Arrival not(String words) {
    return new Arrival(order.target(), false, words);
  }

  private void pause(long nanos) {
    try {
      Thread.sleep(Duration.ofNanos(nanos));
    } catch (InterruptedException e) {
      throw TrafficProblems.interrupted(place.target());
    }
  }
}
