package dev.sluice.worker.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code service = "checkout" AND risk >= 3}. */
final class ChangeFilterParser {
  static final int MAX_COMPARISONS = 20;

  private final String text;
  private int at;

  ChangeFilterParser(String text) {
    this.text = text;
  }

  ChangeFilter parse() {
    List<ChangeFilter.Comparison> comparisons = new ArrayList<>();
    skipSpace();
    while (at < text.length()) {
      if (!comparisons.isEmpty()) {
        and();
      }
      if (comparisons.size() == MAX_COMPARISONS) {
        throw new FilterException(at, "at most " + MAX_COMPARISONS + " comparisons are allowed");
      }
      comparisons.add(comparison());
      skipSpace();
    }
    return new ChangeFilter(comparisons);
  }

  private void and() {
    int start = at;
    if (!word().equalsIgnoreCase("AND")) {
      throw new FilterException(start, "expected AND or the end");
    }
    skipSpace();
  }

  private ChangeFilter.Comparison comparison() {
    int start = at;
    String name = word();
    FilterField field =
        FilterField.of(name)
            .orElseThrow(() ->
                new FilterException(
                    start, "expected a field, one of " + FilterField.allWords() + found(name)));
    skipSpace();
    FilterOperator operator = operator(field);
    skipSpace();
    int valueStart = at;
    return new ChangeFilter.Comparison(field, operator, checked(field, value(), valueStart));
  }

  private FilterOperator operator(FilterField field) {
    Optional<FilterOperator> operator = signAt();
    String allowed = field.isOrdered() ? "= != < <= > >=" : "= or !=";
    if (operator.isEmpty() || (operator.get().ordersValues() && !field.isOrdered())) {
      throw new FilterException(at, "expected " + allowed + " after " + field.word());
    }
    at += operator.get().sign().length();
    return operator.get();
  }

  private Optional<FilterOperator> signAt() {
    // The longer signs come first in the enum, so that <= is not read as <.
    for (FilterOperator operator : FilterOperator.values()) {
      if (text.startsWith(operator.sign(), at)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  private String value() {
    int start = at;
    String value = at < text.length() && text.charAt(at) == '"' ? quoted() : word();
    if (value.isEmpty()) {
      throw new FilterException(start, "expected a value, in \"double quotes\" if it has spaces");
    }
    return value;
  }

  private String quoted() {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (Character.isISOControl(c)) {
        throw new FilterException(at - 1, "a value can't hold control characters");
      }
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      }
      value.append(c);
    }
    throw new FilterException(start, "the quote that begins here is not closed");
  }

  private String word() {
    int start = at;
    while (at < text.length() && isWordPart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || "_-./@:".indexOf(c) >= 0;
  }

  private static String checked(FilterField field, String value, int start) {
    String plain =
        field == FilterField.TYPE && value.startsWith("changeTypes/")
            ? value.substring("changeTypes/".length())
            : value;
    if (!field.allowed().isEmpty() && !field.allowed().contains(plain)) {
      throw new FilterException(
          start, field.word() + " is one of " + String.join(", ", field.allowed()) + found(value));
    }
    return plain;
  }

  private static String found(String word) {
    return word.isEmpty() ? "" : ", not \"" + word + "\"";
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
