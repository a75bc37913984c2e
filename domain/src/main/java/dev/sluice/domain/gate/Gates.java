package dev.sluice.domain.gate;

import dev.sluice.domain.gate.GateState.Inside;
import dev.sluice.domain.gate.GateState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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
    Stream<Instant> stops =
        state
            .stops()
            .flatMap(stop -> Stream.of(stop.from(), stop.until()))
            .filter(Objects::nonNull);
    Stream<Instant> claims =
        state.queue().stream()
            .flatMap(one -> Stream.of(one.claim().notBefore(), one.claim().notAfter()))
            .filter(Objects::nonNull);
    Stream<Instant> exemptions =
        Stream.concat(
                state.queue().stream().map(Waiting::exemption),
                state.inside().stream().map(Inside::exemption))
            .map(Exemption::expiry)
            .filter(Objects::nonNull);
    return Stream.of(stops, claims, exemptions)
        .flatMap(times -> times)
        .filter(time -> time.isAfter(now))
        .min(Instant::compareTo);
  }

  private static GateState hear(
      GateState state, GateSignal signal, Instant now, List<GateCommand> commands) {
    return switch (signal) {
      case GateSignal.Ruled ruled ->
          new GateState(ruled.rules(), state.incidents(), state.inside(), state.queue());
      case GateSignal.Asked asked -> asked(state, asked.claim(), now, commands);
      case GateSignal.Left left -> without(state, Set.of(left.change()));
      case GateSignal.Died died -> without(state, new HashSet<>(died.changes()));
      case GateSignal.IncidentDeclared declared -> {
        List<Stop> incidents = new ArrayList<>(state.incidents());
        incidents.removeIf(one -> one.name().equals(declared.incident().name()));
        incidents.add(declared.incident());
        yield new GateState(state.rules(), incidents, state.inside(), state.queue());
      }
      case GateSignal.IncidentEnded ended ->
          new GateState(
              state.rules(),
              state.incidents().stream().filter(one -> !one.name().equals(ended.name())).toList(),
              state.inside(),
              state.queue());
      case GateSignal.Exempted exempted -> exempted(state, exempted);
      case GateSignal.Woken _ -> state;
    };
  }

  /** A change that asks again may have missed the answer, or comes back after it had left. */
  private static GateState asked(
      GateState before, Claim claim, Instant now, List<GateCommand> commands) {
    GateState state = isNewVisit(before, claim) ? without(before, Set.of(claim.change())) : before;
    Optional<Inside> inside = state.inside(claim.change());
    if (inside.isPresent()) {
      commands.add(new GateCommand.Open(claim.change(), Pass.NONE));
      if (!inside.get().suspended().isEmpty()) {
        commands.add(new GateCommand.Suspend(claim.change(), inside.get().suspended()));
      }
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
    queue.add(new Waiting(claim, now, Exemption.NONE, null));
    queue.sort(ORDER);
    return new GateState(state.rules(), state.incidents(), state.inside(), queue);
  }

  private static boolean isNewVisit(GateState state, Claim claim) {
    return Stream.concat(
            state.inside().stream().map(Inside::claim), state.queue().stream().map(Waiting::claim))
        .anyMatch(one -> one.change().equals(claim.change()) && one.visit() < claim.visit());
  }

  private static GateState without(GateState state, Set<String> changes) {
    return new GateState(
        state.rules(),
        state.incidents(),
        state.inside().stream().filter(one -> !changes.contains(one.change())).toList(),
        state.queue().stream().filter(one -> !changes.contains(one.change())).toList());
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
        new GateState(state.rules(), state.incidents(), inside, state.queue()),
        one ->
            one.change().equals(change)
                ? new Waiting(one.claim(), one.since(), exemption, one.told())
                : one);
  }

  private static GateState mapQueue(GateState state, UnaryOperator<Waiting> mapping) {
    return new GateState(
        state.rules(),
        state.incidents(),
        state.inside(),
        state.queue().stream().map(mapping).toList());
  }
}
