package dev.sluice.domain.ledger;

import dev.sluice.domain.gate.Pass;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.rollout.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what a change waits for, and how long. */
final class Waits {
  private final String requester;
  private Memory memory;

  Waits(String requester, Memory memory) {
    this.requester = requester;
    this.memory = memory;
  }

  Memory memory() {
    return memory;
  }

  void baked(Duration more) {
    memory = memory.baked(more);
  }

  void released() {
    memory = memory.released();
  }

  void rollingBack(Instant now) {
    memory = memory.rollingBack(now);
  }

  static Held atGate(Standing standing, Instant now) {
    HoldCause cause =
        switch (standing.cause()) {
          case CHANGE, GATE -> HoldCause.LOCK;
          case CAP -> HoldCause.CAP;
          case FREEZE, INCIDENT -> HoldCause.FREEZE;
          case TIME -> HoldCause.WINDOW;
        };
    return new Held(cause, standing.on(), now);
  }

  /**
   * @param next what it waits for from now on; null for nothing
   */
  void hold(List<Content> contents, @Nullable Held next, Instant now) {
    Held held = memory.held();
    boolean same =
        held != null && next != null && held.cause() == next.cause() && held.on().equals(next.on());
    if (same || (held == null && next == null)) {
      return;
    }
    Duration waited = Duration.ZERO;
    if (held != null) {
      waited = Duration.between(held.since(), now);
      contents.add(new Released(held.cause(), held.on(), waited));
    }
    if (next != null) {
      contents.add(next);
    }
    memory = memory.held(next, waited);
  }

  void passed(List<Content> contents, Pass pass) {
    if (!pass.isNone()) {
      boolean emergency = pass.actor().isEmpty();
      contents.add(
          new Overridden(
              Overridden.What.FREEZE,
              pass.stops(),
              "passed",
              emergency ? requester : pass.actor(),
              emergency ? "emergency" : "",
              emergency ? "an emergency" : reason(pass.reason())));
    }
  }

  void suspended(List<Content> contents, String stop, Instant now) {
    memory = memory.suspended(now, Duration.ZERO);
    contents.add(new Suspended(stop, ""));
  }

  void woken(List<Content> contents, Pass pass, Instant now) {
    passed(contents, pass);
    Instant since = memory.suspendedSince();
    if (since != null) {
      Duration waited = Duration.between(since, now);
      memory = memory.suspended(null, waited);
      contents.add(new Woken(pass.actor(), waited));
    }
  }

  /**
   * @param changed targets that it changed
   */
  void ended(List<Content> contents, Outcome outcome, String why, int changed, Instant now) {
    hold(contents, null, now);
    woken(contents, Pass.NONE, now);
    Instant since = memory.rollbackSince();
    if (since != null) {
      contents.add(
          new RolledBack(
              why, changed, Duration.between(since, now), outcome == Outcome.ROLLED_BACK));
    }
    contents.add(
        new Ended(
            outcome,
            changed,
            memory.fullRelease(),
            memory.waiting(),
            memory.baking(),
            Duration.between(memory.begun(), now)));
  }

  static String reason(String given) {
    return given.isBlank() ? "none given" : given;
  }
}
