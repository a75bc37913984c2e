package dev.sluice.activities.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.recorded.CaseLine.Said;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseFolderTest {
  private static final Instant CHANGE = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void keepsOneFileForACaseThatIsWrittenAgain() throws Exception {
    CaseFolder cases = new CaseFolder(folder.resolve("cases"));
    RecordedCase recorded = recorded("changes/a b/1");

    Path first = cases.write(new CaseLine(recorded, new Said(Verdict.INCONCLUSIVE, "early")));
    Path again = cases.write(new CaseLine(recorded, new Said(Verdict.FAIL, "slow")));

    assertThat(again).isEqualTo(first);
    assertThat(folder.resolve("cases")).isDirectoryContaining("glob:**changes%2Fa+b%2F1.jsonl.gz");
    try (Stream<Path> files = Files.list(folder.resolve("cases"))) {
      assertThat(files).hasSize(1);
    }
    assertThat(read(again).said()).isEqualTo(new Said(Verdict.FAIL, "slow"));
    assertThat(read(again).recorded().metrics().getFirst().treatment().getFirst().after())
        .containsExactly(2, Double.NaN);
  }

  private static RecordedCase recorded(String id) {
    CaseGrid grid =
        new CaseGrid(
            CHANGE.minusSeconds(1), CHANGE, CHANGE, CHANGE.plusSeconds(2), Duration.ofSeconds(1));
    TargetSeries series =
        new TargetSeries(
            "t", List.of(new Sample(CHANGE.minusMillis(1), 1, 1), new Sample(CHANGE, 2, 1)));
    MetricSpec metric = new MetricSpec("m", Kind.LOAD, BadDirection.EITHER, Role.SUPPORTING, "", 0);
    return grid.recorded(id, 2, List.of(grid.recorded(metric, List.of(series), List.of())));
  }

  private static CaseLine read(Path file) throws IOException, BrokenCaseException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return RecordedCaseReader.read(in.readAllBytes());
    }
  }
}
