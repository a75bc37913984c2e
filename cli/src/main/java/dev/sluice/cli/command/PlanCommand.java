package dev.sluice.cli.command;

import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.report.PlanReport;
import dev.sluice.proto.v1.PlanChangeRequest;
import dev.sluice.proto.v1.PlanChangeResponse;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a change would do. */
@Command(
    name = "plan",
    description =
        "Shows what a change would do: stages, batches, bake, way back, obstacles. Touches nothing.")
public final class PlanCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ApiOptions options = new ApiOptions();

  @Parameters(
      index = "0",
      paramLabel = "TYPE",
      description = "The change type: `sluice types` lists them.")
  private String type = "";

  @Option(
      names = "-p",
      paramLabel = "KEY=VALUE",
      description = "A parameter of the change type. Can be repeated.")
  private List<String> parameters = List.of();

  public PlanCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    PlanChangeRequest request =
        PlanChangeRequest.newBuilder()
            .setType(Names.changeType(type))
            .putAllParameters(Assignments.parse("-p", parameters))
            .build();
    try (Api api = options.open(session)) {
      PlanChangeResponse response = api.changes().planChange(request);
      options.output(session).show(response, PlanReport::render);
      return ExitCode.OK.code();
    }
  }
}
