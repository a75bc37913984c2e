package dev.sluice.worker.filter;

/** A filter in the query language of Temporal's visibility store. */
public final class VisibilityQuery {
  /** A run that went on in a new one is not a change of its own. */
  private static final String CHANGES =
      "WorkflowType = 'Change' AND ExecutionStatus != 'ContinuedAsNew'";

  public static String of(ChangeFilter filter) {
    StringBuilder query = new StringBuilder(CHANGES);
    for (ChangeFilter.Comparison comparison : filter.comparisons()) {
      query.append(" AND ").append(of(comparison));
    }
    return query.toString();
  }

  private static String of(ChangeFilter.Comparison comparison) {
    String attribute = comparison.field().attribute().getName();
    String value = comparison.field().isOrdered() ? comparison.value() : quoted(comparison.value());
    String compared = attribute + " " + comparison.operator().sign() + " " + value;
    // An attribute that is not set is unequal to every value; SQL thinks otherwise.
    return comparison.operator() == FilterOperator.NOT_EQUAL
        ? "(" + compared + " OR " + attribute + " IS NULL)"
        : compared;
  }

  private static String quoted(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private VisibilityQuery() {}
}
