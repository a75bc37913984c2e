package dev.sluice.cli.policy;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.LedgerConfig;
import dev.sluice.activities.policy.PastChangesFile;
import dev.sluice.activities.policy.PolicyFolder;
import dev.sluice.activities.policy.PolicySet;
import dev.sluice.activities.policy.PolicyTrial;
import dev.sluice.activities.record.LedgerPastChanges;
import dev.sluice.activities.yaml.Refusal;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.ledger.LedgerSource;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries a rule on changes of the past. */
@Command(
    name = "test",
    description = {
      "Tries rules on past changes: which of them would have been refused, held or asked for more,",
      "were the rules enforced."
    })
final class PolicyTestCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Parameters(
      index = "0",
      paramLabel = "RULE-or-FILE",
      description = "A rule's name, or a file whose rules are all tried.")
  private String rule = "";

  @Option(
      names = "--changes",
      required = true,
      paramLabel = "PAST",
      description = {
        "A file of past changes, one JSON object a line: docs/policies.md.",
        "Or ledger, the configured one; ledger:URL or ledger:FILE, another."
      })
  private String changes = "";

  @Option(
      names = "--policies",
      paramLabel = "FOLDER",
      defaultValue = "policies",
      description = "The folder of a rule that is named. Default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of("policies");

  PolicyTestCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PolicySet set = set();
    PolicyTrial trial = trial(set);
    PolicyTestReport report =
        new PolicyTestReport(terminal.out(), output.style(terminal), output.json());
    LedgerConfig ledger = LedgerSource.named(changes, environment).orElse(null);
    if (ledger == null) {
      new PastChangesFile(Path.of(changes)).forEach(change -> report.print(trial.on(change)));
    } else {
      try (Ledger reading = Ledger.reading(ledger)) {
        new LedgerPastChanges(reading, set.calendar().zone())
            .forEach(change -> report.print(trial.on(change)));
      }
    }
    report.summary(trial.rules());
    return ExitCode.OK.code();
  }

  private PolicyTrial trial(PolicySet set) {
    Path file = Path.of(rule);
    return Files.isRegularFile(file)
        ? PolicyTrial.ofFile(set, String.valueOf(file.getFileName()))
        : PolicyTrial.ofRule(set, rule);
  }

  private PolicySet set() {
    Path file = Path.of(rule);
    if (!Files.isRegularFile(file)) {
      return set(folder);
    }
    Path parent = file.toAbsolutePath().getParent();
    return set(parent == null ? Path.of(".") : parent);
  }

  private static PolicySet set(Path folder) {
    PolicyFolder policies = PolicyFolder.of(folder);
    return policies
        .inForce()
        .orElseThrow(() ->
            new ProblemException(
                new Problem.ForAuthor(
                    "WRONG_POLICIES",
                    policies.refused().stream()
                        .map(Refusal::describe)
                        .collect(Collectors.joining("\n")))));
  }
}
