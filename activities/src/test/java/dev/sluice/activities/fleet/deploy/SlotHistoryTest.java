package dev.sluice.activities.fleet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.fleet.deploy.DeployOrder.Action;
import dev.sluice.domain.subdomain.Direction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlotHistoryTest {
  private final SlotHistory history = new SlotHistory();

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

  @Test
  void aChangeWhoseOrderDidNotComeToItsEndIsStillAtWork() {
    var order =
        new DeployOrder(
            Action.DEPLOY, "release-1", "checkout-a-1", "v2", "k1", 1, Duration.ofSeconds(1));
    history.write(history.book().ordered(order.inBook(), Direction.APPLY, "v1"));

    assertThat(history.changing()).isEqualTo("release-1");
    history.write(history.book().done("release-1"));
    assertThat(history.changing()).isEmpty();
  }
}
