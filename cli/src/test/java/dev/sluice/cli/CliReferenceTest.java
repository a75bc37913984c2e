package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.command.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CliReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "cli.md");

  private static final String INTRODUCTION =
      """
      # The `sluice` command

      <!-- Made by CliReferenceTest; don't edit. To make it again:
      ./mvnw -q -pl cli -am test -Dtest=CliReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dsluice.reference.write=true -->

      `./sluice COMMAND` builds what is missing, then runs the command. It needs a JDK 25 or newer and nothing else.

      On a terminal a command shows aligned tables, colours and local times, and `watch` keeps one line of progress below
      the events. In a pipe it writes plain lines and UTC times. `--json` gives proto JSON: one object, or JSON Lines where
      there are many (`list`, `targets SUBDOMAIN`, `watch`, `start --watch`: there the change comes first). With `--json`
      errors are JSON too: one object on the error stream.

      A change, a type or a sub-domain can be named whole (`changes/x`) or by its last part (`x`). Lengths of time look like
      `45s`, `10m`, `1h30m`, `2d`.

      `evaluate` needs no API: [docs/evaluate.md](evaluate.md) tells the format of its cases and shows what it prints.

      `ledger` and `report` need none either: they open the ledger's database, see [docs/ledger.md](ledger.md) and
      [docs/report.md](report.md).

      A token is read from a file, never from the command line. Without TLS only a loopback address can be called.
      Who called is recorded: the token says who it is; where the API wants none, `SLUICE_ACTOR` does, else `USER`.
      """;

  @Test
  void describesTheCommandsAsTheyAre() throws IOException {
    String made = reference();
    if (Boolean.getBoolean("sluice.reference.write")) {
      Files.createDirectories(REFERENCE.getParent());
      Files.writeString(REFERENCE, made);
    }
    assertThat(REFERENCE).content().isEqualTo(made);
  }

  private static String reference() throws IOException {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    try (Shell shell = new Shell()) {
      append(text, "sluice", shell.run("--help").out());
      appendAll(text, shell, List.of(), Sluice.commandLine(Session.ofThisProcess()));
    }
    return text.toString();
  }

  private static void appendAll(
      StringBuilder text, Shell shell, List<String> above, CommandLine command) {
    for (Map.Entry<String, CommandLine> below : command.getSubcommands().entrySet()) {
      List<String> words = Stream.concat(above.stream(), Stream.of(below.getKey())).toList();
      String[] help = Stream.concat(words.stream(), Stream.of("--help")).toArray(String[]::new);
      append(text, "sluice " + String.join(" ", words), shell.run(help).out());
      appendAll(text, shell, words, below.getValue());
    }
  }

  private static void append(StringBuilder text, String title, String usage) {
    text.append("\n## ").append(title).append("\n\n```text\n");
    usage.lines().forEach(line -> text.append(line.stripTrailing()).append('\n'));
    text.append("```\n");
  }
}
