package dev.sluice.workflows.ledger;

import dev.sluice.domain.ledger.Content;
import dev.sluice.proto.history.v1.LedgerEntries;
import dev.sluice.proto.history.v1.LedgerEntry;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.wire.LedgerWire;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a workflow has to say to the ledger. It never waits for it: entries are appended in their
 * order beside its work, and what the ledger did not take by the end goes on in a workflow of its
 * own.
 */
public final class LedgerBook {
  private static final int MOST_AT_A_TIME = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String change;
  private final String prefix;
  private final boolean keeps;
  private final List<LedgerEntry> waiting = new ArrayList<>();
  private List<LedgerEntry> onTheirWay = List.of();
  private long last;
  private int handingOver;

  /**
   * @param change whose entries they are
   * @param prefix of their keys, unique to who writes them
   * @param keeps false where no ledger is kept: then nothing is done
   * @param last number of the last entry of an earlier run; 0 for none
   */
  public LedgerBook(String change, String prefix, boolean keeps, long last) {
    this.change = change;
    this.prefix = prefix;
    this.keeps = keeps;
    this.last = last;
  }

  /** Number of the newest entry. */
  public long last() {
    return last;
  }

  /** Notes what is to be recorded; {@link #flush} sends it. */
  public void add(List<Content> contents, Instant now) {
    if (!keeps) {
      return;
    }
    for (Content content : contents) {
      last++;
      waiting.add(
          LedgerWire.entry(
              LedgerWire.toProto(content), prefix + "/" + last, TimeWire.toProto(now), change));
    }
  }

  /** Sends what was noted, unless something is on its way: then it follows. */
  public void flush() {
    if (waiting.isEmpty() || !onTheirWay.isEmpty()) {
      return;
    }
    onTheirWay = List.copyOf(waiting.subList(0, Math.min(MOST_AT_A_TIME, waiting.size())));
    waiting.subList(0, onTheirWay.size()).clear();
    LedgerActivities ledger =
        Workflow.newActivityStub(
            LedgerActivities.class,
            ActivityLimits.speaking("record %d entries".formatted(onTheirWay.size())));
    LedgerEntries entries = LedgerEntries.newBuilder().addAllEntries(onTheirWay).build();
    Workflow.newDetachedCancellationScope(() ->
            Async.procedure(ledger::append, entries)
                .handle((_, failure) -> {
                  if (failure != null) {
                    // Kept where an operator sees it fail, and can have it tried again.
                    handOver(entries);
                  }
                  onTheirWay = List.of();
                  flush();
                  return failure == null;
                }))
        .run();
  }

  /** The workflow ends, or goes on in a new run: nothing may be lost. */
  public void close() {
    flush();
    if (isDone()) {
      return;
    }
    Workflow.newDetachedCancellationScope(this::leave).run();
  }

  /** Whether all is recorded, or handed to a workflow of its own. */
  public boolean isDone() {
    return waiting.isEmpty() && onTheirWay.isEmpty() && handingOver == 0;
  }

  private void leave() {
    var patience =
        Workflow.newTimer(
            PATIENCE, TimerOptions.newBuilder().setSummary("wait for the ledger a moment").build());
    Workflow.await(() -> isDone() || patience.isCompleted());
    if (!waiting.isEmpty() || !onTheirWay.isEmpty()) {
      handOver(LedgerEntries.newBuilder().addAllEntries(onTheirWay).addAllEntries(waiting).build());
    }
    Workflow.await(() -> handingOver == 0);
  }

  /** Those on their way may arrive twice; the ledger keeps each once. */
  private void handOver(LedgerEntries left) {
    handingOver++;
    String newest = left.getEntries(left.getEntriesCount() - 1).getKey();
    LedgerWorkflow child =
        Workflow.newChildWorkflowStub(
            LedgerWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(newest.replace("/", ".ledger-"))
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setStaticSummary(
                    "records what the ledger could not take while %s ran".formatted(change))
                .build());
    Async.procedure(child::run, left);
    Workflow.getWorkflowExecution(child)
        .handle((_, failure) -> {
          handingOver--;
          return failure == null;
        });
  }
}
