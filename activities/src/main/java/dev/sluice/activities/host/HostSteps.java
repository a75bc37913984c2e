package dev.sluice.activities.host;

import dev.sluice.activities.host.inventory.Host;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.OrderBook;
import dev.sluice.domain.subdomain.OrderBook.State;
import dev.sluice.domain.subdomain.OrderBook.Step;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import dev.sluice.domain.subdomain.TargetOrder;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes steps on hosts. A step says which order book it was decided on; a host whose book is
 * another takes no step and shows its own. So what was seen last serves as a guess, and most orders
 * need one round trip.
 */
final class HostSteps {
  private static final int MOST_DECISIONS = 6;
  private static final int MOST_SEEN = 4_096;
  static final Duration LOOK = Duration.ofSeconds(35);
  private static final Duration JUST_NOW = Duration.ofSeconds(2);

  private final HostConfig config;
  private final RemoteShell shell;
  private final OrderReader orders;
  private final Map<String, HostAnswer> seen = bounded();
  private final Map<String, Stepped> stepped = bounded();

  private record Stepped(String change, HostAnswer answer, long at) {}

  private static <T> Map<String, T> bounded() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > MOST_SEEN;
          }
        });
  }

  HostSteps(HostConfig config, RemoteShell shell, OrderReader orders) {
    this.config = config;
    this.shell = shell;
    this.orders = orders;
  }

  /**
   * What a host showed at the end of a change's own step, a moment ago; null for nothing. It serves
   * for one look.
   */
  @Nullable HostAnswer justNow(Host host, TargetOrder order) {
    Stepped last = stepped.remove(host.name());
    if (last == null || !last.change.equals(order.change())) {
      return null;
    }
    return System.nanoTime() - last.at < JUST_NOW.toNanos() ? last.answer : null;
  }

  /** What was seen last, which may be over; null for nothing. */
  @Nullable HostAnswer seen(Host host) {
    return seen.get(host.name());
  }

  HostAnswer look(Host host) {
    return look(host, LOOK);
  }

  HostAnswer look(Host host, Duration within) {
    return ask(host, new HostScript("look", config), within);
  }

  HostAnswer look(Host host, HostWork work, Direction direction, String change, Duration within) {
    return ask(host, work.look(config, direction).set("id", Before.keptBy(change)), within);
  }

  private HostAnswer ask(Host host, HostScript script, Duration within) {
    HostAnswer answer = HostAnswer.read(host.name(), shell.run(host, script.write(), within));
    seen.put(host.name(), answer);
    return answer;
  }

  /** Remembers what is needed to take a host back. */
  Before remember(Host host, TargetOrder order, HostWork work) {
    HostAnswer known = look(host);
    for (int i = 0; i < MOST_DECISIONS; i++) {
      Touch touch = known.book().touch(order.change()).orElse(null);
      if (touch != null) {
        return remembered(touch, work, host);
      }
      Before before = work.before(known.version());
      OrderBook next = known.book().remembered(order.change(), before.json());
      HostScript script =
          work.step(config, Direction.APPLY)
              .set("act", "snapshot")
              .set("content", "")
              .set("health", "");
      HostAnswer answer = step(host, order, known, script, next, next, LOOK);
      if (!answer.outcome().equals(StepOutcome.CONFLICT)) {
        Effect _ = StepOutcome.of(answer);
        return before;
      }
      known = answer;
    }
    Effect _ = StepOutcome.of(known);
    throw new IllegalStateException("a conflict is a problem");
  }

  /** Gives an order. */
  Effect give(Host host, TargetOrder order, Direction direction, @Nullable HostWork asked) {
    HostAnswer guess = seen.get(host.name());
    HostAnswer known = guess == null ? look(host) : guess;
    boolean fresh = guess == null;
    for (int i = 0; i < MOST_DECISIONS; i++) {
      Step step;
      try {
        step = known.book().step(order, direction);
      } catch (ProblemException e) {
        if (fresh) {
          throw e;
        }
        step = Step.NOTHING;
      }
      if (step != Step.NOTHING) {
        known = take(host, order, direction, asked, known, step);
      } else if (!fresh) {
        // Only what a host says now is a reason to do nothing.
        known = look(host);
      } else {
        OrderBook noted = noted(known, order, direction);
        if (noted.equals(known.book())) {
          return Effect.ALREADY_THERE;
        }
        known = step(host, order, known, new HostScript("note", config), noted, noted, LOOK);
      }
      boolean decided = step != Step.NOTHING || fresh;
      fresh = true;
      if (decided && !known.outcome().equals(StepOutcome.CONFLICT)) {
        return StepOutcome.of(known);
      }
    }
    return StepOutcome.of(known);
  }

  /** The book of a host where nothing is left to do. */
  private static OrderBook noted(HostAnswer known, TargetOrder order, Direction direction) {
    return switch (direction) {
      case APPLY -> known.book();
      case REVERT -> known.book().leftAlone(order, Before.nothing(known.version()).json());
    };
  }

  private HostAnswer take(
      Host host,
      TargetOrder order,
      Direction direction,
      @Nullable HostWork asked,
      HostAnswer known,
      Step step) {
    Touch touch = known.book().touch(order.change()).orElse(null);
    HostWork work = asked;
    Before before;
    if (touch != null && work != null) {
      before = remembered(touch, work, host);
    } else if (touch != null) {
      before = Before.read(touch.before(), host.name());
      work = orders.earlier(before, host.name());
    } else if (work != null) {
      before = work.before(known.version());
    } else {
      throw new IllegalStateException("nothing is taken back that was never done");
    }
    OrderBook ordered = known.book().ordered(order, direction, before.json());
    HostScript script =
        work.step(config, direction)
            .set("step", step.name())
            .set("was_done", touch != null && touch.state() == State.DONE ? "yes" : "no");
    return step(host, order, known, script, ordered, ordered.done(order.change()), work.within());
  }

  /** Ends an order whose effect came later: a host is back from its reboot. */
  HostAnswer returned(Host host, TargetOrder order, HostAnswer known) {
    OrderBook done = known.book().done(order.change());
    HostScript script = new HostScript("returned", config).drained(config.hooks());
    return step(host, order, known, script, done, done, Duration.ofMinutes(2));
  }

  private HostAnswer step(
      Host host,
      TargetOrder order,
      HostAnswer known,
      HostScript script,
      OrderBook ordered,
      OrderBook done,
      Duration within) {
    script
        .set("id", Before.keptBy(order.change()))
        .set("expected", known.bookLine())
        .set("keep", HostBook.kept(done))
        .set("ordered_book", HostBook.write(ordered, host.name()))
        .set("done_book", HostBook.write(done, host.name()));
    HostAnswer answer = ask(host, script, within);
    stepped.put(host.name(), new Stepped(order.change(), answer, System.nanoTime()));
    return answer;
  }

  /** One change does one thing to a host: there is one way back. */
  private static Before remembered(Touch touch, HostWork work, Host host) {
    Before before = Before.read(touch.before(), host.name());
    if (!before.isNothing() && !before.sameOrder(work.before(before.version()))) {
      throw HostProblems.author(
          "ANOTHER_ORDER",
          "change %s already asked something else of %s (%s); make it another change",
          touch.change(),
          host.name(),
          before.capability());
    }
    return before;
  }
}
