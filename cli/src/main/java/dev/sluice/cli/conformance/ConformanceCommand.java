package dev.sluice.cli.conformance;

import dev.sluice.activities.conformance.Check;
import dev.sluice.activities.conformance.Conformance;
import dev.sluice.activities.conformance.Finding;
import dev.sluice.activities.conformance.Trial;
import dev.sluice.activities.subdomain.remote.RemoteConfig;
import dev.sluice.activities.subdomain.remote.RemoteSubDomain;
import dev.sluice.cli.client.Address;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.command.Assignments;
import dev.sluice.cli.command.DurationConverter;
import dev.sluice.cli.command.Session;
import dev.sluice.cli.command.UsageProblem;
import dev.sluice.domain.problem.NearestName;
import dev.sluice.domain.subdomain.Capability;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries whether a service keeps the contract of sub-domains. */
@Command(
    name = "conformance",
    description = {
      "Tries whether a service keeps the contract of sub-domains, by using it: docs/sub-domains.",
      "Targets are really changed, and taken back. Run it where that harms nobody."
    })
public final class ConformanceCommand implements Callable<Integer> {
  private static final String UNDER_TEST = "under-test";

  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "ADDRESS",
      description = "Where its SubDomainService listens: host:port.")
  private String address = "";

  @Option(
      names = "--capability",
      required = true,
      paramLabel = "NAME",
      description = "The capability that is tried.")
  private String capability = "";

  @Option(
      names = "--parameter",
      paramLabel = "KEY=VALUE",
      description = "A parameter of an order that changes a target. Can be repeated.")
  private List<String> parameters = List.of();

  @Option(
      names = "--other",
      paramLabel = "KEY=VALUE",
      description =
          "A parameter of an order that changes it to yet another state; those not named are as in"
              + " --parameter. Can be repeated.")
  private List<String> others = List.of();

  @Option(
      names = "--selector",
      paramLabel = "LABEL=VALUE",
      description =
          "A label of the targets that may be used, two at least. Can be repeated. Otherwise all.")
  private List<String> selector = List.of();

  @Option(
      names = "--restart",
      paramLabel = "COMMAND",
      description =
          "Restarts the service as a crash would, and ends when it is up. Without it, two checks are"
              + " skipped.")
  private @Nullable String restart;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "How long a target may take to arrive. Default: ${DEFAULT-VALUE}.")
  private Duration patience = Duration.ofSeconds(60);

  @Option(
      names = "--check",
      paramLabel = "CHECK",
      description = "Only this check. Can be repeated.")
  private List<String> chosen = List.of();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The file with the token that the service asks for.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description =
          "The certificates (PEM) that may have signed the service's. Without it a loopback address"
              + " is called without TLS.")
  private @Nullable Path tlsCa;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "The client certificate (PEM), where the service asks for one.")
  private @Nullable Path tlsCert;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key (PEM, PKCS 8).")
  private @Nullable Path tlsKey;

  @Option(names = "--json", description = "JSON Lines: each finding, then how many there are.")
  private boolean json;

  @Option(
      names = "--no-color",
      description = "No colours. NO_COLOR in the environment does the same.")
  private boolean noColour;

  public ConformanceCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Check> checks = checks();
    try (RemoteSubDomain subDomain = new RemoteSubDomain(config())) {
      requireCapability(subDomain);
      ConformanceReport report =
          new ConformanceReport(session.terminal(), session.terminal().style(noColour), json);
      Trial trial = trial(subDomain);
      Instant begin = session.clock().instant();
      List<Finding> findings = new ArrayList<>();
      for (Check check : checks) {
        Finding finding = Conformance.run(check, subDomain, trial);
        findings.add(finding);
        report.print(finding);
      }
      report.summary(findings, Duration.between(begin, session.clock().instant()));
      boolean broken =
          findings.stream().anyMatch(finding -> finding.answer() == Finding.Answer.BROKEN);
      return (broken ? ExitCode.BROKEN_CONTRACT : ExitCode.OK).code();
    }
  }

  private List<Check> checks() {
    List<String> known = Conformance.checks().stream().map(Check::name).toList();
    for (String name : chosen) {
      if (!known.contains(name)) {
        throw new UsageProblem(
            "there is no check %s: %s".formatted(name, NearestName.advice(name, known)));
      }
    }
    return Conformance.checks().stream()
        .filter(check -> chosen.isEmpty() || chosen.contains(check.name()))
        .toList();
  }

  private RemoteConfig config() {
    try {
      Address at = Address.parse(address);
      boolean plaintext = at.isLoopback() && tlsCa == null && tlsCert == null;
      RemoteConfig.Tls tls = plaintext ? null : new RemoteConfig.Tls(tlsCa, tlsCert, tlsKey);
      return new RemoteConfig(UNDER_TEST, at.host(), at.port(), tls, tokenFile);
    } catch (IllegalArgumentException wrong) {
      throw new UsageProblem(wrong.getMessage());
    }
  }

  private void requireCapability(RemoteSubDomain subDomain) {
    List<String> offered =
        subDomain.describe().capabilities().stream().map(Capability::name).toList();
    if (!offered.contains(capability)) {
      throw new UsageProblem(
          "the service has no capability %s: %s"
              .formatted(capability, NearestName.advice(capability, offered)));
    }
  }

  private Trial trial(RemoteSubDomain subDomain) {
    Map<String, String> given = Assignments.parse("--parameter", parameters);
    Map<String, String> other = new HashMap<>(given);
    other.putAll(Assignments.parse("--other", others));
    if (other.equals(given)) {
      throw new UsageProblem("--other must change a target to another state than --parameter does");
    }
    return new Trial(
        Assignments.parse("--selector", selector),
        capability,
        given,
        other,
        patience,
        restart == null ? null : new RestartByCommand(restart, subDomain, patience),
        "%08x".formatted(session.random().nextInt()));
  }
}
