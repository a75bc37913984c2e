package dev.sluice.domain.gate;

import dev.sluice.domain.gate.GateState.Inside;
import dev.sluice.domain.gate.GateState.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Goes once through all that run and all that wait, and says what is different now. */
final class Round {
  private static final Standing FINDS_OUT =
      new Standing(
          Standing.Cause.GATE,
          "gate",
          "the gate, which was ended from outside and asks all changes what they hold");

  private final GateState state;
  private final Instant now;
  private final List<GateCommand> commands;
  private final List<Stop> stops;
  private final Occupied occupied = new Occupied();
  private final Usage usage;

  /** Nobody is counted here. */
  private final Usage nobody;

  private final int leastCap;

  private final List<Inside> inside = new ArrayList<>();
  private final List<Waiting> queue = new ArrayList<>();
  private boolean more;

  Round(GateState state, Instant now, List<GateCommand> commands) {
    this.state = state;
    this.now = now;
    this.commands = commands;
    stops = state.stops().filter(stop -> stop.isOn(now)).toList();
    usage = new Usage(state.rules().caps());
    nobody = new Usage(state.rules().caps());
    leastCap = state.rules().caps().least();
  }

  GateDecision decide() {
    for (Inside one : state.inside()) {
      occupied.add(one.claim());
      usage.add(one.claim());
      inside.add(suspendedOrWoken(one));
    }
    state.queue().forEach(this::admit);
    return new GateDecision(state.with(inside, queue).with(recalled()), commands, more);
  }

  private Inside suspendedOrWoken(Inside one) {
    Stop stop = stopOf(one.claim(), one.exemption());
    boolean suspended = !one.suspended().isEmpty();
    if (!one.suspended().equals(Inside.UNTOLD) && suspended == (stop != null)) {
      return one;
    }
    String words = stop == null ? "" : stop.words();
    GateCommand command =
        stop == null
            ? new GateCommand.Wake(one.change(), passed(one.claim(), one.exemption()))
            : new GateCommand.Suspend(one.change(), words);
    return tell(command) ? new Inside(one.claim(), one.since(), one.exemption(), words) : one;
  }

  private Recall recalled() {
    int asked = 0;
    for (String change : state.recall().unasked()) {
      if (!tell(new GateCommand.Recall(change))) {
        break;
      }
      asked++;
    }
    return state.recall().asked(asked);
  }

  private @Nullable Stop stopOf(Claim claim, Exemption exemption) {
    if (exemption.holdsAt(now)) {
      return null;
    }
    for (Stop stop : stops) {
      if (stop.concerns(claim) && !(claim.emergency() && stop.emergencies())) {
        return stop;
      }
    }
    return null;
  }

  private void admit(Waiting one) {
    Claim claim = one.claim();
    GateCommand never = never(claim);
    if (never != null) {
      if (!tell(never)) {
        queue.add(one);
      }
      return;
    }
    Standing standing = standing(one);
    if (standing == null
        && tell(new GateCommand.Open(one.change(), passed(claim, one.exemption())))) {
      inside.add(new Inside(claim, now, one.exemption(), ""));
      occupied.add(claim);
      usage.add(claim);
      return;
    }
    if (standing == null || speaksFor(standing)) {
      occupied.add(claim);
    }
    if (standing == null || standing.cause() == Standing.Cause.CAP) {
      usage.add(claim);
    }
    queue.add(standing == null ? one : told(one, standing));
  }

  /** What it is told if it can't begin any more, however long it waits; null when it can. */
  private @Nullable GateCommand never(Claim claim) {
    Instant notAfter = claim.notAfter();
    if (notAfter != null && !now.isBefore(notAfter)) {
      return new GateCommand.Late(
          claim.change(), "it could not begin before %s, its latest start".formatted(notAfter));
    }
    Standing alone = claim.largest() <= leastCap ? null : nobody.breaks(claim, null);
    return alone == null
        ? null
        : new GateCommand.Refuse(
            claim.change(),
            "alone it breaks %s: let it change fewer targets at a time, or raise the cap"
                .formatted(
                    alone.words().replace(": 0 are taken or asked for before it, it", ", it")));
  }

  private @Nullable Standing standing(Waiting one) {
    if (!state.recall().isOver()) {
      return FINDS_OUT;
    }
    Claim claim = one.claim();
    Instant notBefore = claim.notBefore();
    if (notBefore != null && now.isBefore(notBefore)) {
      return new Standing(
          Standing.Cause.TIME, notBefore.toString(), notBefore + ", its earliest start");
    }
    Stop stop = stopOf(claim, one.exemption());
    if (stop != null) {
      Standing.Cause cause =
          stop.kind() == Stop.Kind.FREEZE ? Standing.Cause.FREEZE : Standing.Cause.INCIDENT;
      return Standing.of(one.told(), cause, stop.name(), () -> "the end of " + stop.words());
    }
    Standing blocked = occupied.blocks(claim, one.told());
    return blocked == null ? usage.breaks(claim, one.told()) : blocked;
  }

  /** Who is kept out by time may be overtaken meanwhile. */
  private static boolean speaksFor(Standing standing) {
    return switch (standing.cause()) {
      case CHANGE, CAP -> true;
      case FREEZE, INCIDENT, TIME, GATE -> false;
    };
  }

  private Waiting told(Waiting one, Standing standing) {
    if (standing.cause() == Standing.Cause.GATE && !state.recall().slow()) {
      return one;
    }
    Standing before = one.told();
    boolean known = before != null && before.isOf(standing.cause(), standing.on());
    return known || !tell(new GateCommand.Tell(one.change(), standing)) ? one : one.told(standing);
  }

  private Pass passed(Claim claim, Exemption exemption) {
    String passed =
        stops.stream()
            .filter(stop -> stop.concerns(claim))
            .map(Stop::words)
            .collect(Collectors.joining("; "));
    Exemption by = exemption.holdsAt(now) ? exemption : Exemption.NONE;
    return passed.isEmpty() ? Pass.NONE : new Pass(passed, by.actor(), by.reason());
  }

  private boolean tell(GateCommand command) {
    if (commands.size() >= Gates.MOST_COMMANDS) {
      more = true;
      return false;
    }
    return commands.add(command);
  }
}
