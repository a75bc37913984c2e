package dev.sluice.cli.command;

import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.report.GateReport;
import dev.sluice.proto.v1.DeclareIncidentRequest;
import dev.sluice.proto.v1.EndIncidentRequest;
import dev.sluice.proto.v1.Gate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The switch that stops all changes, or some, while something is broken. */
@Command(
    name = "incident",
    description = "Stops all changes, or some, while something is broken, and lets them go on.",
    synopsisSubcommandLabel = "COMMAND")
public final class IncidentCommand {
  private IncidentCommand() {}

  /** With its commands. */
  public static CommandLine of(Session session) {
    return new CommandLine(new IncidentCommand())
        .addSubcommand(new Declare(session))
        .addSubcommand(new End(session));
  }

  private static int said(ApiOptions options, Session session, Function<Api, Gate> call) {
    Instant now = session.clock().instant();
    try (Api api = options.open(session)) {
      options
          .output(session)
          .show(call.apply(api), (gate, style) -> GateReport.render(gate, now, style));
      return ExitCode.OK.code();
    }
  }

  /** Stops changes. */
  @Command(
      name = "declare",
      description = {
        "Stops changes between their batches, and lets none begin, until the incident is ended.",
        "Emergencies pass, and so does a change that 'sluice exempt' lets pass."
      })
  static final class Declare implements Callable<Integer> {
    private final Session session;

    @Mixin private final ApiOptions options = new ApiOptions();

    @Mixin private final NeededReason reason = new NeededReason();

    @Parameters(
        index = "0",
        paramLabel = "NAME",
        description = "A name for it: small letters, digits and -.")
    private String name = "";

    @Option(
        names = "--service",
        paramLabel = "SERVICE",
        description = "Stops changes of this service only; may be given again.")
    private List<String> services = List.of();

    @Option(
        names = "--zone",
        paramLabel = "ZONE",
        description = "Stops changes that touch this zone only; may be given again.")
    private List<String> zones = List.of();

    @Option(
        names = "--type",
        paramLabel = "TYPE",
        description = "Stops changes of this type only; may be given again.")
    private List<String> types = List.of();

    Declare(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      DeclareIncidentRequest request =
          DeclareIncidentRequest.newBuilder()
              .setName(name)
              .setReason(reason.text())
              .addAllServices(services)
              .addAllZones(zones)
              .addAllTypes(types)
              .build();
      return said(options, session, api -> api.control().declareIncident(request));
    }
  }

  /** Lets changes go on. */
  @Command(
      name = "end",
      description = "Lets changes go on: those that ran ask their targets again first.")
  static final class End implements Callable<Integer> {
    private final Session session;

    @Mixin private final ApiOptions options = new ApiOptions();

    @Mixin private final NeededReason reason = new NeededReason();

    @Parameters(index = "0", paramLabel = "NAME", description = "The incident.")
    private String name = "";

    End(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      EndIncidentRequest request =
          EndIncidentRequest.newBuilder().setName(name).setReason(reason.text()).build();
      return said(options, session, api -> api.control().endIncident(request));
    }
  }
}
