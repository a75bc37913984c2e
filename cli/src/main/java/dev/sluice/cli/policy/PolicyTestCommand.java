package dev.sluice.cli.policy;

import dev.sluice.activities.policy.PastChangesFile;
import dev.sluice.activities.policy.PolicyFolder;
import dev.sluice.activities.policy.PolicySet;
import dev.sluice.activities.policy.PolicyTrial;
import dev.sluice.activities.yaml.Refusal;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Mixin private final OutputOptions output = new OutputOptions();

  @Parameters(
      index = "0",
      paramLabel = "RULE-or-FILE",
      description = "A rule's name, or a file whose rules are all tried.")
  private String rule = "";

  @Option(
      names = "--changes",
      required = true,
      paramLabel = "PAST.jsonl",
      description = "Past changes, one JSON object a line: docs/policies.md.")
  private Path changes = Path.of("");

  @Option(
      names = "--policies",
      paramLabel = "FOLDER",
      defaultValue = "policies",
      description = "The folder of a rule that is named. Default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of("policies");

  PolicyTestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    PolicyTrial trial = trial();
    PolicyTestReport report =
        new PolicyTestReport(terminal.out(), output.style(terminal), output.json());
    new PastChangesFile(changes).forEach(change -> report.print(trial.on(change)));
    report.summary(trial.rules());
    return ExitCode.OK.code();
  }

  private PolicyTrial trial() {
    Path file = Path.of(rule);
    if (!Files.isRegularFile(file)) {
      return PolicyTrial.ofRule(set(folder), rule);
    }
    Path parent = file.toAbsolutePath().getParent();
    return PolicyTrial.ofFile(
        set(parent == null ? Path.of(".") : parent), String.valueOf(file.getFileName()));
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
