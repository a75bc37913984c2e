package dev.sluice.workflows.notify;

import dev.sluice.domain.notify.Escalation;
import dev.sluice.domain.notify.Notice;
import dev.sluice.domain.rollout.Words;
import dev.sluice.proto.history.v1.NoticeDelivery;
import dev.sluice.proto.history.v1.NoticeInput;
import dev.sluice.proto.history.v1.NoticeRoute;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.wire.NoticeWire;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Delivers the first notice, then waits on durable timers for the next. Its history is bounded by
 * the most reminders times the most channels.
 */
public final class NoticeWorkflowImpl implements NoticeWorkflow {
  private final List<Promise<Boolean>> underway = new ArrayList<>();
  private int told;

  @Override
  public void run(NoticeInput input) {
    Notice notice = NoticeWire.toDomain(input.getNotice());
    try {
      long begun = Workflow.currentTimeMillis();
      Escalation escalation = tell(notice);
      if (input.getWaits()) {
        for (Escalation.Due due : escalation.schedule()) {
          await(due, begun);
          tell(notice.again(due.what()));
        }
      }
      Promise.allOf(underway).get();
    } catch (CanceledFailure over) {
      // Nobody is waited for any more: what was not told yet is no longer true.
      return;
    } catch (ActivityFailure failure) {
      if (failure.getCause() instanceof CanceledFailure) {
        return;
      }
      throw failure;
    }
  }

  private static void await(Escalation.Due due, long begun) {
    Duration passed = Duration.ofMillis(Workflow.currentTimeMillis() - begun);
    Duration left = due.after().minus(passed);
    if (left.isPositive()) {
      String summary =
          switch (due.what()) {
            case ESCALATION -> "tell others if it still waits after ";
            case WAITS_FOR_APPROVAL,
                HELD,
                REMINDER,
                SUSPENDED,
                WOKEN,
                ROLLED_BACK,
                ROLLBACK_FAILED,
                ENDED,
                UNREGISTERED ->
                "remind if it still waits after ";
          };
      TimerOptions named =
          TimerOptions.newBuilder().setSummary(summary + Words.of(due.after())).build();
      Workflow.newTimer(left, named).get();
    }
  }

  /** Does not wait for the deliveries: one channel must not hold up another, nor a reminder. */
  private Escalation tell(Notice notice) {
    NoticeRoute route = route(notice);
    told++;
    for (String channel : route.getChannelsList()) {
      NotifyActivities activities =
          Workflow.newActivityStub(
              NotifyActivities.class,
              ActivityLimits.telling("tell %s: %s".formatted(channel, notice.what())));
      NoticeDelivery delivery =
          NoticeDelivery.newBuilder()
              .setChannel(channel)
              .setNotice(NoticeWire.toProto(notice))
              .setDeliveryId(
                  "%s/%d/%s".formatted(Workflow.getInfo().getWorkflowId(), told, channel))
              .build();
      underway.add(
          Async.procedure(activities::deliver, delivery).handle((_, failure) -> failure == null));
    }
    return NoticeWire.escalation(route);
  }

  private static NoticeRoute route(Notice notice) {
    NotifyActivities activities =
        Workflow.newActivityStub(
            NotifyActivities.class, ActivityLimits.telling("who is told: " + notice.what()));
    return activities.route(NoticeWire.toProto(notice));
  }
}
