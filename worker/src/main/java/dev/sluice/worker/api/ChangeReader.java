package dev.sluice.worker.api;

import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Phase;
import dev.sluice.worker.temporal.UiLinks;
import dev.sluice.workflows.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.util.Optional;

/** Reads one change: from its workflow, or from Temporal alone when no worker answers. */
final class ChangeReader {
  static final String WORKFLOW_TYPE = "Change";
  private static final long QUERY_MILLIS = 2_000;

  private final WorkflowClient client;
  private final UiLinks links;
  private final WorkInHand work;

  ChangeReader(WorkflowClient client, UiLinks links) {
    this.client = client;
    this.links = links;
    work = new WorkInHand(client.getOptions().getDataConverter());
  }

  Change get(String id) throws Exception {
    WorkflowStub stub = client.newUntypedWorkflowStub(id);
    Change change;
    try {
      change = Answer.within(QUERY_MILLIS, () -> stub.query("describe", Change.class));
    } catch (WorkflowNotFoundException e) {
      throw Failures.notFound("Change", ChangeNames.ofId(id));
    } catch (RuntimeException e) {
      if (TemporalFailures.isUnreachable(e)) {
        throw Failures.temporalUnreachable();
      }
      return unanswered(id);
    }
    if (change.getPhase() == Phase.ENDED) {
      return shown(id, change.toBuilder());
    }
    // A workflow that was terminated does not know it, nor what its work waits for.
    WorkflowExecutionDescription workflow = describe(id);
    Change.Builder known = ListedChange.withStatus(change.toBuilder(), workflow);
    if (known.getWaitingFor().isEmpty() && known.getPhase() != Phase.ENDED) {
      known.setWaitingFor(work.waitsFor(workflow));
    }
    return shown(id, known);
  }

  /** The change as the API shows it: with its name and its page in the UI. */
  Change shown(String id, Change.Builder change) {
    return change.setName(ChangeNames.ofId(id)).setUiUri(links.uiUri(id)).build();
  }

  private Change unanswered(String id) {
    WorkflowExecutionDescription workflow = describe(id);
    Change listed = ListedChange.of(workflow, links);
    if (listed.getPhase() == Phase.ENDED) {
      return listed;
    }
    return listed.toBuilder()
        .setWaitingFor(
            "no worker answers on task queue "
                + TaskQueues.CHANGES
                + ": start one, or read its log")
        .build();
  }

  /** The change without what only its workflow knows. */
  Change listed(String id) {
    return ListedChange.of(describe(id), links);
  }

  Optional<WorkflowExecutionDescription> find(String id) {
    try {
      WorkflowExecutionDescription workflow = client.newUntypedWorkflowStub(id).describe();
      return Optional.of(workflow).filter(it -> it.getWorkflowType().equals(WORKFLOW_TYPE));
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
  }

  WorkflowExecutionDescription describe(String id) {
    return find(id).orElseThrow(() -> Failures.notFound("Change", ChangeNames.ofId(id)));
  }
}
