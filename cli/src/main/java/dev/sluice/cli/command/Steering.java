package dev.sluice.cli.command;

import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.report.ChangeReport;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeServiceGrpc.ChangeServiceBlockingStub;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the commands that steer a running change have in common. */
final class Steering {
  @Mixin private final ApiOptions options = new ApiOptions();

  @Parameters(index = "0", paramLabel = "CHANGE", description = "The change: changes/x or x.")
  private String change = "";

  /** Sends the call with the change's whole name, and shows the state it led to. */
  int send(Session session, BiFunction<ChangeServiceBlockingStub, String, Change> call) {
    String name = Names.change(change);
    try (Api api = options.open(session)) {
      Change changed = call.apply(api.changes(), name);
      options.output(session).show(changed, ChangeReport::line);
      return ExitCode.OK.code();
    }
  }
}
