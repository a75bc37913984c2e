package dev.sluice.activities.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.changetype.Control;
import dev.sluice.domain.control.Carrier;
import dev.sluice.domain.control.ChangeCalendar;
import dev.sluice.domain.control.ChangeFacts;
import dev.sluice.domain.control.ChangeRecord;
import dev.sluice.domain.control.Extent;
import dev.sluice.domain.control.Neighbourhood;
import dev.sluice.domain.control.Reach;
import dev.sluice.domain.control.RiskEstimate;
import dev.sluice.domain.control.TouchedService;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.record.PlannedNumbers;
import dev.sluice.inspection.risk.RiskTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of made-up changes, of which those with many targets do harm. */
class WatchedRiskModelTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private static Path shared;
  private static Path trained = Path.of("");
  private static Path ofOtherColumns = Path.of("");
  @TempDir private Path folder;

  @BeforeAll
  static void train() throws InterruptedException {
    trained = write(history(), "trained.risk");
    ofOtherColumns = write(MadeUpHistory.of(0, 300), "other.risk");
  }

  private static Path write(RiskTable history, String name) throws InterruptedException {
    Path file = shared.resolve(name);
    try (RiskModel model = new RiskTraining(NOW, 2, (_, _) -> {}).train(history)) {
      RiskModelFile.write(model, file);
    }
    return file;
  }

  private static RiskTable history() {
    Random random = new Random(3);
    List<RiskTable.Change> changes = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      int targets = 1 + random.nextInt(200);
      double[] numbers = PlannedNumbers.of(facts(targets));
      boolean harmed = random.nextDouble() < (targets > 150 ? 0.8 : 0.05);
      changes.add(
          new RiskTable.Change("checkout", "c" + i, BEGIN.plusSeconds(3600L * i), numbers, harmed));
    }
    return new RiskTable(PlannedNumbers.COLUMNS, changes);
  }

  private static ChangeFacts facts(int targets) {
    Reach reach =
        new Reach(List.of("release"), List.of(TouchedService.undeclared("checkout")), List.of("a"));
    return new ChangeFacts(
        "release",
        new Control(ChangeClass.STANDARD, 2, 0, Duration.ofHours(8)),
        reach,
        new Extent(targets, 200, 1, 1, null),
        List.of("fleet"),
        List.of("release"),
        Map.of(),
        Neighbourhood.NONE,
        true,
        true,
        Carrier.SLUICE,
        "ada",
        ChangeRecord.NONE,
        ChangeRecord.NONE,
        ChangeCalendar.NONE.at(NOW, reach, false));
  }

  @Test
  void findsTheDangerousChangeMoreDangerous() {
    try (var model = new WatchedRiskModel(trained)) {
      RiskEstimate small = model.estimate(facts(20)).orElseThrow();
      RiskEstimate large = model.estimate(facts(190)).orElseThrow();

      assertThat(large.probability()).isGreaterThan(small.probability() + 0.3);
      assertThat(large.level()).isGreaterThanOrEqualTo(4);
      assertThat(small.level()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void isAbsentWithoutAFileWithABrokenOneAndWithOneOfOtherColumns() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.risk"), "nothing");
    for (Path file : List.of(folder.resolve("missing.risk"), broken, ofOtherColumns, folder)) {
      try (var model = new WatchedRiskModel(file)) {
        assertThat(model.estimate(facts(20))).as(file.toString()).isEmpty();
      }
    }
  }

  @Test
  void takesUpANewFileAndLetsGoOfOneThatIsGone() throws IOException {
    Path file = folder.resolve("model.risk");
    try (var model = new WatchedRiskModel(file)) {
      assertThat(model.estimate(facts(20))).isEmpty();

      Files.copy(trained, file);
      assertThat(model.estimate(facts(20))).isPresent();

      Files.delete(file);
      assertThat(model.estimate(facts(20))).isEmpty();
    }
  }
}
