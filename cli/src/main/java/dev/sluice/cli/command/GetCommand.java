package dev.sluice.cli.command;

import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.report.ChangeReport;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.GetChangeRequest;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one change. */
@Command(
    name = "get",
    description =
        "Shows a change: what it does now, why it waits, how it ended, its plan and its newest inspection.")
public final class GetCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ApiOptions options = new ApiOptions();

  @Parameters(index = "0", paramLabel = "CHANGE", description = "The change: changes/x or x.")
  private String change = "";

  public GetCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    GetChangeRequest request = GetChangeRequest.newBuilder().setName(Names.change(change)).build();
    try (Api api = options.open(session)) {
      Change found = api.changes().getChange(request);
      Instant now = session.clock().instant();
      options.output(session).show(found, (shown, style) -> ChangeReport.render(shown, now, style));
      return ExitCode.OK.code();
    }
  }
}
