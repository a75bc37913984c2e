package dev.sluice.cli.command;

import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.report.GuardReport;
import dev.sluice.proto.v1.Guard;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which guarded or reported change a command is about, and where it is known. */
final class GuardArgument {
  @Mixin final ApiOptions options = new ApiOptions();

  @Parameters(index = "0", paramLabel = "GUARD", description = "The change: guards/x or x.")
  private String guard = "";

  /** As the API names it. */
  String name() {
    return Names.guard(guard);
  }

  /** Without its collection. */
  String id() {
    return name().substring("guards/".length());
  }

  /** Calls the API, and shows how the change stands then. */
  int said(Session session, Function<Api, Guard> call) {
    try (Api api = options.open(session)) {
      options.output(session).show(call.apply(api), (guard, _) -> GuardReport.render(guard));
      return ExitCode.OK.code();
    }
  }
}
