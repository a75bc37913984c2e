package dev.sluice.workflows.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.Plan;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.ChangeResult;
import dev.sluice.proto.history.v1.GateAnswer;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.GateOpening;
import dev.sluice.proto.history.v1.GateQuestion;
import dev.sluice.proto.history.v1.GateRoster;
import dev.sluice.proto.history.v1.Roll;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.gate.GateActivities;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a change says to the gate, and does when the gate or Sluice itself breaks. */
@Timeout(60)
class ChangeGateTest {
  private final ChangeEnvironment environment = new ChangeEnvironment();
  private final Gate gate = new Gate();

  @AfterEach
  void close() {
    environment.close();
  }

  /** Hears all, says nothing by itself. */
  private static final class Gate implements GateActivities {
    private final BlockingQueue<GateClaim> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<GateAnswer> answers = new LinkedBlockingQueue<>();
    private final List<GateLeave> left = new CopyOnWriteArrayList<>();
    private volatile boolean broken;

    private void breakIfBroken() {
      if (broken) {
        throw ApplicationFailure.newNonRetryableFailure("a bug", ActivityLimits.DEFECT);
      }
    }

    @Override
    public void ask(GateClaim claim) {
      breakIfBroken();
      asked.add(claim);
    }

    @Override
    public void answer(GateAnswer answer) {
      answers.add(answer);
    }

    @Override
    public void leave(GateLeave leave) {
      breakIfBroken();
      left.add(leave);
    }

    @Override
    public GateRoster whoRuns() {
      return GateRoster.getDefaultInstance();
    }

    @Override
    public Roll ended(Roll roll) {
      return Roll.getDefaultInstance();
    }

    GateAnswer answer() throws InterruptedException {
      GateAnswer answer = answers.poll(30, TimeUnit.SECONDS);
      assertThat(answer).as("an answer").isNotNull();
      return answer;
    }
  }

  private ChangeWorkflow start(Plan plan, ScriptedTargets[] served) {
    served[0] = environment.serve(plan, List.of(), List.<Object>of(gate));
    return environment.start(ChangeInput.newBuilder().setAsksGate(true));
  }

  private static GateMessage question(String by) {
    return GateMessage.newBuilder().setQuestion(GateQuestion.newBuilder().setGate(by)).build();
  }

  private static GateMessage open(String by) {
    return GateMessage.newBuilder().setOpen(GateOpening.newBuilder().setGate(by)).build();
  }

  @Test
  void aChangeThatCanNotAskBecauseOfADefectIsRefusedAndNothingIsTouched() {
    gate.broken = true;
    ScriptedTargets[] targets = new ScriptedTargets[1];
    ChangeResult result = ChangeEnvironment.result(start(Plans.of(1), targets));
    assertThat(result.getOutcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.getReason()).contains("the gate could not be asked", "a bug");
    assertThat(targets[0].orders).noneMatch(order -> order.startsWith("apply"));
  }

  @Test
  void aChangeThatCanNotSayThatItHasEndedEndsAllTheSame() {
    ChangeWorkflow change = start(Plans.of(1), new ScriptedTargets[1]);
    environment.awaitPhase(change, Phase.AT_GATE);
    gate.broken = true;
    change.gate(open("one"));
    assertThat(ChangeEnvironment.result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(gate.left).isEmpty();
  }

  @Test
  void aChangeThatWaitsAsksANewGateAgainAndOneThatRunsSaysSo() throws InterruptedException {
    ScriptedTargets[] targets = new ScriptedTargets[1];
    Plan plan = Plans.with(1, OnTrouble.ROLL_BACK, Duration.ZERO, 1);
    ChangeWorkflow change = start(plan, targets);
    var bake = targets[0].holds("bake 1");
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    change.gate(question("two"));
    assertThat(gate.answer().hasClaim()).isFalse();
    change.approve(ChangeEnvironment.said("bob"));
    environment.awaitPhase(change, Phase.AT_GATE);
    GateClaim asked = gate.asked.poll(30, TimeUnit.SECONDS);
    change.gate(question("three"));
    GateAnswer waits = gate.answer();
    assertThat(waits.getGate()).isEqualTo("three");
    assertThat(waits.getClaim()).isEqualTo(asked);
    change.gate(open("two"));
    change.gate(question("three"));
    assertThat(gate.answer().getClaim().getBegun()).isFalse();
    change.gate(open("three"));
    targets[0].awaitBegun("bake 1");
    change.gate(question("four"));
    assertThat(gate.answer().getClaim().getBegun()).isTrue();
    bake.countDown();
    assertThat(ChangeEnvironment.result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(gate.left).hasSize(1);
  }
}
