package dev.sluice.domain.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is inside, who waits.
 *
 * @param rules what binds them
 * @param incidents declared and not ended
 * @param inside changes that run, in the order in which they began
 * @param queue changes that wait, the first to go first
 * @param recall how far it is with asking all changes what they hold, where it began anew
 */
public record GateState(
    GateRules rules,
    List<Stop> incidents,
    List<Inside> inside,
    List<Waiting> queue,
    Recall recall) {
  public static final GateState EMPTY =
      new GateState(GateRules.NONE, List.of(), List.of(), List.of());

  /**
   * A change that runs.
   *
   * @param claim what it holds
   * @param since when it began
   * @param exemption who lets it pass freezes and incidents
   * @param suspended what made it stop, in words; empty while it may go on
   */
  public record Inside(Claim claim, Instant since, Exemption exemption, String suspended) {
    /** In place of what made it stop: nobody knows whether something did. */
    static final String UNTOLD = "a gate that is no more";

    String change() {
      return claim.change();
    }
  }

  /**
   * A change that waits.
   *
   * @param claim what it needs
   * @param since when it asked
   * @param exemption who lets it pass freezes and incidents
   * @param told what it was told last that it waits for; null before it was told
   */
  public record Waiting(Claim claim, Instant since, Exemption exemption, @Nullable Standing told) {
    String change() {
      return claim.change();
    }

    /** Its place in time: each step of priority is a head start, so that nobody starves. */
    Instant place() {
      return claim.emergency()
          ? Instant.MIN
          : since.minusSeconds(Gates.HEAD_START.toSeconds() * claim.priority());
    }

    Waiting told(Standing standing) {
      return new Waiting(claim, since, exemption, standing);
    }
  }

  public GateState {
    incidents = List.copyOf(incidents);
    inside = List.copyOf(inside);
    queue = List.copyOf(queue);
  }

  /** One that knows of everybody who runs. */
  public GateState(
      GateRules rules, List<Stop> incidents, List<Inside> inside, List<Waiting> queue) {
    this(rules, incidents, inside, queue, Recall.OVER);
  }

  GateState with(GateRules others) {
    return new GateState(others, incidents, inside, queue, recall);
  }

  GateState withIncidents(List<Stop> others) {
    return new GateState(rules, others, inside, queue, recall);
  }

  GateState with(List<Inside> nowInside, List<Waiting> nowWaiting) {
    return new GateState(rules, incidents, nowInside, nowWaiting, recall);
  }

  GateState with(Recall next) {
    return new GateState(rules, incidents, inside, queue, next);
  }

  /** Freezes and incidents, also those to come. */
  public Stream<Stop> stops() {
    return Stream.concat(rules.freezes().stream(), incidents.stream());
  }

  public Optional<Inside> inside(String change) {
    return inside.stream().filter(one -> one.change().equals(change)).findFirst();
  }

  public Optional<Waiting> waiting(String change) {
    return queue.stream().filter(one -> one.change().equals(change)).findFirst();
  }

  /** Which visit of a change it is that runs or waits; empty when it does neither. */
  public Optional<Integer> visit(String change) {
    return inside(change)
        .map(Inside::claim)
        .or(() -> waiting(change).map(Waiting::claim))
        .map(Claim::visit);
  }

  /** How many are before it in the queue, -1 when it does not wait. */
  public int before(String change) {
    for (int i = 0; i < queue.size(); i++) {
      if (queue.get(i).change().equals(change)) {
        return i;
      }
    }
    return -1;
  }
}
