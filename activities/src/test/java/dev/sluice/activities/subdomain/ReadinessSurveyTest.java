package dev.sluice.activities.subdomain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.proto.history.v1.PrecheckResult;
import dev.sluice.proto.history.v1.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadinessSurveyTest {
  private static final Problem BUSY = new Problem.Passing("BUSY", "busy");
  private static final Scope SCOPE =
      Scope.newBuilder()
          .setChangeId("c-1")
          .setSubDomain("fleet")
          .putSelector("service", "checkout")
          .build();

  private final RecordingSubDomain fleet = new RecordingSubDomain(4).withTargets(50);
  private final ReadinessSurvey survey =
      new ReadinessSurvey(new SubDomainCatalog(List.of(fleet)), _ -> {});

  @Test
  void asksEveryTargetOfTheSelectorAndTouchesNone() throws InterruptedException {
    fleet.put(new Target("other", "a", "v1", false, Map.of("service", "cart"), ""));

    PrecheckResult result = survey.ask(SCOPE);

    assertThat(result.getTargets()).isEqualTo(50);
    assertThat(result.getNotReady()).isZero();
    assertThat(fleet.applied()).isEmpty();
  }

  @Test
  void namesTheFirstObstaclesInOrderAndCountsTheRest() throws InterruptedException {
    for (int i = 11; i <= 40; i++) {
      fleet.put(unhealthy("n%03d".formatted(i)));
    }

    PrecheckResult result = survey.ask(SCOPE);

    assertThat(result.getNotReady()).isEqualTo(30);
    assertThat(result.getObstaclesList())
        .hasSize(ReadinessSurvey.MOST_OBSTACLES)
        .startsWith("n011: unhealthy; wait until it serves")
        .isSorted();
  }

  @Test
  void countsATargetThatMustNotBeTouchedAsAnObstacle() throws InterruptedException {
    fleet.meet("n007", new Problem.ForOperator("LOCKED", "locked by hand; unlock it"));

    assertThat(survey.ask(SCOPE).getObstaclesList())
        .containsExactly("n007: locked by hand; unlock it");
  }

  @Test
  void asksAgainWhereOneIsBusy() throws InterruptedException {
    fleet.meet("n007", BUSY, BUSY);

    assertThat(survey.ask(SCOPE).getNotReady()).isZero();
  }

  @Test
  void givesNoAnswerWhenATargetCannotBeAsked() {
    fleet.meet("n007", BUSY, BUSY, BUSY, BUSY);

    assertThatThrownBy(() -> survey.ask(SCOPE))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo("BUSY"));
  }

  @Test
  void saysThatOnlyTheFirstTenThousandWereAsked() throws InterruptedException {
    for (int i = 0; i < ReadinessSurvey.MOST_ASKED; i++) {
      fleet.put(RecordingSubDomain.target("x%05d".formatted(i)));
    }

    PrecheckResult result = survey.ask(SCOPE);

    assertThat(result.getTargets()).isEqualTo(ReadinessSurvey.MOST_ASKED);
    assertThat(result.getObstaclesList())
        .containsExactly("only the first 10,000 targets were asked");
  }

  private static Target unhealthy(String name) {
    return new Target(name, "a", "v1", false, Map.of("service", "checkout"), "");
  }
}
