package dev.sluice.cli.risk;

import dev.sluice.inspection.risk.RiskLevels;
import dev.sluice.inspection.risk.RiskTable.Change;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model says of changes.
 *
 * @param changes in the order of the input
 * @param probabilities of harm, of each
 */
@SuppressWarnings("ArrayRecordComponent") // Written once, never compared as a record.
public record Answers(List<Change> changes, double[] probabilities, RiskLevels levels) {
  private static final Pattern TO_QUOTE = Pattern.compile("[\",\r\n]");

  /**
   * Writes project,commit,score (the probability as it is) and, if wanted, the risk from 1 to 5.
   */
  public void write(Path file, boolean risk) {
    try (Writer out = Files.newBufferedWriter(file)) {
      write(out, risk);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("can't write " + file, unwritable);
    }
  }

  /** The same to standard output. */
  public void print(PrintWriter out, boolean risk) {
    try {
      write(out, risk);
      out.flush();
    } catch (IOException unwritable) {
      throw new UncheckedIOException("can't write the scores", unwritable);
    }
  }

  private void write(Writer out, boolean risk) throws IOException {
    out.write(risk ? "project,commit,score,risk\n" : "project,commit,score\n");
    for (int i = 0; i < probabilities.length; i++) {
      Change change = changes.get(i);
      String level = risk ? "," + levels.of(probabilities[i]) : "";
      out.write(
          "%s,%s,%s%s\n"
              .formatted(cell(change.group()), cell(change.id()), probabilities[i], level));
    }
  }

  /** Prints JSON Lines with these fields. */
  public void printJson(PrintWriter out) {
    for (int i = 0; i < probabilities.length; i++) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("project", changes.get(i).group());
      node.put("commit", changes.get(i).id());
      node.put("score", probabilities[i]);
      node.put("risk", levels.of(probabilities[i]));
      out.println(node);
    }
    out.flush();
  }

  private static String cell(String text) {
    return TO_QUOTE.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
