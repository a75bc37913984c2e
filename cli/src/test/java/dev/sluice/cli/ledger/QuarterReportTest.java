package dev.sluice.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.LedgerConfig;
import dev.sluice.cli.command.Session;
import dev.sluice.cli.ledger.report.ReportPage;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.report.Figures;
import dev.sluice.domain.report.Report;
import dev.sluice.domain.report.Reporting;
import dev.sluice.domain.report.RuleAccuracy;
import dev.sluice.simulation.quarter.Quarter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A quarter with 10,000 changes, as it would be reported. */
final class QuarterReportTest {
  private static final int CHANGES = 10_000;
  private static final Duration WITHIN = Duration.ofSeconds(2);
  private static final int TRIES = 3;

  @TempDir private static Path folder;
  private static Quarter quarter;
  private static Path file;
  private static Path services;

  @BeforeAll
  static void record() throws IOException {
    quarter = Quarter.of(20_260_105, CHANGES);
    services = DeclaredServices.write(folder.resolve("services"), quarter.catalog());
    String kept = System.getProperty("sluice.quarter");
    file = kept == null ? folder.resolve("ledger.db") : Path.of(kept);
    List<Entry> entries = quarter.entries();
    try (Ledger ledger = Ledger.of(LedgerConfig.inFile(file))) {
      for (int i = 0; i < entries.size(); i += Ledger.MOST_APPENDED) {
        ledger.append(entries.subList(i, Math.min(entries.size(), i + Ledger.MOST_APPENDED)));
      }
    }
  }

  @Test
  void isRightOnEveryCount() {
    Reporting reporting = new Reporting(quarter.catalog(), Quarter.BEGIN, Quarter.END);
    quarter.entries().forEach(reporting::add);
    Report report = reporting.report();
    Figures total = report.total();

    assertThat(quarter.entries()).hasSizeGreaterThan(60_000);
    assertThat(
            new int[] {
              total.changes(),
              total.unregistered(),
              total.standard(),
              total.ended(),
              total.unattended(),
              total.touched(),
              total.failed(),
              total.caught(),
              total.falseHolds()
            })
        .isEqualTo(quarter.truth().counts());
    assertThat(total.waiting().sum()).isEqualTo(quarter.truth().waiting());
    assertThat(total.baking().sum()).isEqualTo(quarter.truth().baking());
    assertThat(new int[] {report.judge().right(), report.judge().wrong(), report.judge().missed()})
        .isEqualTo(quarter.truth().judge());
    assertThat(
            report.teams().stream()
                .collect(Collectors.toMap(Report.Group::name, team -> team.figures().changes())))
        .isEqualTo(quarter.truth().changesByTeam());
    assertThat(report.weeks()).hasSize(13);
    assertThat(
            report.rules().stream()
                .collect(Collectors.toMap(RuleAccuracy::rule, QuarterReportTest::counts)))
        .isEqualTo(quarter.truth().rules())
        .hasSize(3);
  }

  private static List<Integer> counts(RuleAccuracy rule) {
    return List.of(rule.matched(), rule.holds(), rule.accuracy().right(), rule.accuracy().wrong());
  }

  @Test
  void isReadAndWrittenWithinTwoSeconds() throws Exception {
    Path page = folder.resolve("report.html");
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Duration quickest = Duration.ofDays(1);
    for (int i = 0; i < TRIES; i++) {
      long begin = System.nanoTime();
      long used = threads.getCurrentThreadCpuTime();
      assertThat(report("--html", page.toString())).contains("10,000");
      // Work, not time: others may keep the machine busy.
      Duration work = Duration.ofNanos(threads.getCurrentThreadCpuTime() - used);
      System.out.printf(
          "report --html over %d rows: %d ms of work, done after %d ms%n",
          quarter.entries().size(), work.toMillis(), (System.nanoTime() - begin) / 1_000_000);
      quickest = work.compareTo(quickest) < 0 ? work : quickest;
    }

    assertThat(quickest).isLessThan(WITHIN);
    assertThat(page).content().startsWith("<!doctype html>").contains("payments-api");
  }

  @Test
  void saysTheSameFromTheLedgerAsFromTheEntries() throws Exception {
    Reporting reporting = new Reporting(quarter.catalog(), Quarter.BEGIN, Quarter.END);
    quarter.entries().forEach(reporting::add);
    Path page = folder.resolve("same.html");

    report("--html", page.toString());

    assertThat(page).content().isEqualTo(ReportPage.of(reporting.report()));
    String kept = System.getProperty("sluice.quarter");
    if (kept != null) {
      Files.copy(page, Path.of(kept + ".html"));
    }
  }

  @Test
  void countsByTheServicesOfTheFolderAndNamesWhatWasRefused() throws IOException {
    Path broken = DeclaredServices.write(folder.resolve("broken"), quarter.catalog());
    Files.writeString(broken.resolve("payments-api.yaml"), "name: payments-api\ntier: 9\n");
    String declared = report("--by", "service");

    assertThat(declared).contains("payments-api", "payments");
    assertThat(declared).doesNotContain("payments-api.yaml");
    assertThat(reportOf(broken)).contains("payments-api.yaml:1:1: owner: is missing", "unknown");
  }

  private static String report(String... more) {
    return reportOf(services, more);
  }

  private static String reportOf(Path declared, String... more) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out, true);
    Session session =
        new Session(
            new Terminal(writer, writer, false, 100, ZoneOffset.UTC, _ -> null),
            InstantSource.fixed(Quarter.END),
            new Random(1),
            _ -> {
              throw new IllegalStateException("a report calls no API");
            },
            _ -> {});
    CommandLine command = new CommandLine(new ReportCommand(session, Map.of()));
    String[] always = {
      "--since", "91d", "--ledger", file.toString(), "--services", declared.toString()
    };
    String[] words = Stream.of(always, more).flatMap(Arrays::stream).toArray(String[]::new);
    assertThat(command.execute(words)).isZero();
    return out.toString();
  }
}
