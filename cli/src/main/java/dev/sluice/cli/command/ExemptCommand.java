package dev.sluice.cli.command;

import com.google.protobuf.util.Durations;
import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.report.GateReport;
import dev.sluice.proto.v1.ExemptChangeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = {
        "How long it lets the change pass, from 1m to 30d: 2h.",
        "Default: as long as the change runs."
      })
  private Duration expires = Duration.ZERO;

  public ExemptCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Instant now = session.clock().instant();
    ExemptChangeRequest.Builder request =
        ExemptChangeRequest.newBuilder().setName(Names.change(change)).setReason(reason.text());
    if (!expires.isZero()) {
      request.setValidFor(Durations.fromSeconds(expires.toSeconds()));
    }
    try (Api api = options.open(session)) {
      options
          .output(session)
          .show(
              api.control().exemptChange(request.build()),
              (gate, style) -> GateReport.render(gate, now, style));
      return ExitCode.OK.code();
    }
  }
}
