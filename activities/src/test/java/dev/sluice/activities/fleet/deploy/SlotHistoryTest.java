package dev.sluice.activities.fleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.fleet.deploy.DeployOrder.Action;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlotHistoryTest {
  private final SlotHistory history = new SlotHistory();

  @Test
  void refusesAnAttemptOlderThanOneSeenForTheSameKey() {
    history.see(order(Action.DEPLOY, "k1", 5));

    assertThatThrownBy(() -> history.see(order(Action.DEPLOY, "k1", 4)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem()).isInstanceOf(Problem.ForOperator.class);
              assertThat(e.problem().code()).isEqualTo("STALE_ATTEMPT");
            });
    assertThatCode(() -> history.see(order(Action.DEPLOY, "k1", 5))).doesNotThrowAnyException();
    assertThatCode(() -> history.see(order(Action.DEPLOY, "k2", 1))).doesNotThrowAnyException();
  }

  @Test
  void theWayBackCountsItsAttemptsByItself() {
    history.see(order(Action.DEPLOY, "k1", 5));

    assertThatCode(() -> history.see(order(Action.REVERT, "k1", 1))).doesNotThrowAnyException();
  }

  @Test
  void anOrderIsDoneForItsOwnActionAndKeyOnly() {
    history.finish(order(Action.DEPLOY, "k1", 1));

    assertThat(history.isDone(order(Action.DEPLOY, "k1", 2))).isTrue();
    assertThat(history.isDone(order(Action.REVERT, "k1", 2))).isFalse();
    assertThat(history.isDone(order(Action.DEPLOY, "k2", 2))).isFalse();
  }

  @Test
  void remembersTheVersionBeforeAChangeFirstTouchedIt() {
    history.touch("release-1", "v1");
    history.touch("release-1", "v2");
    history.touch("release-2", "v3");

    assertThat(history.versionBefore("release-1")).contains("v1");
    assertThat(history.versionBefore("release-2")).contains("v3");
    assertThat(history.versionBefore("release-3")).isEmpty();
    assertThat(history.changedBy()).isEqualTo("release-2");
  }

  @Test
  void aBusySlotIsNotTakenByAnotherThread() throws InterruptedException {
    assertThat(history.takeTurn("release-1", Duration.ZERO)).isTrue();
    boolean[] taken = {true};
    Thread other =
        Thread.ofVirtual()
            .start(() -> {
              try {
                taken[0] = history.takeTurn("release-2", Duration.ofMillis(1));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    other.join();

    assertThat(taken[0]).isFalse();
    assertThat(history.changing()).isEqualTo("release-1");
    history.endTurn();
    assertThat(history.changing()).isEmpty();
  }

  private static DeployOrder order(Action action, String key, long fence) {
    return new DeployOrder(
        action, "release-1", "checkout-a-1", "v2", key, fence, Duration.ofSeconds(1));
  }
}
