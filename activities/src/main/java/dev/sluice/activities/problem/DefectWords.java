package dev.sluice.activities.problem;

import java.util.regex.Pattern;

/** What is told of an exception that no code foresees: its type, and its message cut to measure. */
public final class DefectWords {
  private static final int LONGEST_MESSAGE = 160;
  private static final int LONGEST_READ = 2_000;
  private static final int DEEPEST_CAUSE = 10;
  private static final String HIDDEN = "…";

  private static final Pattern LOGIN = Pattern.compile("(\\w://)[^\\s/@]*@");
  private static final Pattern QUERY = Pattern.compile("(\\w://[^\\s?]*\\?)\\S+");
  private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|basic)\\s+[\\w.~+/=-]{6,}");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)([\\w-]*(?:passw|pwd|secret|token|authorization|api[-_]?key|credential)[\\w-]*"
              + "[\"']?\\s*[:=]\\s*)(?:\"[^\"]*\"|'[^']*'|[^\\s,;&)}\\]]+)");

  /**
   * One line: the type, the message without what looks like a secret, and what lies at the bottom
   * of it.
   */
  public static String of(Throwable thrown) {
    Throwable root = root(thrown);
    return root.equals(thrown) ? own(thrown) : own(thrown) + ", caused by " + own(root);
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    for (int depth = 0; root.getCause() != null && depth < DEEPEST_CAUSE; depth++) {
      root = root.getCause();
    }
    return root;
  }

  private static String own(Throwable thrown) {
    String type = thrown.getClass().getSimpleName();
    String named = type.isEmpty() ? thrown.getClass().getName() : type;
    String message = message(thrown);
    return message.isEmpty() ? named : named + ": " + message;
  }

  private static String message(Throwable thrown) {
    String all = thrown.getMessage() == null ? "" : thrown.getMessage().strip();
    String read = all.substring(0, Math.min(all.length(), LONGEST_READ));
    // Some put a whole stack trace into a message; its first line says what it is.
    String first = read.lines().findFirst().orElse("").strip();
    String hidden = LOGIN.matcher(first).replaceAll("$1" + HIDDEN + "@");
    hidden = QUERY.matcher(hidden).replaceAll("$1" + HIDDEN);
    hidden = SCHEME.matcher(hidden).replaceAll("$1 " + HIDDEN);
    hidden = NAMED.matcher(hidden).replaceAll("$1" + HIDDEN);
    return hidden.length() <= LONGEST_MESSAGE
        ? hidden
        : hidden.substring(0, LONGEST_MESSAGE - 1) + HIDDEN;
  }

  private DefectWords() {}
}
