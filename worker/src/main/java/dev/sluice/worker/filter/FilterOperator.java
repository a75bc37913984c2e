package dev.sluice.worker.filter;

/** How a field is compared with a value. */
public enum FilterOperator {
  EQUAL("="),
  NOT_EQUAL("!="),
  AT_MOST("<="),
  AT_LEAST(">="),
  LESS("<"),
  MORE(">");

  private final String sign;

  FilterOperator(String sign) {
    this.sign = sign;
  }

  String sign() {
    return sign;
  }

  boolean ordersValues() {
    return this != EQUAL && this != NOT_EQUAL;
  }
}
