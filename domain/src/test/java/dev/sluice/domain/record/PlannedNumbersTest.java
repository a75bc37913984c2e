package dev.sluice.domain.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.control.ChangeFacts;
import dev.sluice.domain.control.ChangeRecord;
import dev.sluice.domain.control.Extent;
import dev.sluice.domain.control.FactsOf;
import dev.sluice.domain.control.Policies;
import dev.sluice.domain.control.RiskEstimate;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.plan.Assessment;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.Classification;
import dev.sluice.domain.plan.RulesRisk;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannedNumbersTest {
  private static final ChangeRecord POOR =
      new ChangeRecord(
          5, 3, "rolled_back", FactsOf.TUESDAY.minus(Duration.ofHours(36)), "errors rose.", true);

  private static ChangeFacts facts(ChangeRecord record) {
    return FactsOf.aRelease()
        .changing(new Extent(6, 12, 3, 3, null))
        .withoutWayBack()
        .afterwards(record)
        .facts();
  }

  /** The change as it is registered once model and policies had their say. */
  private static Registered registered(ChangeFacts facts, Classification classification) {
    Registered change =
        Course.registered(
            facts.requester(),
            facts.reach().serviceNames(),
            facts.extent().targets(),
            facts.extent().share(),
            classification);
    return new Registered(
        change.type(),
        change.version(),
        change.kind(),
        change.title(),
        change.requester(),
        change.services(),
        change.zones(),
        change.targets(),
        change.share(),
        facts.reversible(),
        change.changeClass(),
        change.risk(),
        0.9,
        change.level(),
        change.reasons(),
        change.rules());
  }

  @Test
  void areTheSameFromFactsAndFromTheLedger() {
    ChangeFacts facts = facts(POOR);
    Classification classification =
        Assessment.assess(
            facts, Course.STANDARD, new RiskEstimate(0.9, 5), Policies.NONE, false, List.of());

    assertThat(classification.risk()).isEqualTo(5);
    assertThat(
            PlannedNumbers.of(
                registered(facts, classification),
                facts.requesterRecord(),
                facts.servicesRecord(),
                FactsOf.TUESDAY))
        .containsExactly(PlannedNumbers.of(facts))
        .hasSameSizeAs(PlannedNumbers.COLUMNS)
        .startsWith(6, 0.5, 2, 1, 0, 1, 0);
  }

  @Test
  void leaveOutWhatModelAndPoliciesMadeOfAChange() {
    RulesRisk alone =
        RulesRisk.of(
            ChangeClass.NORMAL,
            5,
            List.of(
                "By its type.",
                "The risk rises from 2 to 3: pay is of tier 1.",
                "The risk rises from 3 to 4: the model gives it a chance of 40 % to fail.",
                "The risk rises from 4 to 5: rule friday raises it.",
                "A change that policies ask approvals of is a normal change."));

    assertThat(alone).isEqualTo(new RulesRisk(3, 1, ChangeClass.STANDARD));
    assertThat(
            RulesRisk.of(
                ChangeClass.STANDARD, 4, List.of("The risk rises from 2 to 4: rule a raises it.")))
        .isEqualTo(new RulesRisk(2, 0, ChangeClass.STANDARD));
  }

  @Test
  void countNothingWhereTheRecordIsNotKnown() {
    ChangeFacts unknown = facts(ChangeRecord.UNKNOWN);
    int requester = PlannedNumbers.COLUMNS.indexOf("requester_changes");

    assertThat(PlannedNumbers.of(unknown)[requester]).isNaN();
    assertThat(
            Assessment.assess(unknown, Course.STANDARD, null, Policies.NONE, false, List.of())
                .reasons())
        .contains(
            "How earlier changes of this requester and of these services went could not be read: it raises nothing.");
  }

  @Test
  void aReasonSaysWhatFailedLast() {
    assertThat(
            Assessment.assess(facts(POOR), Course.STANDARD, null, Policies.NONE, false, List.of())
                .reasons())
        .contains(
            "The risk rises from 4 to 5: 3 of the last 5 changes of ada failed, the last one because of: errors rose.");
  }
}
