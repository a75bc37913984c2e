package dev.sluice.cli.ledger;

import dev.sluice.activities.catalog.ServiceFolder;
import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.Selection;
import dev.sluice.activities.yaml.Refusal;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.command.DurationConverter;
import dev.sluice.cli.command.Session;
import dev.sluice.cli.command.UsageProblem;
import dev.sluice.cli.ledger.report.ReportJson;
import dev.sluice.cli.ledger.report.ReportPage;
import dev.sluice.cli.ledger.report.ReportText;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.domain.report.Report;
import dev.sluice.domain.report.Reporting;
import dev.sluice.domain.service.ServiceCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reports how well changes are controlled, and how they went. */
@Command(
    name = "report",
    description = {
      "Reports from the ledger: how many changes are standard and unattended, how many did harm and",
      "were caught, what was held wrongly, and what time it cost. Each figure: docs/report.md."
    })
public final class ReportCommand implements Callable<Integer> {
  private final Session session;
  private final Map<String, String> environment;

  @Mixin private final LedgerOptions options = new LedgerOptions();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "90d",
      converter = DurationConverter.class,
      description = "How long before the end the report begins. Default: ${DEFAULT-VALUE}.")
  private Duration since = Duration.ofDays(90);

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "Its end: 2026-03-31 (that day begins, UTC) or an instant. Otherwise now.")
  private @Nullable String until;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      defaultValue = "team",
      description = "team or service. Default: ${DEFAULT-VALUE}.")
  private By by = By.team;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also writes a page with plots: one file that needs no other.")
  private @Nullable Path html;

  @Option(
      names = "--services",
      paramLabel = "FOLDER",
      description = {
        "The services: who owns them, what control level they ask for.",
        "Otherwise what the configuration says: services."
      })
  private @Nullable Path services;

  /** What the figures are given by, as it is written on the command line. */
  enum By {
    team,
    service
  }

  public ReportCommand(Session session, Map<String, String> environment) {
    this.session = session;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Instant end = end();
    Report report = read(end.minus(since), end);
    if (html != null) {
      write(html, ReportPage.of(report));
    }
    session
        .terminal()
        .out()
        .println(
            options.json()
                ? ReportJson.of(report)
                : ReportText.of(report, by == By.service, options.style(session.terminal())));
    return ExitCode.OK.code();
  }

  private Report read(Instant begin, Instant end) {
    Reporting reporting = new Reporting(catalog(), begin, end);
    try (Ledger ledger = Ledger.reading(options.ledger(environment))) {
      // What happened to a change came after it became known.
      ledger.read(Selection.since(begin).withoutEvidence(), reporting::add);
    }
    return reporting.report();
  }

  /** Services that are not in it belong to the team "unknown". */
  private ServiceCatalog catalog() {
    Path folder = services == null ? options.services(environment) : services;
    if (services != null && !Files.isDirectory(services)) {
      throw new UsageProblem("--services: there is no folder " + services);
    }
    ServiceFolder.Content content = ServiceFolder.of(folder).content();
    for (Refusal refusal : content.refused()) {
      session.terminal().err().println(Printable.text(folder + "/" + refusal.describe()));
    }
    session.terminal().err().flush();
    return content.services();
  }

  private Instant end() {
    if (until == null) {
      return session.clock().instant();
    }
    try {
      return until.contains("T")
          ? Instant.parse(until)
          : LocalDate.parse(until).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException wrong) {
      throw new UsageProblem(
          "--until takes a date like 2026-03-31 or an instant like 2026-03-31T12:00:00Z, not '%s'"
              .formatted(until));
    }
  }

  private static void write(Path file, String page) {
    try {
      Files.writeString(file, page);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("can't write " + file, unwritable);
    }
  }
}
