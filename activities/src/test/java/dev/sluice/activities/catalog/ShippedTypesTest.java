package dev.sluice.activities.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.yaml.Findings;
import dev.sluice.activities.yaml.Refusal;
import dev.sluice.domain.changetype.ChangeType;
import dev.sluice.domain.changetype.ParameterCheck;
import dev.sluice.domain.changetype.RolloutType;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.plan.Batch;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.plan.PlanTarget;
import dev.sluice.domain.plan.Planner;
import dev.sluice.domain.plan.Stage;
import dev.sluice.domain.plan.TargetRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippedTypesTest {
  private static final Path RELEASE = Path.of("..", "change-types", "fleet-release.yaml");
  private static final List<String> FLEET_QUERIES =
      List.of(
          "latency_mean",
          "latency_p50",
          "latency_p95",
          "error_rate",
          "request_rate",
          "memory_bytes");
  private static final List<PlanTarget> SIX =
      List.of(
          new PlanTarget("checkout-a-1", "a"),
          new PlanTarget("checkout-a-2", "a"),
          new PlanTarget("checkout-b-1", "b"),
          new PlanTarget("checkout-b-2", "b"),
          new PlanTarget("checkout-c-1", "c"),
          new PlanTarget("checkout-c-2", "c"));

  private final ChangeTypeCatalog catalog = ChangeTypeCatalog.shipped();

  @Test
  void releasesToOneThenHalfThenAll() {
    Plan plan = plan("fleet-release");

    assertThat(plan.title()).isEqualTo("release checkout v2 to 6 targets");
    assertThat(plan.stages()).extracting(Stage::targets).containsExactly(1, 2, 3);
    assertThat(plan.bake().onInconclusive()).isEqualTo(OnTrouble.ROLL_BACK);
    assertThat(plan.classification().approvalsNeeded()).isZero();
  }

  /** The table of docs/change-types.md. */
  @Test
  void releasesZoneByZoneAsThePageShows() {
    Plan plan = plan("fleet-release-by-zone");

    assertThat(plan.stages())
        .extracting(Stage::title)
        .containsExactly("1 target", "zone a", "zone b", "zone c");
    assertThat(plan.batches())
        .extracting(Batch::range)
        .containsExactly(
            new TargetRange("", List.of(), "", "checkout-a-1"),
            new TargetRange("a", List.of(), "checkout-a-1", ""),
            new TargetRange("b", List.of(), "checkout-a-1", "checkout-b-1"),
            new TargetRange("b", List.of(), "checkout-b-1", ""),
            new TargetRange("c", List.of(), "checkout-a-1", "checkout-c-1"),
            new TargetRange("c", List.of(), "checkout-c-1", ""));
    assertThat(plan.bake().onInconclusive()).isEqualTo(OnTrouble.HOLD);
    assertThat(plan.classification().approvalsNeeded()).isEqualTo(1);
  }

  @Test
  void hotfixesInTwoStagesAndStillInspects() {
    Plan plan = plan("fleet-hotfix");

    assertThat(plan.stages()).extracting(Stage::targets).containsExactly(1, 5);
    assertThat(plan.classification().changeClass()).isEqualTo(ChangeClass.EMERGENCY);
    assertThat(plan.bake().minimum()).isPositive();
  }

  @Test
  void asksTheFleetOnlyForMetricsThatItHas() {
    for (ChangeType type : catalog.content().types()) {
      assertThat(((RolloutType) type).inspection().metrics())
          .extracting(MetricSpec::query)
          .isSubsetOf(FLEET_QUERIES);
    }
  }

  @Test
  void refusesParametersThatCouldAlterASelectorOrAQuery() {
    ChangeType type = catalog.find("fleet-release").orElseThrow();

    assertThat(ParameterCheck.check(type, Map.of("service", "a\"} or x", "version", "v2")))
        .isInstanceOf(ParameterCheck.Wrong.class);
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "percent: 50,percnt: 50",
        "version: 1,version: two",
        "owner: platform,# owner",
        "title: release ${service},title: release ${servise}",
        "'  risk: 2','\trisk: 2'",
      })
  void showsOnThePageWhatAMistakeReallyLooksLike(String right, String wrong) throws IOException {
    var findings = new Findings("fleet-release.yaml");
    String text = Files.readString(RELEASE);
    assertThat(text).contains(right);

    assertThat(ChangeTypeReader.read(text.replace(right, wrong), findings)).isEmpty();
    assertThat(Files.readString(Path.of("..", "docs", "change-types.md")))
        .contains(findings.all().stream().map(Refusal::describe).toList());
  }

  @Test
  void acceptsOrExplainsWhateverBecomesOfAFile() throws IOException {
    String text = Files.readString(RELEASE);
    for (long seed = 0; seed < 1_000; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      String damaged = damage(text, random);
      var findings = new Findings("x.yaml");

      Optional<ChangeTypeReader.Reading> reading = ChangeTypeReader.read(damaged, findings);

      assertThat(reading.isPresent()).as("seed " + seed).isEqualTo(findings.count() == 0);
    }
  }

  /** Strikes, repeats or replaces a few stretches of the text. */
  private static String damage(String text, RandomGenerator random) {
    String inserts = "\t\n:-{}[]\"'&*!|>%@$#,? 0z\u0000\u2028";
    var damaged = new StringBuilder(text);
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int from = random.nextInt(damaged.length());
      int to = Math.min(damaged.length(), from + random.nextInt(12));
      switch (random.nextInt(3)) {
        case 0 -> damaged.delete(from, to);
        case 1 -> damaged.insert(random.nextInt(damaged.length()), damaged.substring(from, to));
        default -> damaged.insert(from, inserts.charAt(random.nextInt(inserts.length())));
      }
    }
    return damaged.toString();
  }

  private Plan plan(String name) {
    RolloutType type = (RolloutType) catalog.find(name).orElseThrow();
    Map<String, String> given = Map.of("service", "checkout", "version", "v2");
    return switch (ParameterCheck.check(type, given)) {
      case ParameterCheck.Right right -> Planner.plan(type, right.parameters(), SIX).orThrow();
      case ParameterCheck.Wrong wrong -> throw new AssertionError(wrong.faults());
    };
  }
}
