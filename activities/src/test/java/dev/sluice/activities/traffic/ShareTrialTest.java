package dev.sluice.activities.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ShareTrialTest {
  @Test
  void nearSharesTakeMoreRequestsToTellApart() {
    assertThat(new ShareTrial(0, 1).needed()).isEqualTo(ShareTrial.FEWEST);
    assertThat(new ShareTrial(0, 0.2).needed()).isBetween(20, 25);
    assertThat(new ShareTrial(0.2, 0).needed()).isBetween(30, 35);
    assertThat(new ShareTrial(0.1, 0.2).needed()).isBetween(200, 400);
    assertThat(new ShareTrial(0.20, 0.21).needed()).isBetween(40_000, 60_000);
    assertThat(new ShareTrial(0.2, 0.2001).needed()).isGreaterThan(ShareTrial.MOST);
  }

  @Test
  void oneRequestToAVersionThatShouldHaveNoneIsTooMany() {
    assertThat(new ShareTrial(0.2, 0).fits(10_000, 0)).isTrue();
    assertThat(new ShareTrial(0.2, 0).fits(10_000, 1)).isFalse();
    assertThat(new ShareTrial(0.2, 1).fits(10_000, 9_999)).isFalse();
  }

  @Test
  void takesTheOldShareForTheNewOneLessThanOnceInAThousand() {
    ShareTrial trial = new ShareTrial(0.1, 0.2);
    int requests = trial.needed();
    Random random = new Random(7);
    int wrong = 0;
    int missed = 0;
    for (int i = 0; i < 2_000; i++) {
      wrong += trial.differs(requests, reached(random, requests, 0.1)) ? 1 : 0;
      int asked = reached(random, requests, 0.2);
      missed += trial.differs(requests, asked) && trial.fits(requests, asked) ? 0 : 1;
    }
    assertThat(wrong).isLessThanOrEqualTo(8);
    assertThat(missed).isLessThanOrEqualTo(40);
  }

  private static int reached(Random random, int requests, double share) {
    int reached = 0;
    for (int i = 0; i < requests; i++) {
      reached += random.nextDouble() < share ? 1 : 0;
    }
    return reached;
  }
}
