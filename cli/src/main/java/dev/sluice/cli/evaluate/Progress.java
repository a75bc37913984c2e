package dev.sluice.cli.evaluate;

import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.evaluate.cases.Result.Broken;
import dev.sluice.cli.report.Quantity;
import dev.sluice.cli.terminal.LiveLine;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Terminal;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far an evaluation has come, on the error stream: every broken case, and on a terminal one
 * line with the number of those judged.
 */
final class Progress {
  private static final int REDRAWN_EVERY = 20;

  private final Terminal terminal;
  private final boolean json;
  private final LiveLine line;
  private int judged;
  private int broken;

  Progress(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
    line = new LiveLine(terminal.err(), terminal.width());
  }

  void judged() {
    judged++;
    if (terminal.interactive() && judged % REDRAWN_EVERY == 0) {
      line.redraw(Quantity.count(judged, "case") + " judged");
    }
  }

  void broken(Broken<?, ?> result) {
    broken++;
    line.above(json ? object(result) : "sluice: " + Printable.text(told(result)));
  }

  /** Ends the line of progress. Prints how many were broken, if any. */
  ExitCode end() {
    line.end();
    if (broken == 0) {
      return ExitCode.OK;
    }
    if (!json) {
      terminal
          .err()
          .println(
              "%s left out; %s judged"
                  .formatted(Quantity.count(broken, "line"), Quantity.count(judged, "case")));
      terminal.err().flush();
    }
    return ExitCode.BROKEN_INPUT;
  }

  private static String told(Broken<?, ?> result) {
    return result.place() + ": " + result.problem();
  }

  private static String object(Broken<?, ?> result) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    ObjectNode error = whole.putObject("error");
    error.put("code", "BROKEN_CASE");
    error.put("message", told(result));
    error.put("file", result.place().file());
    error.put("line", result.place().line());
    return whole.toString();
  }
}
