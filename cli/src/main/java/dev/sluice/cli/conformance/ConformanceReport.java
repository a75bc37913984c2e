package dev.sluice.cli.conformance;

import dev.sluice.activities.conformance.Finding;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prints findings as they are made, and what they come to. */
final class ConformanceReport {
  private static final String BELOW = " ".repeat(9);

  private final PrintWriter out;
  private final Style style;
  private final boolean json;

  ConformanceReport(Terminal terminal, Style style, boolean json) {
    out = terminal.out();
    this.style = style;
    this.json = json;
  }

  void print(Finding finding) {
    out.println(json ? json(finding) : text(finding));
    out.flush();
  }

  void summary(Collection<Finding> findings, Duration took) {
    long kept = count(findings, Finding.Answer.KEPT);
    long broken = count(findings, Finding.Answer.BROKEN);
    long skipped = count(findings, Finding.Answer.SKIPPED);
    if (json) {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.put("kept", kept).put("broken", broken).put("skipped", skipped);
      out.println(line.put("seconds", took.toSeconds()));
    } else {
      String line =
          "%d kept, %d broken, %d skipped in %d s"
              .formatted(kept, broken, skipped, took.toSeconds());
      out.println(broken == 0 ? style.good(line) : style.bad(line));
    }
    out.flush();
  }

  private static long count(Collection<Finding> findings, Finding.Answer answer) {
    return findings.stream().filter(finding -> finding.answer() == answer).count();
  }

  private String text(Finding finding) {
    String word =
        switch (finding.answer()) {
          case KEPT -> "kept";
          case BROKEN -> "BROKEN";
          case SKIPPED -> "skipped";
        };
    String line = "%-9s%-26s%s".formatted(word, finding.check(), finding.claim());
    if (finding.why().isEmpty()) {
      return line;
    }
    String why = BELOW + Printable.text(finding.why());
    return switch (finding.answer()) {
      case KEPT, SKIPPED -> style.faint(line) + "\n" + style.faint(why);
      case BROKEN -> style.bad(line) + "\n" + why;
    };
  }

  private static String json(Finding finding) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("check", finding.check()).put("answer", finding.answer().name());
    return line.put("claim", finding.claim()).put("why", finding.why()).toString();
  }
}
