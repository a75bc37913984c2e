package dev.sluice.domain.gate;

import dev.sluice.domain.gate.GateState.Inside;
import dev.sluice.domain.gate.GateState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The gate that every change passes before it touches anything, as a pure function: a state, a
 * signal and the time give the next state and what changes are to be told. It knows no Temporal and
 * no clock.
 *
 * <p>A change gets all it needs at once or nothing: whoever waits holds nothing, so that no two can
 * wait for each other. The queue is gone through in one order, by priority and age; what a change
 * waits for is spoken for, so that no later one takes it away. A change that a freeze keeps out
 * speaks for nothing while it lasts.
 */
public final class Gates {
  /** By how much each step of priority makes a change go before older ones. */
  public static final Duration HEAD_START = Duration.ofMinutes(30);

  /** Bounds what one decision tells. */
  public static final int MOST_COMMANDS = 200;

  private static final Comparator<Waiting> ORDER =
      Comparator.comparing(Waiting::place)
          .thenComparing(Waiting::since)
          .thenComparing(waiting -> waiting.claim().change());

  private Gates() {}

  /**
   * What follows from a signal.
   *
   * @param now not before the time of an earlier signal
   */
  public static GateDecision decide(GateState state, GateSignal signal, Instant now) {
    List<GateCommand> commands = new ArrayList<>();
    GateState heard = hear(state, signal, now, commands);
    return new Round(heard, now, commands).decide();
  }

  /** When time alone changes something next; empty when never. */
  public static Optional<Instant> nextWake(GateState state, Instant now) {
    Instant next = null;
    for (Stop stop : state.stops().toList()) {
      next = sooner(sooner(next, stop.from(), now), stop.until(), now);
    }
    for (Waiting one : state.queue()) {
      Claim claim = one.claim();
      next = sooner(sooner(next, claim.notBefore(), now), claim.notAfter(), now);
      next = sooner(next, one.exemption().expiry(), now);
    }
    for (Inside one : state.inside()) {
      next = sooner(next, one.exemption().expiry(), now);
    }
    return Optional.ofNullable(next);
  }

  private static @Nullable Instant sooner(
      @Nullable Instant one, @Nullable Instant other, Instant now) {
    if (other == null || !other.isAfter(now)) {
      return one;
    }
    return one == null || other.isBefore(one) ? other : one;
  }

  private static GateState hear(
      GateState state, GateSignal signal, Instant now, List<GateCommand> commands) {
    return switch (signal) {
      case GateSignal.Ruled ruled -> state.with(ruled.rules());
      case GateSignal.Asked asked -> asked(state, asked.claim(), now, commands);
      case GateSignal.Runs runs -> runs(state, runs.claim(), now, commands);
      case GateSignal.Left left -> without(state, Set.of(left.change()));
      case GateSignal.Died died -> without(state, new HashSet<>(died.changes()));
      case GateSignal.IncidentDeclared declared -> {
        List<Stop> incidents = new ArrayList<>(state.incidents());
        incidents.removeIf(one -> one.name().equals(declared.incident().name()));
        incidents.add(declared.incident());
        yield state.withIncidents(incidents);
      }
      case GateSignal.IncidentEnded ended ->
          state.withIncidents(
              state.incidents().stream().filter(one -> !one.name().equals(ended.name())).toList());
      case GateSignal.Exempted exempted -> exempted(state, exempted);
      case GateSignal.Lost _ -> state.with(Recall.BEGUN);
      case GateSignal.Recalled recalled ->
          state.with(state.recall().of(unknown(state, recalled.changes()), recalled.all()));
      case GateSignal.Answered answered ->
          state.with(state.recall().without(Set.of(answered.change())));
      case GateSignal.Unanswered _ ->
          state.recall().isOver() ? state : state.with(state.recall().again());
      case GateSignal.Woken _ -> state;
    };
  }

  /** A change that asks again may have missed the answer, or comes back after it had left. */
  private static GateState asked(
      GateState before, Claim claim, Instant now, List<GateCommand> commands) {
    GateState state = isNewVisit(before, claim) ? without(before, Set.of(claim.change())) : before;
    Optional<Inside> inside = state.inside(claim.change());
    if (inside.isPresent()) {
      sayAgain(inside.get(), commands);
      return state;
    }
    if (state.waiting(claim.change()).isPresent()) {
      return mapQueue(
          state,
          one ->
              one.change().equals(claim.change())
                  ? new Waiting(one.claim(), one.since(), one.exemption(), null)
                  : one);
    }
    List<Waiting> queue = new ArrayList<>(state.queue());
    Waiting one = new Waiting(claim, now, Exemption.NONE, null);
    int place = Collections.binarySearch(queue, one, ORDER);
    queue.add(place < 0 ? -place - 1 : place, one);
    return state.with(state.inside(), queue);
  }

  private static void sayAgain(Inside inside, List<GateCommand> commands) {
    commands.add(new GateCommand.Open(inside.change(), Pass.NONE));
    if (!inside.suspended().isEmpty() && !inside.suspended().equals(Inside.UNTOLD)) {
      commands.add(new GateCommand.Suspend(inside.change(), inside.suspended()));
    }
  }

  /** A fact, whatever locks, caps and freezes say: others have to wait for it. */
  private static GateState runs(
      GateState state, Claim claim, Instant now, List<GateCommand> commands) {
    Set<String> change = Set.of(claim.change());
    Optional<Inside> known = state.inside(claim.change());
    if (known.isPresent()) {
      sayAgain(known.get(), commands);
      return state.with(state.recall().without(change));
    }
    Exemption exemption =
        state.waiting(claim.change()).map(Waiting::exemption).orElse(Exemption.NONE);
    GateState others = without(state, change);
    List<Inside> inside = new ArrayList<>(others.inside());
    inside.add(new Inside(claim, now, exemption, Inside.UNTOLD));
    commands.add(new GateCommand.Open(claim.change(), Pass.NONE));
    return others.with(inside, others.queue());
  }

  private static List<String> unknown(GateState state, List<String> changes) {
    Set<String> inside = new HashSet<>();
    state.inside().forEach(one -> inside.add(one.change()));
    return changes.stream().filter(change -> !inside.contains(change)).toList();
  }

  private static boolean isNewVisit(GateState state, Claim claim) {
    return Stream.concat(
            state.inside().stream().map(Inside::claim), state.queue().stream().map(Waiting::claim))
        .anyMatch(one -> one.change().equals(claim.change()) && one.visit() < claim.visit());
  }

  private static GateState without(GateState state, Set<String> changes) {
    return state
        .with(
            state.inside().stream().filter(one -> !changes.contains(one.change())).toList(),
            state.queue().stream().filter(one -> !changes.contains(one.change())).toList())
        .with(state.recall().without(changes));
  }

  private static GateState exempted(GateState state, GateSignal.Exempted exempted) {
    String change = exempted.change();
    Exemption exemption = exempted.exemption();
    List<Inside> inside =
        state.inside().stream()
            .map(one ->
                one.change().equals(change)
                    ? new Inside(one.claim(), one.since(), exemption, one.suspended())
                    : one)
            .toList();
    return mapQueue(
        state.with(inside, state.queue()),
        one ->
            one.change().equals(change)
                ? new Waiting(one.claim(), one.since(), exemption, one.told())
                : one);
  }

  private static GateState mapQueue(GateState state, UnaryOperator<Waiting> mapping) {
    return state.with(state.inside(), state.queue().stream().map(mapping).toList());
  }
}
