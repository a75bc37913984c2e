package dev.sluice.worker.api;

import com.google.protobuf.ByteString;
import dev.sluice.proto.v1.ListChangesRequest;
import dev.sluice.proto.v1.ListChangesResponse;
import dev.sluice.worker.filter.ChangeFilter;
import dev.sluice.worker.filter.VisibilityQuery;
import dev.sluice.worker.temporal.TemporalConnection;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowExecutionMetadata;
import java.util.List;
import java.util.Optional;

/**
 * Lists changes from Temporal's visibility store: those that run first, then those that ended last.
 * Where the server has no such store, lists what this process started.
 */
final class ChangeListing {
  private static final int USUAL_PAGE = 20;

  private final TemporalConnection temporal;
  private final ChangeReader reader;
  private final StartedChanges started;

  ChangeListing(TemporalConnection temporal, ChangeReader reader, StartedChanges started) {
    this.temporal = temporal;
    this.reader = reader;
    this.started = started;
  }

  ListChangesResponse list(ListChangesRequest request) {
    ChangeFilter filter = ChangeFilter.parse(request.getFilter());
    ByteString from = PageToken.read(request.getFilter(), request.getPageToken());
    int size = request.getPageSize() == 0 ? USUAL_PAGE : request.getPageSize();
    return temporal.hasVisibility()
        ? fromTemporal(request.getFilter(), filter, from, size)
        : fromMemory(request.getFilter(), filter, from, size);
  }

  private ListChangesResponse fromTemporal(
      String text, ChangeFilter filter, ByteString from, int size) {
    WorkflowClient client = temporal.client();
    ListWorkflowExecutionsResponse page =
        client
            .getWorkflowServiceStubs()
            .blockingStub()
            .listWorkflowExecutions(
                ListWorkflowExecutionsRequest.newBuilder()
                    .setNamespace(client.getOptions().getNamespace())
                    .setPageSize(size)
                    .setNextPageToken(from)
                    .setQuery(VisibilityQuery.of(filter))
                    .build());
    ListChangesResponse.Builder response = ListChangesResponse.newBuilder();
    for (WorkflowExecutionInfo info : page.getExecutionsList()) {
      WorkflowExecutionMetadata workflow =
          new WorkflowExecutionMetadata(info, client.getOptions().getDataConverter());
      response.addChanges(ListedChange.of(workflow, temporal.links()));
    }
    return response.setNextPageToken(PageToken.of(text, page.getNextPageToken())).build();
  }

  /** The token is the id of the last change shown. */
  private ListChangesResponse fromMemory(
      String text, ChangeFilter filter, ByteString from, int size) {
    List<String> ids = started.newestFirst();
    int first = 0;
    if (!from.isEmpty()) {
      first = ids.indexOf(from.toStringUtf8()) + 1;
      if (first == 0) {
        throw PageToken.wrong();
      }
    }
    ListChangesResponse.Builder response = ListChangesResponse.newBuilder();
    for (int i = first; i < ids.size(); i++) {
      Optional<WorkflowExecutionDescription> workflow = reader.find(ids.get(i));
      if (workflow.isPresent() && filter.matches(workflow.get().getTypedSearchAttributes())) {
        response.addChanges(ListedChange.of(workflow.get(), temporal.links()));
        if (response.getChangesCount() == size && i + 1 < ids.size()) {
          ByteString last = ByteString.copyFromUtf8(ids.get(i));
          return response.setNextPageToken(PageToken.of(text, last)).build();
        }
      }
    }
    return response.build();
  }
}
