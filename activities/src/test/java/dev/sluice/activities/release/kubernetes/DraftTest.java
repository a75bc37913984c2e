package dev.sluice.activities.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.TargetOrder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DraftTest {
  private static final Deployment V1 = Workloads.deployment("app:v1", 10);
  private static final ReplicaSet OLD = Workloads.set("old", V1.getSpec().getTemplate(), 10);

  @Test
  void aBatchIsOneWriteThatAllowsJustItsSlotsToMove() {
    Draft draft = new Draft(Workloads.view(V1, OLD));
    for (int slot = 0; slot < 3; slot++) {
      assertThat(apply(draft, "c1", slot, "app:v2")).isEqualTo(Effect.APPLIED);
    }
    Deployment next = written(draft);

    assertThat(next.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage())
        .isEqualTo("app:v2");
    assertThat(moved(next)).isEqualTo(3);
    assertThat(next.getSpec().getMinReadySeconds()).isGreaterThan(2_000_000_000);
    assertThat(next.getMetadata().getLabels()).containsEntry("sluice.dev/change", "c1");
    assertThat(next.getSpec().getPaused()).isNull();
  }

  @Test
  void slotsOnTheirWayKeepTheirOldPodsAsFarAsTheOwnersSurgeAllows() {
    Draft draft = new Draft(Workloads.view(V1, OLD));
    for (int slot = 0; slot < 5; slot++) {
      assertThat(apply(draft, "c1", slot, "app:v2")).isEqualTo(Effect.APPLIED);
    }
    Deployment next = written(draft);

    assertThat(surge(next)).as("a quarter of ten, rounded up").isEqualTo(3);
    assertThat(unavailable(next)).isEqualTo(2);
  }

  @Test
  void anOldPodEndsOnceTheNewOneOfItsSlotServes() {
    Deployment held = held(3);
    Draft draft = new Draft(Workloads.view(held, set(held, 3), OLD));
    for (int slot = 0; slot < 2; slot++) {
      draft.arrived(order("c1", slot, "app:v2"), Direction.APPLY, TargetName.numbered(slot));
    }
    Deployment next = written(draft);

    assertThat(surge(next)).isEqualTo(1);
    assertThat(unavailable(next)).isEqualTo(2);
  }

  @Test
  void anOwnerWhoAllowsNoSurgeGetsNone() {
    Deployment careful =
        new DeploymentBuilder(V1)
            .editSpec()
            .withNewStrategy()
            .withType("RollingUpdate")
            .withNewRollingUpdate()
            .withMaxSurge(new IntOrString(0))
            .withMaxUnavailable(new IntOrString(1))
            .endRollingUpdate()
            .endStrategy()
            .endSpec()
            .build();
    Draft draft = new Draft(Workloads.view(careful, OLD));
    assertThat(apply(draft, "c1", 0, "app:v2")).isEqualTo(Effect.APPLIED);

    assertThat(surge(written(draft))).isZero();
  }

  @Test
  void onTheWayBackBadPodsEndAtOnce() {
    Deployment held = held(3);
    Draft draft = new Draft(Workloads.view(held, set(held, 3), shrunk(7)));
    assertThat(revert(draft, "c1", 2)).isEqualTo(Effect.APPLIED);

    assertThat(surge(written(draft))).isZero();
  }

  @Test
  void theSameOrderAgainChangesNothing() {
    Deployment held = held(3);
    Draft draft = new Draft(Workloads.view(held, set(held, 3), shrunk(7)));
    assertThat(apply(draft, "c1", 1, "app:v2")).isEqualTo(Effect.ALREADY_THERE);
    assertThat(draft.isChanged() && moved(written(draft)) != 3).isFalse();
  }

  @Test
  void givesTheWorkloadItsOwnWayBackOnceAllSlotsArrived() {
    Deployment held = held(10);
    Draft draft = new Draft(Workloads.view(held, set(held, 10), shrunk(0)));
    for (int slot = 0; slot < 10; slot++) {
      draft.arrived(order("c1", slot, "app:v2"), Direction.APPLY, TargetName.numbered(slot));
    }
    Deployment next = written(draft);

    assertThat(next.getSpec().getStrategy()).isEqualTo(V1.getSpec().getStrategy());
    assertThat(next.getSpec().getMinReadySeconds()).isNull();
    assertThat(next.getMetadata().getAnnotations()).doesNotContainKey(Workload.HOLD);
  }

  @Test
  void pausesWhileTheWayIsTurnedSoThatNoSlotTooManyGoesBack() {
    Deployment held = held(3);
    ReplicaSet old = shrunk(7);
    Draft draft = new Draft(Workloads.view(held, set(held, 3), old));
    assertThat(revert(draft, "c1", 2)).isEqualTo(Effect.APPLIED);
    Deployment turning = written(draft);

    assertThat(turning.getSpec().getTemplate()).isEqualTo(V1.getSpec().getTemplate());
    assertThat(turning.getSpec().getPaused()).isTrue();
    assertThat(moved(turning)).isEqualTo(8);

    WorkloadView unseen = Workloads.view(turning, set(held, 3), old);
    Draft early = new Draft(unseen);
    early.settle();
    assertThat(early.isChanged()).isFalse();
  }

  @Test
  void findsAnEditInTheMiddleAndLeavesIt() {
    Deployment edited =
        new DeploymentBuilder(held(3))
            .editSpec()
            .editTemplate()
            .editSpec()
            .withNodeName("n")
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();
    Draft draft = new Draft(Workloads.view(edited, set(edited, 3), shrunk(7)));
    assertThatThrownBy(() -> apply(draft, "c1", 4, "app:v2")).hasMessageContaining("was edited");
    assertThatThrownBy(() -> revert(draft, "c1", 2)).hasMessageContaining("was edited");
    assertThat(draft.isChanged()).isFalse();
  }

  @Test
  void aWayBackThatFindsNothingIsRememberedAndHidesNoEdit() {
    Draft untouched = new Draft(Workloads.view(V1, OLD));
    assertThat(revert(untouched, "c1", 4)).isEqualTo(Effect.ALREADY_THERE);
    Deployment noted = written(untouched);
    assertThat(noted.getSpec()).isEqualTo(V1.getSpec());
    Draft late = new Draft(Workloads.view(noted, OLD));
    assertThatThrownBy(() -> apply(late, "c1", 4, "app:v2")).hasMessageContaining("taken back");

    Deployment edited =
        new DeploymentBuilder(held(3)).editSpec().withRevisionHistoryLimit(2).endSpec().build();
    Draft draft = new Draft(Workloads.view(edited, set(edited, 3), shrunk(7)));
    assertThat(revert(draft, "c2", 4)).isEqualTo(Effect.ALREADY_THERE);
    Deployment next = written(draft);
    assertThat(Workloads.view(next, set(next, 3), shrunk(7)).isEdited()).isTrue();
  }

  @Test
  void whatWasLeftAloneIsOfTheTemplateThatCameSince() {
    Draft untouched = new Draft(Workloads.view(V1, OLD));
    assertThat(revert(untouched, "c1", 4)).isEqualTo(Effect.ALREADY_THERE);
    Deployment since =
        new DeploymentBuilder(written(untouched))
            .editSpec()
            .withTemplate(Workloads.template("app:v2"))
            .endSpec()
            .build();
    Draft draft = new Draft(Workloads.view(since, set(since, 10)));
    assertThat(apply(draft, "c2", 0, "app:v1")).isEqualTo(Effect.APPLIED);
    assertThat(moved(written(draft))).isEqualTo(1);
  }

  @Test
  void anAutoscalerInTheMiddleIsNoEdit() {
    Deployment more = new DeploymentBuilder(held(3)).editSpec().withReplicas(12).endSpec().build();
    Draft draft = new Draft(Workloads.view(more, set(more, 3), shrunk(9)));
    assertThat(apply(draft, "c1", 11, "app:v2")).isEqualTo(Effect.APPLIED);
    assertThat(moved(written(draft))).isEqualTo(4);
  }

  @Test
  void podsThatCameUpWithAReleaseGoBackWithIt() {
    Deployment released =
        new DeploymentBuilder(done(held(10), 10)).editSpec().withReplicas(12).endSpec().build();
    WorkloadView view = Workloads.view(released, set(released, 12), shrunk(0));
    Standing newcomer = Objects.requireNonNull(view.standing(TargetName.numbered(11)));
    assertThat(newcomer.book().changedBy()).isEqualTo("c1");

    Draft draft = new Draft(view);
    assertThat(revert(draft, "c1", 11)).isEqualTo(Effect.APPLIED);
    assertThat(moved(written(draft))).isEqualTo(2);
  }

  @Test
  void doesNotBeginInAPausedHalfDoneOrRecreatedDeployment() {
    Deployment paused = new DeploymentBuilder(V1).editSpec().withPaused(true).endSpec().build();
    assertRefused(Workloads.view(paused, OLD), "is paused by somebody");
    ReplicaSet other = Workloads.set("other", Workloads.template("app:v0"), 2);
    assertRefused(Workloads.view(V1, shrunk(8), other), "another rollout");
    Deployment recreated =
        new DeploymentBuilder(V1)
            .editSpec()
            .withNewStrategy()
            .withType("Recreate")
            .endStrategy()
            .endSpec()
            .build();
    assertRefused(Workloads.view(recreated, OLD), "Recreate");
  }

  @Test
  void aSecondChangeMustNotMixAThirdVersionIn() {
    Deployment held = done(held(3), 3);
    Draft draft = new Draft(Workloads.view(held, set(held, 3), shrunk(7)));
    assertThatThrownBy(() -> apply(draft, "c2", 5, "app:v3"))
        .hasMessageContaining("runs two versions already");
    assertThat(apply(draft, "c2", 0, "app:v3")).isEqualTo(Effect.APPLIED);
  }

  private static void assertRefused(WorkloadView view, String why) {
    assertThatThrownBy(() -> apply(new Draft(view), "c1", 0, "app:v2")).hasMessageContaining(why);
  }

  /** Slots 0 to count-1 ordered to v2 by c1, and not known to have arrived. */
  private static Deployment held(int count) {
    Draft draft = new Draft(Workloads.view(V1, OLD));
    for (int slot = 0; slot < count; slot++) {
      apply(draft, "c1", slot, "app:v2");
    }
    return written(draft);
  }

  private static Deployment done(Deployment held, int count) {
    Draft draft = new Draft(Workloads.view(held, set(held, count), shrunk(10 - count)));
    for (int slot = 0; slot < count; slot++) {
      draft.arrived(order("c1", slot, "app:v2"), Direction.APPLY, TargetName.numbered(slot));
    }
    return written(draft);
  }

  private static ReplicaSet set(Deployment of, int replicas) {
    return Workloads.set("new", of.getSpec().getTemplate(), replicas);
  }

  private static ReplicaSet shrunk(int replicas) {
    return Workloads.set("old", V1.getSpec().getTemplate(), replicas);
  }

  private static TargetOrder order(String change, int slot, String image) {
    return Workloads.order(change, slot, image);
  }

  private static @Nullable Effect apply(Draft draft, String change, int slot, String image) {
    return draft.order(order(change, slot, image), Direction.APPLY, TargetName.numbered(slot));
  }

  private static @Nullable Effect revert(Draft draft, String change, int slot) {
    return draft.order(order(change, slot, "app:v2"), Direction.REVERT, TargetName.numbered(slot));
  }

  private static Deployment written(Draft draft) {
    return (Deployment) draft.write();
  }

  /** How many slots may have left their old revision. */
  private static int moved(Deployment deployment) {
    return surge(deployment) + unavailable(deployment);
  }

  private static int surge(Deployment deployment) {
    return Objects.requireNonNull(
        deployment.getSpec().getStrategy().getRollingUpdate().getMaxSurge().getIntVal());
  }

  private static int unavailable(Deployment deployment) {
    return Objects.requireNonNull(
        deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal());
  }
}
