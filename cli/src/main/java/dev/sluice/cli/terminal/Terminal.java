package dev.sluice.cli.terminal;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.ZoneId;

/**
 * Where a command writes, and for whom.
 *
 * @param interactive whether a person reads the output on a terminal
 * @param width columns of the terminal, at least 40
 * @param zone the zone in which a person reads times
 * @param environment the variable's value by its name
 */
public record Terminal(
    PrintWriter out,
    PrintWriter err,
    boolean interactive,
    int width,
    ZoneId zone,
    Environment environment) {
  private static final int NARROWEST = 40;
  private static final int USUAL_WIDTH = 100;

  public Terminal {
    width = Math.max(NARROWEST, width);
  }

  /** The terminal of this process. The launcher says whether it is one: the JVM can't tell. */
  public static Terminal ofThisProcess() {
    boolean interactive = Boolean.getBoolean("sluice.terminal");
    int width = Integer.getInteger("sluice.columns", USUAL_WIDTH);
    Charset charset = System.out.charset();
    return new Terminal(
        new PrintWriter(System.out, true, charset),
        new PrintWriter(System.err, true, charset),
        interactive,
        width,
        ZoneId.systemDefault(),
        System::getenv);
  }

  /** How text looks here, unless the caller or the environment wants no colour. */
  public Style style(boolean noColour) {
    if (!interactive) {
      return Style.PLAIN;
    }
    boolean colour = !noColour && !isSet("NO_COLOR") && !"dumb".equals(environment.value("TERM"));
    return new Style(true, colour, width, zone);
  }

  private boolean isSet(String variable) {
    String value = environment.value(variable);
    return value != null && !value.isEmpty();
  }
}
