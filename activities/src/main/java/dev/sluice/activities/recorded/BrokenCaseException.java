package dev.sluice.activities.recorded;

/** A recorded case that can't be read: which field, what is wrong with it, what would be right. */
public final class BrokenCaseException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  /**
   * @param field its path from the case, such as {@code metrics[2].kind}; empty for the whole line
   * @param problem what is wrong and what would be right
   */
  public BrokenCaseException(String field, String problem) {
    super(field.isEmpty() ? problem : field + ": " + problem);
    this.field = field;
    this.problem = problem;
  }

  public String field() {
    return field;
  }

  public String problem() {
    return problem;
  }
}
