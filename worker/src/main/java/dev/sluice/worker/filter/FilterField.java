package dev.sluice.worker.filter;

import dev.sluice.proto.v1.ChangeClass;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.workflows.SearchAttributes;
import io.temporal.common.SearchAttributeKey;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What changes can be filtered by, each a search attribute. */
@SuppressWarnings("ImmutableEnumChecker") // Both fields are immutable in fact.
public enum FilterField {
  TYPE(SearchAttributes.TYPE, List.of()),
  SERVICE(SearchAttributes.SERVICES, List.of()),
  SUB_DOMAIN(SearchAttributes.SUB_DOMAIN, List.of()),
  CLASS(SearchAttributes.CLASS, names(ChangeClass.values())),
  RISK(SearchAttributes.RISK, IntStream.rangeClosed(1, 5).mapToObj(Integer::toString).toList()),
  PHASE(SearchAttributes.PHASE, names(Phase.values())),
  OUTCOME(SearchAttributes.OUTCOME, names(Outcome.values())),
  REQUESTER(SearchAttributes.REQUESTER, List.of());

  private final SearchAttributeKey<?> attribute;
  private final List<String> allowed;

  FilterField(SearchAttributeKey<?> attribute, List<String> allowed) {
    this.attribute = attribute;
    this.allowed = allowed;
  }

  /** The word in the filter language: {@code sub_domain}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  SearchAttributeKey<?> attribute() {
    return attribute;
  }

  /** The values there are; empty when any is allowed. */
  List<String> allowed() {
    return allowed;
  }

  boolean isOrdered() {
    return this == RISK;
  }

  /** A change's values of this field. */
  List<String> valuesIn(io.temporal.common.SearchAttributes attributes) {
    Object value = attributes.get(attribute);
    return switch (value) {
      case null -> List.of();
      case List<?> many -> many.stream().map(String::valueOf).toList();
      default -> List.of(value.toString());
    };
  }

  static Optional<FilterField> of(String word) {
    return Arrays.stream(values()).filter(field -> field.word().equals(word)).findFirst();
  }

  static String allWords() {
    return Arrays.stream(values()).map(FilterField::word).collect(Collectors.joining(", "));
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants)
        .map(Enum::name)
        .filter(name -> !name.endsWith("UNSPECIFIED") && !name.equals("UNRECOGNIZED"))
        .toList();
  }
}
