package dev.sluice.cli.report;

import dev.sluice.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;

/** Labelled lines, with the labels in one column; a fact without a value is left out. */
final class Facts {
  private static final int LABEL_WIDTH = 12;

  private final Style style;
  private final List<String> lines = new ArrayList<>();

  Facts(Style style) {
    this.style = style;
  }

  Facts add(String label, String value) {
    if (!value.isEmpty()) {
      String padding = " ".repeat(Math.max(0, LABEL_WIDTH - label.length()));
      lines.add("  " + style.faint(label) + padding + "  " + value);
    }
    return this;
  }

  /** The label stands before the first value only. */
  Facts addAll(String label, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      add(i == 0 ? label : "", values.get(i));
    }
    return this;
  }

  String render() {
    return String.join("\n", lines);
  }
}
