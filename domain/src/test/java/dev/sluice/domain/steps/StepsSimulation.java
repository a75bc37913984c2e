package dev.sluice.domain.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.gate.Pass;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.steps.StepsState.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Changes over several sub-domains in seeded worlds: steps fail, get stuck, people steer. */
class StepsSimulation {
  private static final Standing A_FIRST =
      new Standing(Standing.Cause.CHANGE, "a", "change a, which goes first");

  private static final int MOST_SIGNALS = 400;
  private static final int WORLDS = Integer.getInteger("sluice.steps.worlds", 5000);

  @Test
  void keepsItsInvariantsInEveryWorld() {
    for (int seed = 0; seed < WORLDS; seed++) {
      new World(seed).run();
    }
  }

  /** One world; says its seed when a claim is broken. */
  private static final class World {
    private final SplittableRandom random;
    private final int seed;
    private final List<StepsCommand> open = new ArrayList<>();
    private final Set<String> passed = new LinkedHashSet<>();
    private final StepGraph graph;
    private final int approvals;
    private StepsState state;
    private Instant now = Instant.EPOCH;
    private boolean wentBack;

    World(int seed) {
      this.seed = seed;
      random = new SplittableRandom(seed);
      graph = graph();
      approvals = random.nextInt(3);
      state = planned();
    }

    private StepsState planned() {
      StepsState planned = StepsState.planned(graph, approvals, Duration.ofDays(1));
      return random.nextBoolean() ? planned.forGate() : planned;
    }

    /** As its workflow does: with what was approved before, and nothing else. */
    private void planAgain() {
      state = planned().plannedAgain(state.approvals().count().given(), state.pausedBy());
      open.clear();
      passed.clear();
      take(new StepsSignal.Begin());
    }

    private StepGraph graph() {
      List<Step> steps = new ArrayList<>();
      int count = 1 + random.nextInt(7);
      for (int i = 0; i < count; i++) {
        List<String> after = new ArrayList<>();
        boolean mayKeep = true;
        for (Step before : steps) {
          if (random.nextInt(3) == 0) {
            after.add(before.name());
            mayKeep &= before.keep();
          }
        }
        boolean keep = mayKeep && random.nextInt(5) == 0;
        String irreversible = random.nextInt(6) == 0 ? "drops a column" : "";
        steps.add(new Step("s" + i, after, keep, irreversible));
      }
      return new StepGraph(steps);
    }

    void run() {
      take(new StepsSignal.Begin());
      for (int i = 0; i < MOST_SIGNALS && !state.ended(); i++) {
        if (state.mode() == StepsState.Mode.REPLANNING) {
          planAgain();
        }
        now = now.plusSeconds(random.nextInt(600));
        take(new StepsSignal.ApprovalsExpired(now));
        take(next());
      }
      assertThat(state.ended() || waitsForAPerson()).as("seed %d: ends or waits", seed).isTrue();
      if (state.ended()) {
        checkEnd();
      }
    }

    private StepsSignal next() {
      if (random.nextInt(10) == 0) {
        return state.passage().isStopped()
            ? new StepsSignal.Woken(Pass.NONE)
            : new StepsSignal.Stopped("freeze year end");
      }
      if (open.isEmpty() || random.nextInt(8) == 0) {
        return steering();
      }
      StepsCommand command = open.remove(random.nextInt(open.size()));
      return switch (command) {
        case StepsCommand.RunStep run ->
            new StepsSignal.StepEnded(run.step(), outcome(), "it says so");
        case StepsCommand.TakeBack back ->
            new StepsSignal.StepTakenBack(
                back.step(), back.round(), random.nextInt(5) > 0, "2 are not back");
        case StepsCommand.AskGate _ ->
            switch (random.nextInt(6)) {
              case 0 -> {
                open.add(command);
                yield new StepsSignal.GateTold(A_FIRST);
              }
              case 1 -> new StepsSignal.GateRefused("too many targets at risk");
              case 2 -> new StepsSignal.GateLate("it could not begin before noon");
              default -> new StepsSignal.GateOpened(Pass.NONE);
            };
        case StepsCommand.StopStep _,
            StepsCommand.TellStep _,
            StepsCommand.PauseStep _,
            StepsCommand.LeaveGate _,
            StepsCommand.Page _ ->
            new StepsSignal.Begin();
        case StepsCommand.AwaitApproval _ ->
            random.nextInt(4) == 0 ? new StepsSignal.ApprovalTimedOut() : new StepsSignal.Begin();
      };
    }

    private Outcome outcome() {
      int dice = random.nextInt(12);
      return dice == 0
          ? Outcome.ROLLED_BACK
          : dice == 1 ? Outcome.REFUSED : dice == 2 ? Outcome.STOPPED : Outcome.COMPLETED;
    }

    private StepsSignal.Steering steering() {
      List<Step> gates = state.in(Condition.AT_GATE);
      if (!gates.isEmpty() && random.nextInt(3) > 0) {
        return new StepsSignal.Approve("ann", "seen", gates.getFirst().name());
      }
      if (state.mode() == StepsState.Mode.AWAITING_APPROVAL && random.nextInt(4) > 0) {
        return new StepsSignal.Approve(
            random.nextBoolean() ? "ann" : "ben", "fine", "", List.of(), expiry());
      }
      return switch (random.nextInt(6)) {
        case 0 -> new StepsSignal.Abort("ann", "enough", random.nextBoolean());
        case 1 -> new StepsSignal.Pause("ann", "lunch");
        default -> new StepsSignal.Resume("ann", "go on");
      };
    }

    private @Nullable Instant expiry() {
      return random.nextBoolean() ? null : now.plusSeconds(random.nextInt(1, 1800));
    }

    private void take(StepsSignal signal) {
      if (signal instanceof StepsSignal.Approve approve
          && Steps.refusal(state, approve).isEmpty()) {
        passed.add(approve.step());
      }
      StepsDecision decision = Steps.decide(state, signal);
      for (StepsEvent fact : decision.facts()) {
        check(fact);
        state = Steps.apply(state, fact);
      }
      open.addAll(decision.commands());
    }

    private void check(StepsEvent fact) {
      switch (fact) {
        case StepsEvent.StepBegun begun -> {
          Step step = state.graph().step(begun.step());
          for (String before : step.after()) {
            assertThat(state.standing(before).condition())
                .as("seed %d: %s began before %s was done", seed, step.name(), before)
                .isEqualTo(Condition.DONE);
          }
          assertThat(state.approvals().approvers().size())
              .as("seed %d: %s began unapproved", seed, step.name())
              .isGreaterThanOrEqualTo(state.approvals().needed());
          assertThat(state.isUntouched() ? state.approvals().count().expiredAt(now) : List.of())
              .as("seed %d: %s began on an approval that has expired", seed, step.name())
              .isEmpty();
          assertThat(state.passage().isStopped())
              .as("seed %d: %s began in a freeze", seed, step.name())
              .isFalse();
          assertThat(state.passage().open() || !state.passage().asks())
              .as("seed %d: %s began before the gate opened", seed, step.name())
              .isTrue();
          assertThat(wentBack).as("seed %d: %s began after a fail", seed, step.name()).isFalse();
          assertThat(!step.isPointOfNoReturn() || passed.contains(step.name()))
              .as("seed %d: %s passed its gate unasked", seed, step.name())
              .isTrue();
        }
        case StepsEvent.TakeBackBegun back -> {
          Step step = state.graph().step(back.step());
          assertThat(step.isPointOfNoReturn()).as("seed %d: %s", seed, step).isFalse();
          for (Step on : state.graph().dependents(step.name())) {
            assertThat(state.condition(on))
                .as("seed %d: %s taken back under %s", seed, step.name(), on.name())
                .isIn(Condition.WAITING, Condition.AT_GATE, Condition.UNDONE);
          }
        }
        case StepsEvent.WayBackBegun _, StepsEvent.StopBegun _ -> wentBack = true;
        default -> {}
      }
    }

    private boolean waitsForAPerson() {
      return state.mode() == StepsState.Mode.HELD
          || state.mode() == StepsState.Mode.AWAITING_APPROVAL
          || !state.pausedBy().isEmpty()
          || !state.in(Condition.AT_GATE).isEmpty();
    }

    private void checkEnd() {
      assertThat(state.in(Condition.RUNNING)).as("seed %d: runs on", seed).isEmpty();
      assertThat(state.in(Condition.STOPPING)).as("seed %d: runs on", seed).isEmpty();
      assertThat(state.in(Condition.TAKING_BACK)).as("seed %d: runs on", seed).isEmpty();
      if (state.outcome() == Outcome.COMPLETED) {
        assertThat(state.in(Condition.DONE)).hasSameSizeAs(state.graph().steps());
      }
      if (state.outcome() == Outcome.ROLLED_BACK || state.outcome() == Outcome.REFUSED) {
        for (Step step : state.graph().steps()) {
          boolean kept = step.keep() && state.condition(step) == Condition.DONE;
          assertThat(
                  kept
                      || Set.of(Condition.WAITING, Condition.AT_GATE, Condition.UNDONE)
                          .contains(state.condition(step)))
              .as("seed %d: %s is %s", seed, step.name(), state.condition(step))
              .isTrue();
        }
      }
    }
  }
}
