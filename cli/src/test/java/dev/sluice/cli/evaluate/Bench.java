package dev.sluice.cli.evaluate;

import dev.sluice.cli.command.Failures;
import dev.sluice.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Runs evaluations in this process, with a small judge. */
final class Bench {
  boolean interactive;
  byte[] input = new byte[0];

  /** What one run of a command left. */
  record Run(int exit, String out, String err) {}

  void input(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
  }

  Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            interactive,
            120,
            ZoneOffset.UTC,
            _ -> null);
    Workbench workbench =
        new Workbench(
            terminal,
            new ByteArrayInputStream(input),
            2,
            InstantSource.fixed(Instant.EPOCH),
            MeanJudge::with);
    Failures failures = new Failures(terminal);
    int exit =
        EvaluateCommand.of(workbench)
            .setExpandAtFiles(false)
            .setParameterExceptionHandler(failures)
            .setExecutionExceptionHandler(failures)
            .setOut(terminal.out())
            .setErr(terminal.err())
            .execute(arguments);
    return new Run(exit, out.toString(), err.toString());
  }

  /** A case of one metric with the mean 10 before. */
  static String line(String id, String after) {
    return """
    {"id":"%s","interval_s":60,"n_before":3,"n_after":%d,"metrics":[{"name":"p95",\
    "kind":"latency","bad_direction":"increase","treatment":[{"name":"t0",\
    "before":[9,10,11],"after":[%s]}],"control":[]}]}
    """
        .formatted(id, after.split(",", -1).length, after);
  }
}
