package dev.sluice.activities.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.subdomain.Direction;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SlotAssignmentTest {
  private static final Deployment V1 = Workloads.deployment("app:v1", 4);

  @Test
  void orderedSlotsShowTheNewPodsAndOthersTheOld() {
    Deployment held = ordered(2);
    WorkloadView view = Workloads.view(held, set(held, 2), old(2));
    assertThat(images(view)).isEqualTo("app:v2 app:v2 app:v1 app:v1");
  }

  @Test
  void aSlotWhoseNewPodIsMissingDoesNotClaimIt() {
    Deployment held = ordered(2);
    WorkloadView view = Workloads.view(held, set(held, 1), old(2));
    assertThat(images(view)).isEqualTo("app:v2 - app:v1 app:v1");
  }

  @Test
  void aNewPodTooManyShowsAtTheLastSlot() {
    Deployment held = ordered(2);
    WorkloadView view = Workloads.view(held, set(held, 3), old(1));
    assertThat(images(view)).isEqualTo("app:v2 app:v2 app:v1 app:v2");
  }

  @Test
  void aSlotOnItsWayBackDoesNotArriveWithThePodOfAnother() {
    Deployment held = ordered(2);
    Draft draft = new Draft(Workloads.view(held, set(held, 2), old(2)));
    draft.order(Workloads.order("c1", 0, "app:v2"), Direction.REVERT, TargetName.numbered(0));
    WorkloadView view = Workloads.view(draft.write(), set(held, 1), old(2));
    assertThat(images(view)).isEqualTo("- app:v2 app:v1 app:v1");
  }

  private static Deployment ordered(int count) {
    Draft draft = new Draft(Workloads.view(V1, old(4)));
    for (int slot = 0; slot < count; slot++) {
      draft.order(
          Workloads.order("c1", slot, "app:v2"), Direction.APPLY, TargetName.numbered(slot));
    }
    return (Deployment) draft.write();
  }

  private static ReplicaSet old(int replicas) {
    return Workloads.set("old", V1.getSpec().getTemplate(), replicas);
  }

  private static ReplicaSet set(Deployment of, int replicas) {
    return Workloads.set("new", of.getSpec().getTemplate(), replicas);
  }

  private static String images(WorkloadView view) {
    return String.join(
        " ",
        view.standings().values().stream()
            .map(it ->
                it.actual() == null ? "-" : Objects.requireNonNull(it.actual()).images().get("app"))
            .toList());
  }
}
