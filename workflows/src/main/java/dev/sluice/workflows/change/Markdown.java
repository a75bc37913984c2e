package dev.sluice.workflows.change;

import java.util.List;

/** The few kinds of Markdown that the Temporal UI shows well. */
public final class Markdown {
  // The UI puts no space between the columns of a table, knows no entities, and trims every space
  // that nothing follows: so a wide space, followed by one without width.
  private static final String GAP = "\u2003\u200B";
  // It makes the text's frame a little too low, which cuts off the last line.
  private static final String END = "\n\n\u200B\n\n\u200B\n";

  private final StringBuilder text = new StringBuilder();

  public Markdown heading(String words) {
    text.append("### ").append(plain(words)).append("\n\n");
    return this;
  }

  public Markdown section(String words) {
    text.append("\n#### ").append(plain(words)).append("\n\n");
    return this;
  }

  /** A paragraph that begins with a bold word. */
  public Markdown paragraph(String bold, String words) {
    text.append("**").append(bold).append("** ").append(plain(words)).append("\n\n");
    return this;
  }

  public Markdown paragraph(String words) {
    text.append(plain(words)).append("\n\n");
    return this;
  }

  public Markdown item(String words) {
    text.append("- ").append(plain(words)).append('\n');
    return this;
  }

  /** An item that begins with something to be typed. */
  public Markdown command(String command, String words) {
    text.append("- `").append(command.replace('`', '\'')).append("` ");
    text.append(plain(words)).append('\n');
    return this;
  }

  Markdown row(List<String> cells) {
    cells.forEach(cell -> text.append("| ").append(plain(cell)).append(GAP));
    text.append("|\n");
    return this;
  }

  /** The row that makes the row before it a table's head. */
  Markdown underHead(int columns) {
    text.append("| :--- ".repeat(columns)).append("|\n");
    return this;
  }

  public String made() {
    return text + END;
  }

  /** Text from outside must not become markup, and must not show how it is kept from that. */
  static String plain(String words) {
    return words.replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>|#~])", "\\\\$1");
  }
}
