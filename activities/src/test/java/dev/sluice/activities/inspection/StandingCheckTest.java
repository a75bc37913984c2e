package dev.sluice.activities.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.subdomain.RecordingSubDomain;
import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.proto.history.v1.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingCheckTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private final RecordingSubDomain fleet = new RecordingSubDomain(4).withTargets(60);
  private final StandingCheck check =
      new StandingCheck(
          new TargetListing(fleet, Map.of()),
          List.of(TargetRange.ALL),
          Scope.newBuilder().setChangeId("c-1").build());

  @Test
  void saysNothingWhereAllAreAsOrdered() throws InterruptedException {
    change(60);

    assertThat(check.words(NOON, false)).isEmpty();
  }

  @Test
  void namesSomeAndCountsTheRest() throws InterruptedException {
    change(60);
    for (int i = 11; i <= 15; i++) {
      fleet.lag(name(i));
    }

    assertThat(check.words(NOON, false))
        .startsWith("5 of 60 changed targets are not as ordered any more: n01")
        .endsWith(": still starts.");
  }

  @Test
  void stopsAskingOnceItIsPlain() throws InterruptedException {
    change(60);
    for (int i = 1; i <= 60; i++) {
      fleet.lag(name(i));
    }

    assertThat(check.words(NOON, false)).startsWith("at least 20 of 60 changed targets are not");
  }

  @Test
  void asksAgainAfterAWhileOrAtTheEnd() throws InterruptedException {
    change(1);
    fleet.lag("n001");
    String first = check.words(NOON, false);
    fleet.arrive("n001");

    assertThat(check.words(NOON.plusSeconds(5), false)).isEqualTo(first).isNotEmpty();
    assertThat(check.words(NOON.plusSeconds(5), true)).isEmpty();
  }

  @Test
  void aSystemThatIsAwayIsNoPass() throws InterruptedException {
    fleet.meetListing(1, new Problem.Passing("AWAY", "the fleet does not answer"));

    assertThat(check.words(NOON, false))
        .isEqualTo(
            "Whether the changed targets still are as ordered can't be told: the fleet does not answer.");
  }

  @Test
  void aListThatIsWrongIsForItsOperator() {
    fleet.meetListing(1, new Problem.ForOperator("FORBIDDEN", "listing is forbidden"));

    assertThatThrownBy(() -> check.words(NOON, false)).isInstanceOf(ProblemException.class);
  }

  private void change(int count) {
    for (int i = 1; i <= count; i++) {
      Effect _ =
          fleet.apply(new TargetOrder("c-1", name(i), "release", Map.of(), "c-1/" + name(i), 1));
    }
  }

  private static String name(int i) {
    return "n%03d".formatted(i);
  }
}
