package dev.sluice.cli.command;

import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.report.GateReport;
import dev.sluice.proto.v1.ExemptChangeRequest;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets one change pass freezes and incidents. */
@Command(
    name = "exempt",
    description =
        "Lets one change pass freezes and incidents, never locks or caps. Recorded with the change.")
public final class ExemptCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ApiOptions options = new ApiOptions();

  @Mixin private final NeededReason reason = new NeededReason();

  @Parameters(index = "0", paramLabel = "CHANGE", description = "The change: changes/x or x.")
  private String change = "";

  public ExemptCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Instant now = session.clock().instant();
    ExemptChangeRequest request =
        ExemptChangeRequest.newBuilder()
            .setName(Names.change(change))
            .setReason(reason.text())
            .build();
    try (Api api = options.open(session)) {
      options
          .output(session)
          .show(
              api.control().exemptChange(request),
              (gate, style) -> GateReport.render(gate, now, style));
      return ExitCode.OK.code();
    }
  }
}
