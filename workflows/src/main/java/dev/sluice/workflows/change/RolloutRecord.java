package dev.sluice.workflows.change;

import dev.sluice.domain.ledger.Chronicle;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.Memory;
import dev.sluice.domain.ledger.Overridden;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.ChronicleState;
import dev.sluice.workflows.ledger.LedgerBook;
import dev.sluice.workflows.wire.MemoryWire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells the ledger of a rollout. A step tells only its verdicts, as those of its change. */
final class RolloutRecord {
  private final ChangeInput input;
  private final ChangePage page;
  private final Chronicle chronicle;
  private final LedgerBook book;

  RolloutRecord(ChangePage page) {
    input = page.input();
    this.page = page;
    chronicle = new Chronicle(input.getRequester(), page.beginning().memory());
    book = page.book();
  }

  /** The change whose entries a rollout's are. */
  static String changeOf(ChangeInput input) {
    return input.hasStepOf() ? input.getStepOf().getChangeId() : input.getChangeId();
  }

  void planned(Plan plan) {
    if (!input.hasStepOf()) {
      page.register(plan);
    }
  }

  void recorded(RolloutEvent event, RolloutState before, RolloutState after) {
    Instant now = ChangePage.now();
    List<Content> contents = chronicle.told(event, before, after, now);
    book.add(input.hasStepOf() ? verdicts(contents) : contents, now);
    if (isMilestone(event)) {
      book.flush();
    }
  }

  private static List<Content> verdicts(List<Content> contents) {
    return contents.stream()
        .filter(content -> content instanceof Judged || content instanceof Overridden)
        .toList();
  }

  /** What must not wait for the end; the rest goes with it, so that a change costs few calls. */
  private static boolean isMilestone(RolloutEvent event) {
    return event instanceof RolloutEvent.Held
        || event instanceof RolloutEvent.Suspended
        || event instanceof RolloutEvent.ApprovalAsked
        || event instanceof RolloutEvent.RollbackBegun
        || event instanceof RolloutEvent.WatchBegun;
  }

  void stageBaked(Duration baked) {
    chronicle.baked(baked);
  }

  void close() {
    book.close();
  }

  Memory memory() {
    return chronicle.memory();
  }

  ChronicleState state() {
    return MemoryWire.toProto(chronicle.memory()).setLastKey(book.last()).build();
  }
}
