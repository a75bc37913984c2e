package dev.sluice.domain.plan;

import static dev.sluice.domain.changetype.ChangeTypes.complete;
import static dev.sluice.domain.changetype.ChangeTypes.count;
import static dev.sluice.domain.changetype.ChangeTypes.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.changetype.BatchSizing;
import dev.sluice.domain.changetype.ChangeTypes;
import dev.sluice.domain.changetype.StageSpec;
import dev.sluice.domain.changetype.Strategy;
import dev.sluice.domain.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Map<String, String> PARAMETERS =
      Map.of("service", "checkout", "version", "v2");
  private static final List<PlanTarget> SIX =
      List.of(
          new PlanTarget("checkout-a-1", "a"),
          new PlanTarget("checkout-a-2", "a"),
          new PlanTarget("checkout-b-1", "b"),
          new PlanTarget("checkout-b-2", "b"),
          new PlanTarget("checkout-c-1", "c"),
          new PlanTarget("checkout-c-2", "c"));

  @Test
  void cutsTheNameOrderIntoStagesThatEndOpen() {
    Plan plan = plan(complete(count(1), percent("50"), percent("100")), SIX);

    assertThat(plan.stages()).extracting(Stage::title).containsExactly("1 target", "50 %", "100 %");
    assertThat(plan.batches())
        .containsExactly(
            new Batch(1, 1, new TargetRange("", List.of(), "", "checkout-a-1")),
            new Batch(2, 2, new TargetRange("", List.of(), "checkout-a-1", "checkout-b-1")),
            new Batch(3, 3, new TargetRange("", List.of(), "checkout-b-1", "")));
  }

  @Test
  void goesZoneByZoneAfterTheFirstTarget() {
    Plan plan = plan(complete(count(1), new StageSpec.EachZone()), SIX);

    assertThat(plan.stages())
        .extracting(Stage::title)
        .containsExactly("1 target", "zone a", "zone b", "zone c");
    assertThat(plan.batches().get(1))
        .isEqualTo(new Batch(2, 1, new TargetRange("a", List.of(), "checkout-a-1", "")));
    assertThat(plan.batches().get(2).targets()).isEqualTo(2);
  }

  @Test
  void sweepsAroundTheZonesThatAreDone() {
    Plan plan = plan(complete(count(1), new StageSpec.Zone("b"), percent("100")), SIX);

    assertThat(plan.batches())
        .extracting(Batch::range)
        .containsExactly(
            new TargetRange("", List.of(), "", "checkout-a-1"),
            new TargetRange("b", List.of(), "checkout-a-1", ""),
            new TargetRange("", List.of("b"), "checkout-a-1", ""));
    assertThat(plan.batches().getLast().targets()).isEqualTo(3);
  }

  @Test
  void growsItsBatchesWithinEachStage() {
    var strategy =
        new Strategy(
            List.of(percent("100")),
            new BatchSizing(new BatchSizing.Count(1), 2, 5),
            BatchSizing.NO_LIMIT,
            false);

    assertThat(plan(strategy, targets(20)).batches())
        .extracting(Batch::targets)
        .containsExactly(1, 2, 4, 5, 5, 3);
  }

  @Test
  void dropsStagesThatAddNothingToFewTargets() {
    Plan plan = plan(complete(count(1), percent("50"), percent("100")), targets(1));

    assertThat(plan.stages()).extracting(Stage::title).containsExactly("1 target");
    assertThat(plan.batches().getFirst().range()).isEqualTo(TargetRange.ALL);
  }

  @Test
  void neverPutsMoreTargetsAtRiskThanAllowed() {
    var strategy = new Strategy(List.of(percent("100")), BatchSizing.WHOLE_STAGE, 4, false);
    Plan plan = plan(strategy, targets(10));

    assertThat(plan.batches()).extracting(Batch::targets).containsExactly(4, 4, 2);
    assertThat(plan.maxTargetsAtRisk()).isEqualTo(4);
  }

  @Test
  void leavesThePartialEndClosed() {
    var strategy =
        new Strategy(List.of(percent("50")), BatchSizing.WHOLE_STAGE, BatchSizing.NO_LIMIT, true);
    Plan plan = plan(strategy, SIX);

    assertThat(plan.targets()).isEqualTo(3);
    assertThat(plan.batches().getLast().range().upTo()).isEqualTo("checkout-b-1");
  }

  @Test
  void fillsTitleSelectorAndServices() {
    Plan plan = plan(complete(percent("100")), SIX);

    assertThat(plan.title()).isEqualTo("release checkout v2 to 6 targets");
    assertThat(plan.selector()).containsExactly(Map.entry("service", "checkout"));
    assertThat(plan.services()).containsExactly("checkout");
    assertThat(plan.maxTargetsAtRisk()).isEqualTo(6);
  }

  @Test
  void saysWhyTheChangeIsClassedAsItIs() {
    assertThat(plan(complete(percent("100")), SIX).classification().reasons())
        .containsExactly(
            "It follows fleet-release version 3 unaltered, so it is a standard change.",
            "fleet-release version 3 sets its risk to 2 of 5.",
            "fleet-release version 3 asks for no approval.");
  }

  @Test
  void refusesAChangeWithoutTargetsAndSaysWhichLabelsItLookedFor() {
    Problem problem = refusal(complete(percent("100")), List.of());

    assertThat(problem.code()).isEqualTo("NO_TARGETS");
    assertThat(problem.message()).contains("sub-domain fleet", "service=checkout");
  }

  @Test
  void refusesAZoneThatHasNoTargetsAndNamesThoseThatHave() {
    Problem problem = refusal(complete(new StageSpec.Zone("d"), percent("100")), SIX);

    assertThat(problem.code()).isEqualTo("UNKNOWN_ZONE");
    assertThat(problem.message()).contains("zone d", "a, b, c");
  }

  @Test
  void refusesMoreThanAThousandBatchesAndSaysHowToHaveFewer() {
    var oneByOne =
        new Strategy(
            List.of(count(1), percent("100")),
            new BatchSizing(new BatchSizing.Count(1), 1, BatchSizing.NO_LIMIT),
            BatchSizing.NO_LIMIT,
            false);

    assertThat(plan(oneByOne, targets(1_000)).batches()).hasSize(1_000);
    Problem problem = refusal(oneByOne, targets(1_001));
    assertThat(problem.code()).isEqualTo("TOO_MANY_BATCHES");
    assertThat(problem.message()).contains("1001 targets", "strategy.batches", "maxTargetsAtRisk");
  }

  @Test
  void refusesTargetsOutOfNameOrder() {
    List<PlanTarget> wrong = List.of(new PlanTarget("b", "z"), new PlanTarget("a", "z"));

    assertThatThrownBy(() -> plan(complete(percent("100")), wrong))
        .hasMessageContaining("b comes before a");
  }

  private static Plan plan(Strategy strategy, List<PlanTarget> targets) {
    return Planner.plan(ChangeTypes.release(strategy), PARAMETERS, targets).orThrow();
  }

  private static Problem refusal(Strategy strategy, List<PlanTarget> targets) {
    return switch (Planner.plan(ChangeTypes.release(strategy), PARAMETERS, targets)) {
      case Planning.Refused refused -> refused.problem();
      case Planning.Planned planned -> throw new AssertionError("planned: " + planned);
    };
  }

  private static List<PlanTarget> targets(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new PlanTarget("t%05d".formatted(i), "z"))
        .toList();
  }
}
