package dev.sluice.cli.command;

import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.report.GateReport;
import dev.sluice.proto.v1.GetGateRequest;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the gate that all changes pass. */
@Command(
    name = "gate",
    description =
        "Shows which changes run, which wait and for what, and which freezes and incidents there are.")
public final class GateCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ApiOptions options = new ApiOptions();

  public GateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Instant now = session.clock().instant();
    try (Api api = options.open(session)) {
      options
          .output(session)
          .show(
              api.control().getGate(GetGateRequest.getDefaultInstance()),
              (gate, style) -> GateReport.render(gate, now, style));
      return ExitCode.OK.code();
    }
  }
}
