package dev.sluice.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.changetype.BatchSizing;
import dev.sluice.domain.changetype.ChangeTypes;
import dev.sluice.domain.changetype.Control;
import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.changetype.StepSpec;
import dev.sluice.domain.changetype.StepsType;
import dev.sluice.domain.changetype.Strategy;
import dev.sluice.domain.changetype.Template;
import dev.sluice.domain.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepsPlannerTest {
  private static final Map<String, String> PARAMETERS = Map.of("version", "v2");

  private static StepsType type(Control control) {
    return new StepsType(
        "expand-release-contract",
        1,
        "platform",
        "Expands, releases, contracts.",
        new Template("release ${version} to ${targets} targets"),
        List.of(ParameterSpec.required("version", "Which.", "v[0-9]+")),
        List.of(
            new StepSpec("contract", "contract", Map.of(), List.of("release"), false, ""),
            new StepSpec("release", "release", Map.of(), List.of("expand"), false, ""),
            new StepSpec("expand", "expand", Map.of(), List.of(), true, "")),
        control);
  }

  private static final StepsType TYPE =
      type(new Control(ChangeClass.STANDARD, 2, 0, Duration.ofHours(1)));

  private static Plan withControl(Plan plan, ChangeClass changeClass, int risk, int approvals) {
    return new Plan(
        plan.type(),
        plan.typeVersion(),
        plan.title(),
        plan.subDomain(),
        plan.capability(),
        plan.parameters(),
        plan.selector(),
        plan.services(),
        new Classification(changeClass, risk, approvals, Duration.ofHours(8), List.of("so")),
        plan.stages(),
        plan.maxTargetsAtRisk(),
        plan.bake(),
        plan.rollback(),
        plan.watch(),
        plan.inspection());
  }

  private static Plan plan(int targets) {
    return plan(ChangeTypes.complete(ChangeTypes.percent("100")), targets);
  }

  private static Plan plan(Strategy strategy, int targets) {
    List<PlanTarget> names =
        IntStream.range(0, targets)
            .mapToObj(i -> new PlanTarget("checkout-%04d".formatted(i), "a"))
            .toList();
    return Planner.plan(
            ChangeTypes.release(strategy), Map.of("service", "checkout", "version", "v2"), names)
        .orThrow();
  }

  private static List<PlannedStep> steps(Plan release) {
    return TYPE.steps().stream()
        .map(spec ->
            new PlannedStep(
                spec.withWayBack(spec.name().equals("contract") ? "drops a column" : ""),
                spec.name().equals("release") ? release : plan(2)))
        .toList();
  }

  @Test
  void putsTheStepsIntoAnOrderInWhichTheyCanBeDone() {
    StepsPlan plan = StepsPlanner.plan(TYPE, PARAMETERS, steps(plan(3)));
    assertThat(plan.steps())
        .extracting(PlannedStep::name)
        .containsExactly("expand", "release", "contract");
    assertThat(plan.title()).isEqualTo("release v2 to 7 targets");
    assertThat(plan.targets()).isEqualTo(7);
  }

  @Test
  void showsTheWayBackBeforeTheStartTheLastStepFirst() {
    StepsPlan plan = StepsPlanner.plan(TYPE, PARAMETERS, steps(plan(3)));
    assertThat(plan.wayBack())
        .containsExactly(
            "contract: no way back (drops a column), so it waits for approval before it begins",
            "release: 3 targets in 1 batch, the last first",
            "expand: stays as it is, it does no harm");
    assertThat(plan.classification().reasons())
        .contains(
            "Step contract can't be taken back (drops a column): it waits for approval before it"
                + " begins.");
  }

  @Test
  void aStepCanOnlyRaiseWhatTheTypeSays() {
    Plan dangerous = withControl(plan(3), ChangeClass.NORMAL, 4, 2);
    Classification raised = StepsPlanner.plan(TYPE, PARAMETERS, steps(dangerous)).classification();
    assertThat(raised.risk()).isEqualTo(4);
    assertThat(raised.approvalsNeeded()).isEqualTo(2);
    assertThat(raised.changeClass()).isEqualTo(ChangeClass.NORMAL);
    assertThat(raised.reasons()).contains("Step release raises the risk to 4.");

    StepsType strict = type(new Control(ChangeClass.NORMAL, 5, 3, Duration.ofHours(1)));
    Classification own = StepsPlanner.plan(strict, PARAMETERS, steps(plan(3))).classification();
    assertThat(own.risk()).isEqualTo(5);
    assertThat(own.approvalsNeeded()).isEqualTo(3);
  }

  @Test
  void theWholeIsApprovedOnceAndNoStepAgain() {
    Plan dangerous = withControl(plan(3), ChangeClass.NORMAL, 4, 2);
    StepsPlan plan = StepsPlanner.plan(TYPE, PARAMETERS, steps(dangerous));
    assertThat(plan.step("release").plan().classification().approvalsNeeded()).isZero();
  }

  @Test
  void refusesMoreBatchesThanAHistoryHolds() {
    Strategy oneByOne =
        new Strategy(
            List.of(ChangeTypes.percent("100")),
            new BatchSizing(new BatchSizing.Count(1), 1, 1),
            BatchSizing.NO_LIMIT,
            false);
    Plan many = plan(oneByOne, 999);
    assertThatThrownBy(() -> StepsPlanner.plan(TYPE, PARAMETERS, steps(many)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("1001 batches together, at most 1,000 are possible");
  }
}
