package dev.sluice.activities.host;

import dev.sluice.activities.host.inventory.Host;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.OrderBook.State;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import dev.sluice.domain.subdomain.TargetOrder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Looks how far a host is on the way of an order.
 *
 * @param within how long one look may take
 */
record HostArrival(
    HostSteps steps,
    OrderReader orders,
    Host host,
    TargetOrder order,
    Direction direction,
    Duration within) {

  Arrival look() {
    boolean reboots =
        order.capability().equals(RebootWork.CAPABILITY) && direction == Direction.APPLY;
    try {
      return reboots ? back() : carriedOut();
    } catch (ProblemException e) {
      boolean away = e.problem() instanceof Problem.Passing;
      if (!reboots || !away || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return not("is away: " + e.problem().message());
    }
  }

  private Arrival back() {
    HostAnswer answer =
        steps.look(host, new RebootWork(NOTHING), direction, order.change(), within);
    Touch touch = touch(answer);
    if (touch == null || touch.state() == State.REMEMBERED) {
      return not("was not ordered to reboot");
    }
    if (touch.state() == State.DONE) {
      return healthy(answer);
    }
    if (answer.bootedFrom().isEmpty() || answer.bootedFrom().equals(answer.bootId())) {
      return not("has not rebooted yet");
    }
    if (answer.unhealthy()) {
      return not("has rebooted, and its health command fails");
    }
    HostAnswer ended = steps.returned(host, order, answer);
    if (ended.outcome().equals(StepOutcome.CONFLICT) || ended.outcome().equals("underway")) {
      return not("has rebooted, and is being looked at");
    }
    Effect _ = StepOutcome.of(ended);
    return healthy(ended);
  }

  private static final Invocation NOTHING = new Invocation.Text(":");

  private Arrival carriedOut() {
    HostAnswer last = steps.justNow(host, order);
    Arrival known = last == null ? null : judged(last);
    return known != null && known.there() ? known : judged(lookFor(steps.seen(host)));
  }

  private Arrival judged(HostAnswer answer) {
    Touch touch = touch(answer);
    if (touch == null || touch.state() == State.REMEMBERED) {
      return direction == Direction.REVERT ? healthy(answer) : not("was not ordered to change");
    }
    if (touch.direction() != direction) {
      return not("was ordered the other way since");
    }
    if (touch.state() != State.DONE) {
      return not("has not come to the end of its order");
    }
    String missing = before(touch).isNothing() ? "" : work(touch).missing(answer, direction);
    return missing.isEmpty() ? healthy(answer) : not(missing);
  }

  /** One look is enough where it is known what to look for. */
  private HostAnswer lookFor(@Nullable HostAnswer seen) {
    HostAnswer known = seen != null && touch(seen) != null ? seen : steps.look(host, within);
    Touch touch = touch(known);
    return touch == null || before(touch).isNothing()
        ? known
        : steps.look(host, work(touch), direction, order.change(), within);
  }

  private @Nullable Touch touch(HostAnswer answer) {
    return answer.book().touch(order.change()).orElse(null);
  }

  private HostWork work(Touch touch) {
    return orders.earlier(before(touch), host.name());
  }

  private Before before(Touch touch) {
    return Before.read(touch.before(), host.name());
  }

  private Arrival healthy(HostAnswer answer) {
    return answer.unhealthy()
        ? not("is on %s, and its health command fails".formatted(answer.version()))
        : new Arrival(host.name(), true, "is on %s".formatted(answer.version()));
  }

  private Arrival not(String words) {
    return new Arrival(host.name(), false, words);
  }
}
