package dev.sluice.worker.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.workflows.SearchAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeFilterTest {
  private static final io.temporal.common.SearchAttributes RELEASE =
      io.temporal.common.SearchAttributes.newBuilder()
          .set(SearchAttributes.TYPE, "release")
          .set(SearchAttributes.SERVICES, List.of("checkout", "cart"))
          .set(SearchAttributes.RISK, 3L)
          .set(SearchAttributes.PHASE, "BAKING")
          .set(SearchAttributes.REQUESTER, "dana")
          .build();

  @Test
  void readsComparisonsJoinedByAnd() {
    assertThat(ChangeFilter.parse(" service=\"check out\" and risk >= 3 AND phase != ENDED "))
        .isEqualTo(
            new ChangeFilter(
                List.of(
                    new ChangeFilter.Comparison(
                        FilterField.SERVICE, FilterOperator.EQUAL, "check out"),
                    new ChangeFilter.Comparison(FilterField.RISK, FilterOperator.AT_LEAST, "3"),
                    new ChangeFilter.Comparison(
                        FilterField.PHASE, FilterOperator.NOT_EQUAL, "ENDED"))));
    assertThat(ChangeFilter.parse("type = changeTypes/release"))
        .isEqualTo(ChangeFilter.parse("type = release"));
    assertThat(ChangeFilter.parse("").comparisons()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          colour = red        | at character 1: expected a field, one of type, service, sub_domain, class, risk, phase, outcome, requester, not "colour"
          type > release      | at character 6: expected = or != after type
          risk ~ 3            | at character 6: expected = != < <= > >= after risk
          risk = 9            | at character 8: risk is one of 1, 2, 3, 4, 5, not "9"
          phase = SLEEPING    | at character 9: phase is one of PLANNING
          type = a service    | at character 10: expected AND or the end
          type = "a           | at character 8: the quote that begins here is not closed
          type =              | at character 7: expected a value
          type = a AND        | at character 13: expected a field
          = 3                 | at character 1: expected a field
          """)
  void saysWhereAFilterIsWrongAndWhatIsAllowed(String filter, String message) {
    assertThatThrownBy(() -> ChangeFilter.parse(filter))
        .isInstanceOf(FilterException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void boundsTheNumberOfComparisons() {
    assertThatThrownBy(() -> ChangeFilter.parse("risk = 1" + " AND risk = 1".repeat(20)))
        .hasMessageContaining("at most 20");
  }

  @ParameterizedTest
  @CsvSource({
    "type = release, true",
    "type = config, false",
    "type != config, true",
    "service = cart, true",
    "service != cart, false",
    "service = search, false",
    "risk >= 3 AND risk <= 3, true",
    "risk > 3, false",
    "risk < 4, true",
    "phase != ENDED, true",
    "outcome = COMPLETED, false",
    "outcome != COMPLETED, true",
    "requester = dana AND risk = 1, false",
  })
  void decidesWhetherAChangeMatches(String filter, boolean expected) {
    assertThat(ChangeFilter.parse(filter).matches(RELEASE)).isEqualTo(expected);
  }

  @Test
  void becomesAQueryOfTemporalsVisibilityStore() {
    assertThat(VisibilityQuery.of(ChangeFilter.parse("service = cart AND risk >= 3")))
        .isEqualTo(
            "WorkflowType = 'Change' AND ExecutionStatus != 'ContinuedAsNew'"
                + " AND SluiceServices = 'cart' AND SluiceRisk >= 3");
    assertThat(VisibilityQuery.of(ChangeFilter.parse("outcome != COMPLETED")))
        .endsWith("AND (SluiceOutcome != 'COMPLETED' OR SluiceOutcome IS NULL)");
  }

  @Test
  void escapesWhatCouldEndAString() {
    assertThat(VisibilityQuery.of(ChangeFilter.parse("requester = \"o'x' OR \\\\ '\"")))
        .endsWith("AND SluiceRequester = 'o\\'x\\' OR \\\\ \\''");
  }
}
