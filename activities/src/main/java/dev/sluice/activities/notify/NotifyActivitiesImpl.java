package dev.sluice.activities.notify;

import dev.sluice.domain.notify.Notice;
import dev.sluice.proto.history.v1.NoticeDelivery;
import dev.sluice.proto.history.v1.NoticeRoute;
import dev.sluice.workflows.notify.NotifyActivities;
import dev.sluice.workflows.wire.NoticeWire;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells channels for workflows. Each try is counted, by channel and what came of it. */
public final class NotifyActivitiesImpl implements NotifyActivities {
  /** The counter's name. */
  public static final String METER = "sluice_notices";

  private static final Logger LOG = LoggerFactory.getLogger(NotifyActivitiesImpl.class);

  private final Webhooks webhooks;
  private final ToIntFunction<String> tierOf;
  private final UnaryOperator<String> linkOf;
  private final MeterRegistry meters;

  /**
   * @param tierOf a service's tier, 0 where it is not declared
   * @param linkOf a change's page, empty where there is none
   */
  public NotifyActivitiesImpl(
      Webhooks webhooks,
      ToIntFunction<String> tierOf,
      UnaryOperator<String> linkOf,
      MeterRegistry meters) {
    this.webhooks = webhooks;
    this.tierOf = tierOf;
    this.linkOf = linkOf;
    this.meters = meters;
  }

  @Override
  public NoticeRoute route(dev.sluice.proto.history.v1.Notice stored) {
    Notice notice = NoticeWire.toDomain(stored);
    List<String> names =
        webhooks.channels().all().stream()
            .filter(channel -> channel.wants(notice, tierOf))
            .map(Channel::name)
            .toList();
    return NoticeWire.route(names, webhooks.channels().escalation());
  }

  @Override
  public void deliver(NoticeDelivery delivery) {
    Notice notice = NoticeWire.toDomain(delivery.getNotice());
    String channel = delivery.getChannel();
    Webhooks.Answer answer =
        webhooks.post(channel, notice, delivery.getDeliveryId(), linkOf.apply(notice.changeId()));
    switch (answer) {
      case Webhooks.Answer.Delivered _ -> count(channel, "delivered");
      case Webhooks.Answer.Passing passing -> {
        count(channel, "failed");
        throw ApplicationFailure.newFailure(
            "channel %s: %s".formatted(channel, passing.words()), "CHANNEL_UNAVAILABLE");
      }
      case Webhooks.Answer.Refused refused -> {
        count(channel, "given_up");
        LOG.warn(
            "channel {}: {}; {} of {} is not told there",
            channel,
            refused.words(),
            notice.what(),
            notice.changeId());
        throw ApplicationFailure.newNonRetryableFailure(
            "channel %s: %s".formatted(channel, refused.words()), "CHANNEL_REFUSED");
      }
    }
  }

  private void count(String channel, String result) {
    meters.counter(METER, "channel", channel, "result", result).increment();
  }
}
