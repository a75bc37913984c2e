package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Path REPORT = Path.of("report.md");
  private static final int WORLDS = 200;

  @Test
  void theReportUnderReviewIsWhatTheWorldsGive() throws IOException {
    String report = Report.markdown(WORLDS);
    if (Boolean.getBoolean("sluice.report.write")) {
      Files.writeString(REPORT, report);
    }
    assertThat(report)
        .as(
            "if the new numbers are meant: ./mvnw -q -pl simulation -am test -Dtest=ReportTest"
                + " -Dsluice.report.write=true -Dsurefire.failIfNoSpecifiedTests=false")
        .isEqualTo(Files.readString(REPORT));
  }
}
