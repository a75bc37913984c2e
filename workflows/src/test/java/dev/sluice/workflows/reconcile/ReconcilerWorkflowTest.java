package dev.sluice.workflows.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proto.history.v1.EndOrder;
import dev.sluice.proto.history.v1.EndSight;
import dev.sluice.proto.history.v1.Lookouts;
import dev.sluice.proto.history.v1.MissedVersion;
import dev.sluice.proto.history.v1.Notice;
import dev.sluice.proto.history.v1.NoticeDelivery;
import dev.sluice.proto.history.v1.NoticeRoute;
import dev.sluice.proto.history.v1.ReconcilerInput;
import dev.sluice.proto.history.v1.ReconcilerPace;
import dev.sluice.proto.history.v1.VersionOrder;
import dev.sluice.proto.history.v1.VersionSight;
import dev.sluice.workflows.TaskQueues;
import dev.sluice.workflows.notify.NoticeWorkflowImpl;
import dev.sluice.workflows.notify.NotifyActivities;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcilerWorkflowTest {
  private static final Instant SINCE = Instant.parse("2026-03-02T10:00:00Z");

  private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
  private final AtomicInteger looks = new AtomicInteger();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private volatile boolean hostsAreAway;
  private final WorkflowStub reconciler = stub();

  @BeforeEach
  void begin() {
    Worker worker = environment.newWorker(TaskQueues.CHANGES);
    worker.registerWorkflowImplementationTypes(
        ReconcilerWorkflowImpl.class, NoticeWorkflowImpl.class);
    worker.registerActivitiesImplementations(new Eyes(), new People());
    environment.start();
  }

  @AfterEach
  void end() {
    environment.close();
  }

  private final class Eyes implements ReconcileActivities {
    @Override
    public Lookouts lookouts() {
      return Lookouts.newBuilder().addSubDomains("fleet").addSubDomains("host").build();
    }

    @Override
    public VersionSight look(VersionOrder order) {
      if (order.getSubDomain().equals("host") && hostsAreAway) {
        throw ApplicationFailure.newNonRetryableFailure("no host answers", "AWAY");
      }
      VersionSight.Builder sight =
          VersionSight.newBuilder()
              .setSubDomain(order.getSubDomain())
              .setTime(TimeWire.toProto(SINCE))
              .setTargets(10)
              .setTold(order.getSubDomain().equals("host") ? 0 : 10)
              .setServices(2);
      if (order.getSubDomain().equals("fleet")) {
        looks.incrementAndGet();
        sight.addMissed(
            MissedVersion.newBuilder()
                .setChange("missed-checkout-1")
                .setSubDomain("fleet")
                .setService("checkout")
                .setVersion("v9")
                .setTargets(3)
                .setSince(TimeWire.toProto(SINCE)));
      }
      return sight.build();
    }

    @Override
    public EndSight ends(EndOrder order) {
      return EndSight.newBuilder().setTime(TimeWire.toProto(SINCE)).addWritten("c-1").build();
    }
  }

  private final class People implements NotifyActivities {
    @Override
    public NoticeRoute route(Notice notice) {
      return NoticeRoute.newBuilder()
          .addChannels("duty")
          .setRemindEvery(TimeWire.toProto(Duration.ofHours(1)))
          .setEscalateAfter(TimeWire.toProto(Duration.ofHours(1)))
          .build();
    }

    @Override
    public void deliver(NoticeDelivery delivery) {
      told.add(delivery.getNotice().getWhat() + " " + delivery.getNotice().getTitle());
    }
  }

  private WorkflowStub stub() {
    WorkflowClient client = environment.getWorkflowClient();
    return client.newUntypedWorkflowStub(
        ReconcilerWorkflow.TYPE,
        WorkflowOptions.newBuilder()
            .setWorkflowId(ReconcilerWorkflow.ID)
            .setTaskQueue(TaskQueues.CHANGES)
            .build());
  }

  private static ReconcilerPace pace(Duration every) {
    return ReconcilerPace.newBuilder().setEvery(TimeWire.toProto(every)).setNotifies(true).build();
  }

  private void start() {
    reconciler.start(ReconcilerInput.newBuilder().setPace(pace(Duration.ofMinutes(5))).build());
  }

  @Test
  void looksAgainAndAgainAndTellsPeopleOnce() {
    start();
    environment.sleep(Duration.ofMinutes(21));
    assertThat(looks).hasValue(5);
    assertThat(told).containsExactly("UNREGISTERED checkout runs v9 on 3 targets");
  }

  @Test
  void doesTheSameWhenItsHistoryIsReplayed() throws Exception {
    hostsAreAway = true;
    start();
    environment.sleep(Duration.ofMinutes(21));
    WorkflowReplayer.replayWorkflowExecution(
        environment.getWorkflowClient().fetchHistory(ReconcilerWorkflow.ID),
        ReconcilerWorkflowImpl.class);
  }

  @Test
  void goesOnInNewRunsForAsLongAsItIsLeftTo() {
    start();
    environment.sleep(Duration.ofDays(3));
    assertThat(looks.get()).isBetween(860, 870);
    assertThat(told).hasSize(1);
  }

  @Test
  void looksAtTheOthersWhereOneIsAway() {
    hostsAreAway = true;
    start();
    environment.sleep(Duration.ofMinutes(6));
    assertThat(looks).hasValue(2);
  }

  @Test
  void anotherPaceHoldsFromThenOnAndNoneEndsIt() {
    start();
    environment.sleep(Duration.ofMinutes(1));
    reconciler.signal(ReconcilerWorkflow.PACE, pace(Duration.ofMinutes(1)));
    environment.sleep(Duration.ofSeconds(210));
    assertThat(looks.get()).isBetween(4, 5);
    reconciler.signal(ReconcilerWorkflow.PACE, ReconcilerPace.getDefaultInstance());
    reconciler.getResult(Void.class);
  }

  @Test
  void itsDetailsSayWhatItSawLastAndWhatItCouldNotSee() {
    VersionSight seen = new Eyes().look(VersionOrder.newBuilder().setSubDomain("fleet").build());
    VersionSight away =
        VersionSight.newBuilder().setSubDomain("host").setTrouble("no host answers").build();
    VersionSight silent =
        VersionSight.newBuilder()
            .setSubDomain("traffic")
            .setTime(TimeWire.toProto(SINCE))
            .setTargets(4)
            .build();
    String page =
        ReconcilerDetails.markdown(
            Duration.ofMinutes(5),
            "",
            List.of(seen, away, silent),
            new Eyes().ends(EndOrder.getDefaultInstance()));
    assertThat(page)
        .contains("### 1 unregistered changes lately")
        .contains(
            "- `sluice ledger list --change missed-checkout-1` 2026-03-02 10:00:00: checkout runs v9 on 3 targets")
        .contains("- fleet: 2026-03-02 10:00:00, 10 targets of 2 services, 10 tell their version")
        .contains("- host: never seen; not now: no host answers")
        .contains("none of 4 targets tells its version: nothing to compare")
        .contains("- `sluice ledger list --change c-1` got its end");
  }
}
