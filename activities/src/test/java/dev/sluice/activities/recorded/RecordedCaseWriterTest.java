package dev.sluice.activities.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.recorded.CaseLine.Said;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedShare;
import dev.sluice.inspection.recorded.RecordedTarget;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedCaseWriterTest {
  @Test
  void writesALineThatIsReadAsTheSameCase() throws BrokenCaseException {
    RecordedTarget target =
        new RecordedTarget("a \"b\"\n", new double[] {0.1, Double.NaN}, new double[] {1e-9});
    RecordedTarget counted =
        new RecordedTarget(
            "c",
            new double[] {0.1, Double.NaN},
            new double[] {0},
            new double[] {1e6, Double.NaN},
            new double[] {2.5});
    MetricSpec spec =
        new MetricSpec("m", Kind.ERROR_RATE, BadDirection.INCREASE, Role.CONTEXT, "", 0.03);
    RecordedCase recorded =
        new RecordedCase(
            "c",
            Duration.ofMillis(250),
            2,
            1,
            9,
            List.of(
                new RecordedMetric(spec, List.of(target), List.of()),
                new RecordedMetric(
                    new MetricSpec("n", Kind.LOAD, BadDirection.EITHER, Role.DECIDING, "", 0),
                    List.of(counted),
                    List.of()),
                new RecordedMetric(
                        new MetricSpec(
                            "l slower than 250 ms",
                            Kind.ERROR_RATE,
                            BadDirection.INCREASE,
                            Role.DECIDING,
                            "",
                            0.01),
                        List.of(counted),
                        List.of())
                    .as(new RecordedShare("l", 0.25))));

    String line = written(new CaseLine(recorded, new Said(Verdict.PASS, "fine")));

    assertThat(line).endsWith("}\n").satisfies(text -> assertThat(text.lines()).hasSize(1));
    CaseLine read = RecordedCaseReader.read(line.getBytes(StandardCharsets.UTF_8));
    assertThat(read.said()).isEqualTo(new Said(Verdict.PASS, "fine"));
    assertThat(read)
        .usingRecursiveComparison()
        .withEqualsForType((one, other) -> one.equals(other), Double.class)
        .isEqualTo(new CaseLine(recorded, read.said()));
    assertThat(written(read)).isEqualTo(line);
  }

  private static String written(CaseLine line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecordedCaseWriter.write(line, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
