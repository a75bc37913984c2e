package dev.sluice.workflows.notify;

import dev.sluice.domain.notify.Notice;
import dev.sluice.proto.history.v1.NoticeInput;
import dev.sluice.workflows.wire.NoticeWire;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells people, from inside a workflow. Each notice costs its history three events, whatever comes
 * of it; where nobody is to be told, none.
 */
public final class Notifier {
  private final boolean on;
  private final List<Promise<Boolean>> begun = new ArrayList<>();
  private @Nullable CancellationScope waiting;

  /**
   * @param on whether anybody is to be told: from the workflow's input, so that a replay decides
   *     the same
   */
  public Notifier(boolean on) {
    this.on = on;
  }

  /** Tells once. */
  public void tell(Notice notice, String id) {
    if (on) {
      start(notice, id, false);
    }
  }

  /**
   * Tells, and reminds until {@link #over}. What was waited for before is over.
   *
   * @param id the notice's workflow id, never used before
   */
  public void waits(Notice notice, String id) {
    over();
    if (on) {
      CancellationScope scope = Workflow.newCancellationScope(() -> start(notice, id, true));
      waiting = scope;
      scope.run();
    }
  }

  /** Nobody is waited for any more. Does nothing where nobody was. */
  public void over() {
    CancellationScope scope = waiting;
    waiting = null;
    if (scope != null && !scope.isCancelRequested()) {
      scope.cancel();
    }
  }

  /**
   * Waits until Temporal has every notice in hand: what a workflow has only asked for when it ends
   * never begins.
   */
  public void handOver() {
    if (!begun.isEmpty()) {
      Workflow.newDetachedCancellationScope(() -> Promise.allOf(begun).get()).run();
      begun.clear();
    }
  }

  private void start(Notice notice, String id, boolean waits) {
    NoticeWorkflow child =
        Workflow.newChildWorkflowStub(
            NoticeWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setStaticSummary(notice.what() + " " + notice.changeId())
                .setCancellationType(ChildWorkflowCancellationType.TRY_CANCEL)
                .setParentClosePolicy(
                    waits
                        ? ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL
                        : ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .build());
    NoticeInput input =
        NoticeInput.newBuilder().setNotice(NoticeWire.toProto(notice)).setWaits(waits).build();
    // How it ends is the notice's own affair.
    Async.procedure(child::run, input).handle((_, failure) -> failure == null);
    Promise<WorkflowExecution> started = Workflow.getWorkflowExecution(child);
    begun.removeIf(Promise::isCompleted);
    begun.add(started.handle((_, failure) -> failure == null));
  }
}
