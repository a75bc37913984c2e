package dev.sluice.workflows.wire;

import dev.sluice.domain.notify.Escalation;
import dev.sluice.domain.notify.Notice;
import dev.sluice.proto.history.v1.NoticeRoute;
import java.util.List;

/** Notices and their schedule, as they stand in a history. */
public final class NoticeWire {
  private NoticeWire() {}

  public static dev.sluice.proto.history.v1.Notice toProto(Notice notice) {
    return dev.sluice.proto.history.v1.Notice.newBuilder()
        .setWhat(notice.what().name())
        .setChangeId(notice.changeId())
        .setTitle(notice.title())
        .addAllServices(notice.services())
        .setRequester(notice.requester())
        .setRisk(notice.risk())
        .setWhy(notice.why())
        .setWaitsFor(notice.waitsFor())
        .setSince(TimeWire.toProto(notice.since()))
        .addAllCommands(notice.commands())
        .build();
  }

  public static Notice toDomain(dev.sluice.proto.history.v1.Notice notice) {
    return new Notice(
        Notice.What.valueOf(notice.getWhat()),
        notice.getChangeId(),
        notice.getTitle(),
        notice.getServicesList(),
        notice.getRequester(),
        notice.getRisk(),
        notice.getWhy(),
        notice.getWaitsFor(),
        TimeWire.toDomain(notice.getSince()),
        notice.getCommandsList());
  }

  public static NoticeRoute route(List<String> channels, Escalation escalation) {
    return NoticeRoute.newBuilder()
        .addAllChannels(channels)
        .setRemindEvery(TimeWire.toProto(escalation.remindEvery()))
        .setEscalateAfter(TimeWire.toProto(escalation.escalateAfter()))
        .setMostReminders(escalation.mostReminders())
        .build();
  }

  public static Escalation escalation(NoticeRoute route) {
    return new Escalation(
        TimeWire.toDomain(route.getRemindEvery()),
        TimeWire.toDomain(route.getEscalateAfter()),
        route.getMostReminders());
  }
}
