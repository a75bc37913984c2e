package dev.sluice.workflows.change;

import static dev.sluice.workflows.change.ChangeEnvironment.result;
import static dev.sluice.workflows.change.ChangeEnvironment.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.Plan;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.Notice;
import dev.sluice.proto.history.v1.NoticeDelivery;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.Verdict;
import dev.sluice.workflows.notify.NoticeWorkflowImpl;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class NoticesTest {
  private static final Duration MOMENT = Duration.ofSeconds(20);

  private final ChangeEnvironment environment = new ChangeEnvironment();
  private final RecordingPeople people = new RecordingPeople();

  @AfterEach
  void close() {
    environment.close();
  }

  @Test
  void remindsThenEscalatesThenGoesOnReminding() {
    environment.serve(approved(), List.of(NoticeWorkflowImpl.class), List.<Object>of(people));
    environment.awaitPhase(
        environment.start(ChangeInput.newBuilder().setNotifies(true)), Phase.AWAITING_APPROVAL);
    environment.sleep(MOMENT);
    assertThat(people.words()).containsExactly("team WAITS_FOR_APPROVAL");
    environment.sleep(RecordingPeople.REMIND);
    assertThat(people.words()).hasSize(2).endsWith("team REMINDER");
    environment.sleep(Duration.ofMinutes(20));
    assertThat(people.words().subList(2, 5))
        .containsExactly("team REMINDER", "duty ESCALATION", "team REMINDER");
    assertThat(people.told.stream().map(NoticeDelivery::getDeliveryId)).doesNotHaveDuplicates();
  }

  @Test
  void saysWhatWaitsForWhomAndTheCommandThatAnswers() {
    environment.serve(approved(), List.of(NoticeWorkflowImpl.class), List.<Object>of(people));
    environment.awaitPhase(
        environment.start(ChangeInput.newBuilder().setNotifies(true)), Phase.AWAITING_APPROVAL);
    environment.sleep(MOMENT);
    Notice notice = people.told.getFirst().getNotice();
    assertThat(notice.getWaitsFor()).isEqualTo("1 approval from anyone but ann");
    assertThat(notice.getRequester()).isEqualTo("ann");
    assertThat(notice.getCommandsList())
        .contains("sluice approve " + ChangeEnvironment.ID + " --reason WHY");
  }

  @Test
  void isSilentOnceSomebodyApproved() throws InterruptedException {
    environment.serve(
        Plans.with(1, OnTrouble.ROLL_BACK, Duration.ofHours(2), 1),
        List.of(NoticeWorkflowImpl.class),
        List.<Object>of(people));
    ChangeWorkflow change = environment.start(ChangeInput.newBuilder().setNotifies(true));
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    environment.sleep(MOMENT);
    change.approve(said("bob"));
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    people.awaitTold(2);
    assertThat(people.words()).containsExactly("team WAITS_FOR_APPROVAL", "team ENDED");
  }

  @Test
  void theWaitForTheSecondApprovalIsAWaitOfItsOwn() {
    environment.serve(
        Plans.with(2, OnTrouble.ROLL_BACK, Duration.ZERO, 1),
        List.of(NoticeWorkflowImpl.class),
        List.<Object>of(people));
    ChangeWorkflow change = environment.start(ChangeInput.newBuilder().setNotifies(true));
    environment.awaitPhase(change, Phase.AWAITING_APPROVAL);
    environment.sleep(MOMENT);
    change.approve(said("bob"));
    environment.sleep(RecordingPeople.REMIND.plus(MOMENT));
    assertThat(people.words())
        .containsExactly("team WAITS_FOR_APPROVAL", "team WAITS_FOR_APPROVAL", "team REMINDER");
    assertThat(people.told.getLast().getNotice().getWaitsFor())
        .isEqualTo("1 more approval from anyone but ann or bob");
  }

  @Test
  void aChangeThatHoldsSaysSo() {
    ScriptedTargets targets =
        environment.serve(held(), List.of(NoticeWorkflowImpl.class), List.<Object>of(people));
    targets.verdicts.put(1, Verdict.INCONCLUSIVE);
    environment.awaitPhase(
        environment.start(ChangeInput.newBuilder().setNotifies(true)), Phase.HELD);
    environment.sleep(RecordingPeople.REMIND.plus(MOMENT));
    assertThat(people.words()).containsExactly("team HELD", "team REMINDER");
  }

  @Test
  void aChannelThatCannotBeReachedDelaysNoChange() throws InterruptedException {
    people.unreachable = true;
    environment.serve(Plans.of(1), List.of(NoticeWorkflowImpl.class), List.<Object>of(people));
    assertThat(result(environment.start(ChangeInput.newBuilder().setNotifies(true))).getOutcome())
        .isEqualTo(Outcome.COMPLETED);
    people.unreachable = false;
    people.awaitTold(1);
    assertThat(people.words()).containsExactly("team ENDED");
  }

  @Test
  void tellsNobodyWhereNobodyIsToBeTold() {
    environment.serve(Plans.of(1), List.of(NoticeWorkflowImpl.class), List.<Object>of(people));
    ChangeWorkflow change = environment.start();
    assertThat(result(change).getOutcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(
            environment.client().fetchHistory(ChangeEnvironment.ID).getEvents().stream()
                .filter(event -> event.hasStartChildWorkflowExecutionInitiatedEventAttributes())
                .map(event ->
                    event
                        .getStartChildWorkflowExecutionInitiatedEventAttributes()
                        .getWorkflowType()
                        .getName()))
        .doesNotContain("Notice");
    assertThat(people.told).isEqualTo(List.of());
  }

  private static Plan approved() {
    return Plans.with(1, OnTrouble.ROLL_BACK, Duration.ZERO, 1);
  }

  private static Plan held() {
    return Plans.with(0, OnTrouble.HOLD, Duration.ZERO, 1);
  }
}
