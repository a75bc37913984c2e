package dev.sluice.worker.api;

import com.google.protobuf.util.Timestamps;
import dev.sluice.proto.v1.Guard;
import dev.sluice.proto.v1.ListGuardedRequest;
import dev.sluice.proto.v1.ListGuardedResponse;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.worker.temporal.TemporalConnection;
import dev.sluice.workflows.TaskQueues;
import dev.sluice.workflows.guard.GuardWorkflow;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Lists guarded and reported changes: Temporal says which there are, each says how it stands. */
final class GuardListing {
  private static final int USUAL_PAGE = 20;
  private static final long QUERY_MILLIS = 2_000;
  private static final String RUNNING = "WorkflowType = 'Guard' AND ExecutionStatus = 'Running'";

  /** A run that went on in a new one is not a change of its own. */
  private static final String ALL =
      "WorkflowType = 'Guard' AND ExecutionStatus != 'ContinuedAsNew'";

  private final TemporalConnection temporal;

  GuardListing(TemporalConnection temporal) {
    this.temporal = temporal;
  }

  ListGuardedResponse list(ListGuardedRequest request) {
    if (!temporal.hasVisibility()) {
      throw Failures.wrongState(
          "guards", "this Temporal server keeps no list of workflows: ask for each by its name");
    }
    String query = request.getEnded() ? ALL : RUNNING;
    WorkflowClient client = temporal.client();
    ListWorkflowExecutionsResponse page =
        client
            .getWorkflowServiceStubs()
            .blockingStub()
            .listWorkflowExecutions(
                ListWorkflowExecutionsRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .setPageSize(request.getPageSize() == 0 ? USUAL_PAGE : request.getPageSize())
                    .setNextPageToken(PageToken.read(query, request.getPageToken()))
                    .setQuery(query)
                    .build());
    // A workflow may outlast its change: while it brings the ledger what that did not take.
    List<Guard> guards =
        described(page.getExecutionsList()).stream()
            .filter(one -> request.getEnded() || one.getOutcome() == Outcome.OUTCOME_UNSPECIFIED)
            .toList();
    return ListGuardedResponse.newBuilder()
        .addAllGuards(guards)
        .setNextPageToken(PageToken.of(query, page.getNextPageToken()))
        .build();
  }

  /** All at once: each may take as long as a worker takes to answer. */
  private List<Guard> described(List<WorkflowExecutionInfo> workflows) {
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Guard>> asked =
          workflows.stream()
              .map(one -> CompletableFuture.supplyAsync(() -> described(one), asking))
              .toList();
      return asked.stream().map(CompletableFuture::join).toList();
    }
  }

  private Guard described(WorkflowExecutionInfo workflow) {
    String id = workflow.getExecution().getWorkflowId();
    GuardWorkflow guard = temporal.client().newWorkflowStub(GuardWorkflow.class, id);
    try {
      return Answer.within(QUERY_MILLIS, guard::describe);
    } catch (Exception unanswered) {
      return Guard.newBuilder()
          .setName(GuardApi.nameOf(id))
          .setCreateTime(Timestamps.fromSeconds(workflow.getStartTime().getSeconds()))
          .setWaitsFor(
              "a worker to answer on task queue %s: start one, or read its log"
                  .formatted(TaskQueues.CHANGES))
          .build();
    }
  }
}
