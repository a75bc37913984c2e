package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.OrderBook.State;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import dev.sluice.domain.subdomain.TargetOrder;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Brings ordered targets to where they are wanted, and waits for them. */
final class ArrivalWatch {
  /** Most looks find what another hand has just read, and cost nothing. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final ClusterClient cluster;
  private final OrderDesk desk;
  private final Readings readings;
  private final InstantSource clock;

  ArrivalWatch(ClusterClient cluster, OrderDesk desk, Readings readings, InstantSource clock) {
    this.cluster = cluster;
    this.desk = desk;
    this.readings = readings;
    this.clock = clock;
  }

  Arrival await(TargetOrder order, Direction direction, Duration within) {
    TargetName target = TargetName.parse(order.target());
    Instant end = clock.instant().plus(within);
    Instant since = desk.writtenAt(target.workload());
    WorkloadView view = desk.view(target.workload(), since);
    while (true) {
      Arrival arrival = look(view, target, order, direction);
      if (arrival.there() || !clock.instant().isBefore(end)) {
        return arrival;
      }
      view = another(view, target, since, end);
    }
  }

  /** What was read since, or the same at the end of time. */
  private WorkloadView another(WorkloadView seen, TargetName target, Instant since, Instant end) {
    WorkloadView next = seen;
    Duration left = Duration.between(clock.instant(), end);
    while (next == seen && left.isPositive()) {
      OrderDesk.sleep(left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS);
      next = desk.view(target.workload(), since);
      left = Duration.between(clock.instant(), end);
    }
    return next;
  }

  private Arrival look(
      WorkloadView view, TargetName target, TargetOrder order, Direction direction) {
    Standing standing = view.standing(target.part());
    if (standing == null) {
      if (direction == Direction.REVERT) {
        return new Arrival(order.target(), true, "it is not there any more");
      }
      throw Refusals.unknown(target.workload(), target.part());
    }
    Touch touch = standing.book().touch(order.change()).orElse(null);
    if (touch == null || touch.state() != State.ORDERED) {
      boolean done = touch != null && touch.state() == State.DONE && touch.direction() == direction;
      if (done && view.hold != null) {
        // Whoever noted the last arrival may have died before the workload got its own way back.
        desk.conclude(target.workload(), view);
      }
      if (done && direction == Direction.APPLY) {
        Refusals.edited(view);
        Refusals.otherwise(view, standing);
      }
      return done || direction == Direction.REVERT
          ? readings.arrival(view, standing, direction)
          : new Arrival(order.target(), false, "it was not ordered to change");
    }
    Refusals.edited(view);
    if (view.hold != null && view.hold.turning()) {
      desk.settle(target.workload());
    }
    if (!standing.current() || !standing.runs().equals(view.template.id())) {
      return new Arrival(order.target(), false, bring(view, standing));
    }
    Arrival arrival = readings.arrival(view, standing, direction);
    if (arrival.there()) {
      desk.note(target.workload(), draft -> draft.arrived(order, direction, target.part()));
    }
    return arrival;
  }

  /** Sets a target's replacement going if that is not its controller's business. */
  void begin(TargetName target) {
    if (target.workload().kind() == WorkloadKind.DEPLOYMENT) {
      return;
    }
    WorkloadView view = desk.view(target.workload(), desk.writtenAt(target.workload()));
    Standing standing = view.standing(target.part());
    if (standing != null
        && standing.book().touches().stream().anyMatch(it -> it.state() == State.ORDERED)) {
      bring(view, standing);
    }
  }

  private String bring(WorkloadView view, Standing standing) {
    Pod pod = standing.pod();
    if (!view.workload.isObserved()) {
      return "its controller has not seen the new revision yet";
    }
    if (!standing.runs().equals(view.template.id())) {
      return "its workload is on the way to another revision";
    }
    if (pod == null || view.workload.name().kind() == WorkloadKind.DEPLOYMENT) {
      return view.parts.obstacle().isEmpty()
          ? "its pod is being replaced"
          : "its pod can't be made: " + view.parts.obstacle();
    }
    if (pod.getMetadata().getDeletionTimestamp() != null || standing.current()) {
      return "its pod is being replaced";
    }
    return cluster.end(pod, PodHealth.isReady(pod))
        ? "its pod is being replaced"
        : "a disruption budget does not allow to replace its pod now";
  }
}
