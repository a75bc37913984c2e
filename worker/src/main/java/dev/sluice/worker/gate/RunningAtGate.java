package dev.sluice.worker.gate;

import dev.sluice.activities.work.Pause;
import dev.sluice.domain.control.RunningChange;
import dev.sluice.domain.control.RunningChanges;
import dev.sluice.domain.gate.Claim;
import dev.sluice.domain.gate.GateState;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.workflows.wire.GateWire;
import io.grpc.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is under way, as the gate knows it. Where it can't be asked, nobody is told "nothing". */
public final class RunningAtGate implements RunningChanges {
  private static final int UNKNOWN_RISK = 5;

  /** A gate that begins where nothing runs knows so at once. */
  private static final int LOOKS = 25;

  private static final Duration BETWEEN = Duration.ofMillis(200);

  /** Less than callers of the API wait: where no worker runs, nobody answers. */
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("gate-deadline").daemon().factory());

  private volatile @Nullable GateDesk desk;

  /** From now on that desk is asked. */
  public void askAt(GateDesk gate) {
    desk = gate;
  }

  @Override
  public List<RunningChange> now() {
    GateDesk gate = desk;
    if (gate == null) {
      throw unknown("this process does not know the gate yet");
    }
    List<GateState.Inside> inside = asked(gate).inside();
    if (inside.size() > MOST) {
      throw unknown("%d are more than the %d that rules can judge".formatted(inside.size(), MOST));
    }
    return inside.stream().map(one -> running(one.claim())).toList();
  }

  private static GateState asked(GateDesk gate) {
    GateState state = answered(gate);
    for (int i = 0; i < LOOKS && !state.recall().isOver(); i++) {
      pause();
      state = answered(gate);
    }
    if (!state.recall().isOver()) {
      throw unknown("the gate was ended from outside, and asks all changes what they hold");
    }
    return state;
  }

  private static void pause() {
    try {
      Pause.REAL.sleep(BETWEEN);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unknown("it was interrupted while it asked the gate");
    }
  }

  private static GateState answered(GateDesk gate) {
    Context.CancellableContext soon =
        Context.current()
            .withDeadlineAfter(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS, CLOCK);
    try {
      return GateWire.toDomain(soon.call(gate::inside));
    } catch (Exception e) {
      throw unknown("the gate does not answer (%s)".formatted(e.getMessage()));
    } finally {
      soon.cancel(null);
    }
  }

  private static ProblemException unknown(String why) {
    return new ProblemException(
        new Problem.Passing(
            "RUNNING_CHANGES_UNKNOWN",
            "policies judge by the changes that run, and which do is not known: %s; try again in a moment"
                .formatted(why)));
  }

  private static RunningChange running(Claim claim) {
    return new RunningChange(
        claim.change(),
        claim.type(),
        claim.services(),
        List.copyOf(claim.zones().keySet()),
        claim.changeClass(),
        claim.risk() == 0 ? UNKNOWN_RISK : claim.risk(),
        claim.atRisk());
  }
}
