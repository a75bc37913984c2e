package dev.sluice.cli.terminal;

import java.io.PrintWriter;

/** The last line of a terminal, which is redrawn in place below the lines that stay. */
public final class LiveLine {
  private static final String ERASE = "\r\u001b[2K";

  private final PrintWriter out;
  private final int width;
  private String shown = "";
  private boolean ended;

  /**
   * @param width columns of the terminal; a longer line is cut, because only one line can be
   *     redrawn
   */
  public LiveLine(PrintWriter out, int width) {
    this.out = out;
    this.width = width;
  }

  /** Prints lines that stay, above the live one. */
  public synchronized void above(String text) {
    erase();
    out.println(text);
    out.print(shown);
    out.flush();
  }

  /** Redraws the live line. */
  public synchronized void redraw(String text) {
    if (ended) {
      return;
    }
    erase();
    shown = text.length() < width ? text : text.substring(0, width - 2) + "…";
    out.print(shown);
    out.flush();
  }

  /** Removes the live line for good: a late tick can't bring it back. */
  public synchronized void end() {
    ended = true;
    erase();
    shown = "";
    out.flush();
  }

  private void erase() {
    if (!shown.isEmpty()) {
      out.print(ERASE);
    }
  }
}
