package dev.sluice.cli.command;

import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.report.ChangeTable;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ListChangesRequest;
import dev.sluice.proto.v1.ListChangesResponse;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists changes, newest first. */
@Command(
    name = "list",
    description = "Lists changes, newest first.",
    footer = {
      "",
      "A filter compares type, service, sub_domain, class, risk, phase, outcome or requester:",
      "  sluice list --filter 'service = \"checkout\" AND risk >= 3 AND phase != ENDED'"
    })
public final class ListCommand implements Callable<Integer> {
  private final Session session;

  private static final int LARGEST_PAGE = 100;

  @Mixin private final ApiOptions options = new ApiOptions();

  @Option(names = "--filter", paramLabel = "TEXT", description = "Comparisons joined by AND.")
  private String filter = "";

  @Mixin private final Limit limit = new Limit();

  public ListCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Instant now = session.clock().instant();
    Output output = options.output(session);
    try (Api api = options.open(session)) {
      Pages<Change> pages =
          Pages.read(limit.count(), LARGEST_PAGE, (size, token) -> page(api, size, token));
      output.showAll(
          pages.items(),
          (changes, style) ->
              changes.isEmpty() ? "No changes." : ChangeTable.render(changes, now, style));
      pages.noteIfMore(output);
      return ExitCode.OK.code();
    }
  }

  private Pages.Page<Change> page(Api api, int size, String token) {
    ListChangesResponse response =
        api.changes()
            .listChanges(
                ListChangesRequest.newBuilder()
                    .setPageSize(size)
                    .setPageToken(token)
                    .setFilter(filter)
                    .build());
    return new Pages.Page<>(response.getChangesList(), response.getNextPageToken());
  }
}
