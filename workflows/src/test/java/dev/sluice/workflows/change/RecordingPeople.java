package dev.sluice.workflows.change;

import dev.sluice.domain.notify.Escalation;
import dev.sluice.domain.notify.Notice.What;
import dev.sluice.proto.history.v1.Notice;
import dev.sluice.proto.history.v1.NoticeDelivery;
import dev.sluice.proto.history.v1.NoticeRoute;
import dev.sluice.workflows.notify.NotifyActivities;
import dev.sluice.workflows.wire.NoticeWire;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A team and its duty desk, who write down what they are told. */
public final class RecordingPeople implements NotifyActivities {
  static final Duration REMIND = Duration.ofMinutes(10);
  static final Duration ESCALATE = Duration.ofMinutes(25);

  final List<NoticeDelivery> told = new CopyOnWriteArrayList<>();
  volatile boolean unreachable;

  @Override
  public NoticeRoute route(Notice notice) {
    boolean escalates = notice.getWhat().equals(What.ESCALATION.name());
    return NoticeWire.route(
        List.of(escalates ? "duty" : "team"), new Escalation(REMIND, ESCALATE, 3));
  }

  @Override
  public void deliver(NoticeDelivery delivery) {
    if (unreachable) {
      throw ApplicationFailure.newFailure("nobody answers", "UNREACHABLE");
    }
    told.add(delivery);
  }

  /** Waits in real time: a change that has ended lets none be skipped. */
  void awaitTold(int notices) throws InterruptedException {
    for (int i = 0; i < 200 && told.size() < notices; i++) {
      Thread.sleep(50);
    }
  }

  /** Channel and what, in the order they came. */
  List<String> words() {
    return told.stream().map(one -> one.getChannel() + " " + one.getNotice().getWhat()).toList();
  }
}
