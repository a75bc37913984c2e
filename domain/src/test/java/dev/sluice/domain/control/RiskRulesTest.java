package dev.sluice.domain.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RiskRulesTest {
  @Test
  void addNothingToAnOrdinaryChange() {
    assertThat(RiskRules.raises(FactsOf.aRelease().facts(), null)).isEmpty();
  }

  @Test
  void aServiceOfTierOneIsAtLeastThree() {
    assertThat(risk(FactsOf.aRelease().touching(new TouchedService("pay", 1, null, null)), 2))
        .isEqualTo(3);
    assertThat(risk(FactsOf.aRelease().touching(new TouchedService("pay", 1, null, null)), 4))
        .isEqualTo(4);
  }

  @Test
  void anUndeclaredServiceAddsOne() {
    assertThat(risk(FactsOf.aRelease().touching(TouchedService.undeclared("new")), 2)).isEqualTo(3);
  }

  @Test
  void manyOrImportantNeighboursRaiseIt() {
    assertThat(risk(FactsOf.aRelease().near(List.of("pay"), List.of(1)), 1)).isEqualTo(2);
    assertThat(risk(FactsOf.aRelease().near(List.of("a", "b", "c", "d", "e"), List.of(3)), 1))
        .isEqualTo(2);
  }

  @Test
  void whatCantBeTakenBackIsAtLeastFour() {
    assertThat(risk(FactsOf.aRelease().withoutWayBack(), 1)).isEqualTo(4);
  }

  @Test
  void mostTargetsOrMostTrafficAtOnceAddOneEach() {
    assertThat(risk(FactsOf.aRelease().changing(new Extent(6, 6, 2, 5, null)), 2)).isEqualTo(3);
    assertThat(risk(FactsOf.aRelease().changing(new Extent(6, 6, 2, 5, 0.8)), 2)).isEqualTo(4);
    assertThat(risk(FactsOf.aRelease().changing(new Extent(1, 1, 1, 1, null)), 2)).isEqualTo(2);
  }

  @Test
  void aBadTimeAddsOneHoweverManyReasonsItHas() {
    ChangeCalendar peak =
        new ChangeCalendar(
            true,
            ZoneOffset.UTC,
            List.of(),
            List.of(
                new TimeSpan.Weekly(
                    Set.of(DayOfWeek.FRIDAY),
                    LocalTime.of(14, 0),
                    LocalTime.of(20, 0),
                    ZoneOffset.UTC)));
    Instant friday = Instant.parse("2026-11-27T15:00:00Z");

    assertThat(risk(FactsOf.aRelease().at(peak, friday), 2)).isEqualTo(3);
    assertThat(risk(FactsOf.aRelease().at(peak, friday.minusSeconds(2 * 3600)), 2)).isEqualTo(3);
    assertThat(risk(FactsOf.aRelease().at(peak, friday.minusSeconds(4 * 3600)), 2)).isEqualTo(2);
    assertThat(risk(FactsOf.aRelease().at(ChangeCalendar.NONE, friday), 2)).isEqualTo(2);
  }

  @Test
  void aRequesterWhoseChangesOftenFailAddsOne() {
    assertThat(risk(FactsOf.aRelease().afterwards(new ChangeRecord(10, 3, "completed")), 2))
        .isEqualTo(3);
    assertThat(risk(FactsOf.aRelease().afterwards(new ChangeRecord(2, 2, "rolled_back")), 2))
        .isEqualTo(2);
  }

  @Test
  void theModelRaisesAndNeverLowers() {
    ChangeFacts facts = FactsOf.aRelease().facts();

    assertThat(applied(RiskRules.raises(facts, new RiskEstimate(0.4, 5)), 2)).isEqualTo(5);
    assertThat(applied(RiskRules.raises(facts, new RiskEstimate(0.01, 1)), 2)).isEqualTo(2);
  }

  @Test
  void withoutServicesAndPoliciesTheTypeAloneCounts() {
    FactsOf worst =
        FactsOf.aRelease().touching(TouchedService.undeclared("x")).withoutWayBack().ungoverned();

    assertThat(RiskRules.raises(worst.facts(), null)).isEmpty();
  }

  @Test
  void neverRiseAboveFive() {
    FactsOf worst =
        FactsOf.aRelease()
            .touching(TouchedService.undeclared("x"))
            .withoutWayBack()
            .changing(new Extent(6, 6, 1, 6, 1.0));

    assertThat(risk(worst, 5)).isEqualTo(5);
  }

  private static int risk(FactsOf facts, int byType) {
    return applied(RiskRules.raises(facts.facts(), null), byType);
  }

  private static int applied(List<RiskRaise> raises, int risk) {
    int raised = risk;
    for (RiskRaise raise : raises) {
      raised = raise.applied(raised);
    }
    return raised;
  }
}
