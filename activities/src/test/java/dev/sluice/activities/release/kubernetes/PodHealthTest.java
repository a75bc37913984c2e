package dev.sluice.activities.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PodHealthTest {
  private static final Instant START = Instant.parse(Workloads.START);

  @Test
  void servesOnceItWasReadyLongEnough() {
    assertThat(health(pod(true), 10, 9)).isInstanceOf(PodHealth.Underway.class);
    assertThat(health(pod(true), 10, 10)).isInstanceOf(PodHealth.Serving.class);
  }

  @Test
  void oneThatIsEndingDoesNotServe() {
    Pod ending =
        new PodBuilder(pod(true))
            .editMetadata()
            .withDeletionTimestamp(Workloads.START)
            .endMetadata()
            .build();
    assertThat(health(ending, 0, 1).words()).contains("is ending");
  }

  @Test
  void crashingAgainAndAgainIsNotWaitedFor() {
    PodHealth health = health(waiting("CrashLoopBackOff", 3), 0, 1);
    assertThat(health).isInstanceOf(PodHealth.CrashLoop.class);
    assertThat(health.words()).contains("3 restarts").contains("exit code 1");
    assertThat(health(waiting("CrashLoopBackOff", 1), 0, 1)).isInstanceOf(PodHealth.Underway.class);
  }

  @Test
  void anImageMayFailToBePulledForAWhile() {
    assertThat(health(waiting("ImagePullBackOff", 0), 0, 59))
        .isInstanceOf(PodHealth.Underway.class);
    assertThat(health(waiting("ErrImagePull", 0), 0, 61)).isInstanceOf(PodHealth.Lacking.class);
    assertThat(health(waiting("InvalidImageName", 0), 0, 1)).isInstanceOf(PodHealth.Lacking.class);
  }

  @Test
  void saysWhyItFindsNoNode() {
    Pod pod =
        new PodBuilder(pod(false))
            .editStatus()
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withMessage("0/20 nodes are available")
            .endCondition()
            .endStatus()
            .build();
    assertThat(health(pod, 0, 1).words()).contains("finds no node: 0/20 nodes");
  }

  private static PodHealth health(@Nullable Pod pod, int minReady, int after) {
    return PodHealth.of(pod, minReady, Duration.ofMinutes(1), START.plusSeconds(after));
  }

  private static Pod pod(boolean ready) {
    return Workloads.pod("p", "s", Workloads.template("app:v1"), ready);
  }

  private static Pod waiting(String reason, int restarts) {
    return new PodBuilder(pod(false))
        .editStatus()
        .withStartTime(Workloads.START)
        .addNewContainerStatus()
        .withName("app")
        .withRestartCount(restarts)
        .withNewState()
        .withNewWaiting()
        .withReason(reason)
        .endWaiting()
        .endState()
        .withNewLastState()
        .withNewTerminated()
        .withExitCode(1)
        .endTerminated()
        .endLastState()
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
