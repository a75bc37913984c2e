package dev.sluice.cli.command;

import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.report.GuardTable;
import dev.sluice.proto.v1.Guard;
import dev.sluice.proto.v1.ListGuardedRequest;
import dev.sluice.proto.v1.ListGuardedResponse;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists guarded and reported changes, newest first. */
@Command(name = "list", description = "Lists guarded and reported changes that run, newest first.")
final class GuardListCommand implements Callable<Integer> {
  private static final int LARGEST_PAGE = 100;

  private final Session session;

  @Mixin private final ApiOptions options = new ApiOptions();

  @Option(names = "--ended", description = "Also those that ended, as long as Temporal keeps them.")
  private boolean ended;

  @Mixin private final Limit limit = new Limit();

  GuardListCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Instant now = session.clock().instant();
    Output output = options.output(session);
    int most = limit.count();
    try (Api api = options.open(session)) {
      Pages<Guard> pages = Pages.read(most, LARGEST_PAGE, (size, token) -> page(api, size, token));
      output.showAll(
          pages.items(),
          (guards, style) ->
              guards.isEmpty()
                  ? "No guarded or reported changes."
                  : GuardTable.render(guards, now, style));
      pages.noteIfMore(output);
      return ExitCode.OK.code();
    }
  }

  private Pages.Page<Guard> page(Api api, int size, String token) {
    ListGuardedResponse response =
        api.guards()
            .listGuarded(
                ListGuardedRequest.newBuilder()
                    .setPageSize(size)
                    .setPageToken(token)
                    .setEnded(ended)
                    .build());
    return new Pages.Page<>(response.getGuardsList(), response.getNextPageToken());
  }
}
