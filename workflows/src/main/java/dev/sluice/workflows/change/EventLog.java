package dev.sluice.workflows.change;

import dev.sluice.proto.history.v1.Events;
import dev.sluice.proto.history.v1.EventsQuery;
import dev.sluice.proto.v1.ChangeEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest events of a change, numbered without gaps, for whoever watches it. */
final class EventLog {
  private static final int KEPT = 500;
  private static final int PAGE = 100;

  private final Deque<ChangeEvent> events = new ArrayDeque<>();
  private long last;

  EventLog() {}

  /** Goes on from an earlier run. */
  EventLog(List<ChangeEvent> kept, long last) {
    events.addAll(kept);
    this.last = last;
  }

  void add(ChangeEvent.Builder event) {
    last++;
    events.addLast(event.setSequence(last).build());
    if (events.size() > KEPT) {
      events.removeFirst();
    }
  }

  long last() {
    return last;
  }

  List<ChangeEvent> newest(int count) {
    return events.stream().skip(Math.max(0, events.size() - count)).toList();
  }

  Events after(EventsQuery query, boolean ended) {
    int limit = query.getLimit() <= 0 ? PAGE : Math.min(PAGE, query.getLimit());
    List<ChangeEvent> found =
        events.stream()
            .filter(event -> event.getSequence() > query.getAfter())
            .limit(limit)
            .toList();
    boolean complete = found.isEmpty() || found.getLast().getSequence() == last;
    return Events.newBuilder()
        .addAllEvents(found)
        .setEnded(ended && complete)
        .setFirstKept(events.isEmpty() ? 1 : events.getFirst().getSequence())
        .build();
  }
}
