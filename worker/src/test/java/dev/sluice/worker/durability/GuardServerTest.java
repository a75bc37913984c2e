package dev.sluice.worker.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.fleet.deploy.DeployOrder;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.TargetQuery;
import dev.sluice.proto.v1.BeginStepRequest;
import dev.sluice.proto.v1.EndGuardedChangeRequest;
import dev.sluice.proto.v1.EndStepRequest;
import dev.sluice.proto.v1.GuardTerms;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.StepAnswer;
import dev.sluice.proto.v1.StepDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Another platform changes the fleet itself, and asks before and after each step. */
final class GuardServerTest extends OnDurabilityStage {
  @Test
  void aGoodVersionGoesOnAndABadOneIsToBeTakenBack() throws InterruptedException {
    try (ChildProcess _ = stage.worker()) {
      stage.awaitPast();
      assertThat(step("good-one", 1, "v2", 0)).isEqualTo(StepDecision.GO);
      assertThat(step("good-one", 2, "v2", 4)).isEqualTo(StepDecision.GO);
      assertThat(finish("good-one", Outcome.COMPLETED)).isEqualTo(Outcome.COMPLETED);
      assertThat(step("bad-one", 1, "v2-silent", 8)).isEqualTo(StepDecision.MUST_ROLL_BACK);
      assertThat(begin("bad-one", 2, "v2-silent").getDecision())
          .isEqualTo(StepDecision.MUST_ROLL_BACK);
      assertThat(finish("bad-one", Outcome.ROLLED_BACK)).isEqualTo(Outcome.ROLLED_BACK);
    }
  }

  private StepDecision step(String guard, int step, String version, int from)
      throws InterruptedException {
    StepAnswer let = settled(() -> begin(guard, step, version));
    assertThat(let.getDecision()).as(let.toString()).isEqualTo(StepDecision.GO);
    List<String> targets =
        stage
            .control
            .instances(
                new TargetQuery(
                    java.util.Map.of("service", FleetMain.SERVICE), TargetRange.ALL, 100))
            .stream()
            .map(one -> one.name())
            .sorted()
            .skip(from)
            .limit(4)
            .toList();
    for (String target : targets) {
      var _ =
          stage.control.carryOut(
              new DeployOrder(
                  DeployOrder.Action.DEPLOY,
                  guard,
                  target,
                  version,
                  guard + "-" + target,
                  1,
                  Duration.ofSeconds(10)));
    }
    EndStepRequest end =
        EndStepRequest.newBuilder()
            .setName("guards/" + guard)
            .setStep(step)
            .addAllTargets(targets)
            .build();
    StepAnswer answer = settled(() -> stage.guards().endStep(end));
    System.out.printf("%s step %d: %s %s%n", guard, step, answer.getDecision(), answer.getReason());
    return answer.getDecision();
  }

  private StepAnswer begin(String guard, int step, String version) {
    return stage
        .guards()
        .beginStep(
            BeginStepRequest.newBuilder()
                .setName("guards/" + guard)
                .setStep(step)
                .setTerms(
                    GuardTerms.newBuilder()
                        .setType("changeTypes/" + DurabilityStage.HALF_THEN_ALL)
                        .putParameters("service", FleetMain.SERVICE)
                        .putParameters("version", version)
                        .setSteps(2))
                .build());
  }

  private Outcome finish(String guard, Outcome outcome) {
    return stage
        .guards()
        .endGuardedChange(
            EndGuardedChangeRequest.newBuilder()
                .setName("guards/" + guard)
                .setOutcome(outcome)
                .build())
        .getOutcome();
  }

  private static StepAnswer settled(Supplier<StepAnswer> call) throws InterruptedException {
    Instant limit = Instant.now().plusSeconds(60);
    StepAnswer answer = call.get();
    while (answer.getDecision() == StepDecision.WAIT && Instant.now().isBefore(limit)) {
      Thread.sleep(500);
      answer = call.get();
    }
    return answer;
  }
}
