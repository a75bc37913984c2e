package dev.sluice.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Shell;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of docs/evaluate.md, with the judge of running changes. */
class ExampleCasesTest {
  private static final String EXAMPLES = "../docs/examples/";

  @Test
  void failsWhatIsBadAndPassesWhatIsGood() throws IOException {
    List<String> rows = run("inspection", "--cases", EXAMPLES + "cases").out().lines().toList();

    assertThat(rows).hasSize(9);
    assertThat(rows.subList(1, 4)).allMatch(row -> row.contains(",pass,"));
    assertThat(rows.subList(4, 8)).allMatch(row -> row.contains(",fail,"));
    assertThat(rows.get(8)).startsWith("slow-no-control,").doesNotContain("pass");
  }

  @Test
  void explainsAFailureByTheMetricThatShowsIt() throws IOException {
    Shell.Run run = run("inspection", "--cases", EXAMPLES + "cases", "--explain", "failing");

    assertThat(run.exit()).isZero();
    assertThat(run.out().lines().findFirst()).contains("FAIL  failing");
    assertThat(run.out().lines().filter(line -> line.startsWith("  error_rate")))
        .anyMatch(row -> row.contains("deciding  FAIL"));
  }

  @Test
  void judgesAgainWithAStricterAlpha() throws IOException {
    Shell.Run run = run("again", "--cases", EXAMPLES + "cases", "--alpha", "0.000000000001");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("FAIL would be ", "8 cases, ");
  }

  @Test
  void refusesASettingThatTheJudgeLacks() throws IOException {
    assertThat(run("again", "--cases", EXAMPLES + "cases", "--set", "speed=1"))
        .satisfies(run -> {
          assertThat(run.exit()).isEqualTo(2);
          assertThat(run.err()).contains("the judge has no setting speed");
        });
    assertThat(run("again", "--cases", EXAMPLES + "cases", "--alpha", "2").err())
        .contains("alpha must lie in (0, 0.5): 2.0");
  }

  private static Shell.Run run(String... arguments) throws IOException {
    try (Shell shell = new Shell()) {
      return shell.run(
          Stream.concat(Stream.of("evaluate"), Arrays.stream(arguments)).toArray(String[]::new));
    }
  }
}
