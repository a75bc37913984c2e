package dev.sluice.workflows.notify;

import dev.sluice.proto.history.v1.Notice;
import dev.sluice.proto.history.v1.NoticeDelivery;
import dev.sluice.proto.history.v1.NoticeRoute;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Reaches people. */
@ActivityInterface
public interface NotifyActivities {
  /** Says which channels a notice is for; none where nobody wants it. */
  @ActivityMethod(name = "RouteNotice")
  NoticeRoute route(Notice notice);

  /** Tells one channel. Called again with the same delivery id, it may tell it twice. */
  @ActivityMethod(name = "Notify")
  void deliver(NoticeDelivery delivery);
}
