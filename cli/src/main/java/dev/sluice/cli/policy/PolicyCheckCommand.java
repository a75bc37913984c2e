package dev.sluice.cli.policy;

import dev.sluice.activities.policy.PolicyFolder;
import dev.sluice.activities.yaml.Refusal;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Table;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.domain.control.PolicyRule;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads and type-checks the policies of a folder. */
@Command(
    name = "check",
    description = {
      "Reads and type-checks policies, and lists the rules.",
      "Ends with 1 when something is wrong, and says where."
    })
final class PolicyCheckCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FOLDER",
      defaultValue = "policies",
      description = "The folder of the policies. Default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of("policies");

  PolicyCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    PolicyFolder policies = PolicyFolder.of(folder);
    PrintWriter out = terminal.out();
    Style style = output.style(terminal);
    List<Refusal> refused = policies.refused();
    if (!refused.isEmpty()) {
      refused.forEach(one -> out.println(output.json() ? json(one) : one.describe()));
      if (!output.json()) {
        out.println(
            style.bad(
                "%d wrong: until they are corrected, the last good policies stay in force, or every change is held."
                    .formatted(refused.size())));
      }
      out.flush();
      return ExitCode.ERROR.code();
    }
    policies.inForce().ifPresent(set -> print(out, style, set.rules()));
    out.flush();
    return ExitCode.OK.code();
  }

  private void print(PrintWriter out, Style style, List<PolicyRule> rules) {
    if (output.json()) {
      rules.forEach(rule -> out.println(json(rule)));
      return;
    }
    if (!rules.isEmpty()) {
      Table table = Table.of("RULE", "STATUS", "ASKS", "WHEN");
      rules.forEach(rule ->
          table.row(
              rule.name(),
              status(rule),
              String.join("; ", rule.asks().words()),
              rule.when().strip().replaceAll("\\s+", " ")));
      out.println(table.render(style, ""));
    }
    out.println(style.good("%d rules, nothing wrong.".formatted(rules.size())));
  }

  private static String status(PolicyRule rule) {
    return rule.status().name().toLowerCase(Locale.ROOT);
  }

  private static String json(PolicyRule rule) {
    var line = JsonNodeFactory.instance.objectNode();
    line.put("name", rule.name())
        .put("description", rule.description())
        .put("status", status(rule))
        .put("when", rule.when());
    var asks = line.putArray("asks");
    rule.asks().words().forEach(asks::add);
    return line.toString();
  }

  private static String json(Refusal refusal) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("file", refusal.file())
        .put("line", refusal.line())
        .put("column", refusal.column())
        .put("key", refusal.key())
        .put("message", refusal.message())
        .toString();
  }
}
