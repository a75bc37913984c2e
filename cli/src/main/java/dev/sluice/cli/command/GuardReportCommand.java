package dev.sluice.cli.command;

import dev.sluice.proto.v1.ReportChangeRequest;
import dev.sluice.proto.v1.ReportedEnd;
import dev.sluice.proto.v1.ReportedTargets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells of a change. */
@Command(
    name = "report",
    description = {
      "Tells of a change that something else makes or made. While it runs, changes of the same",
      "services wait for it; it waits for nothing. The same again with --ended ends it."
    })
final class GuardReportCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final GuardArgument guard = new GuardArgument();

  @Option(
      names = "--type",
      required = true,
      paramLabel = "WORDS",
      description = {
        "What kind of change: a change type, or your own words where",
        "nobody declared one for it."
      })
  private String type = "";

  @Option(names = "--title", required = true, paramLabel = "TEXT", description = "One line.")
  private String title = "";

  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      description = "A service that it touches; may be given again.")
  private List<String> services = List.of();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "A zone that it touches; may be given again.")
  private List<String> zones = List.of();

  @Option(
      names = "--target",
      paramLabel = "SUB_DOMAIN/NAME",
      description = {
        "A target that it changes; may be given again. Needed where no",
        "service is named."
      })
  private List<String> touched = List.of();

  @Option(names = "--targets", paramLabel = "N", description = "How many targets it changes.")
  private int targets;

  @Option(
      names = "--ended",
      paramLabel = "OUTCOME",
      description = "It has ended: completed, rolled-back, stopped or rollback-failed.")
  private String ended = "";

  GuardReportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ReportChangeRequest.Builder request =
        ReportChangeRequest.newBuilder()
            .setGuardId(guard.id())
            .setType(type)
            .setTitle(title)
            .addAllServices(services)
            .addAllZones(zones)
            .setTargets(targets)
            .addAllTouched(touched());
    if (!ended.isEmpty()) {
      request.setEnded(ReportedEnd.newBuilder().setOutcome(GuardCommand.outcome(ended)));
    }
    return guard.said(session, api -> api.guards().reportChange(request.build()));
  }

  private List<ReportedTargets> touched() {
    Map<String, ReportedTargets.Builder> bySubDomain = new TreeMap<>();
    for (String written : touched) {
      int slash = written.indexOf('/');
      if (slash < 1 || slash == written.length() - 1) {
        throw new UsageProblem("--target takes SUB_DOMAIN/NAME, not '%s'".formatted(written));
      }
      String subDomain = written.substring(0, slash);
      bySubDomain
          .computeIfAbsent(subDomain, name -> ReportedTargets.newBuilder().setSubDomain(name))
          .addNames(written.substring(slash + 1));
    }
    return bySubDomain.values().stream().map(ReportedTargets.Builder::build).toList();
  }
}
