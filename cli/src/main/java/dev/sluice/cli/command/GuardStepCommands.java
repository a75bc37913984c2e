package dev.sluice.cli.command;

import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.report.GuardReport;
import dev.sluice.proto.v1.BeginStepRequest;
import dev.sluice.proto.v1.EndStepRequest;
import dev.sluice.proto.v1.GuardTerms;
import dev.sluice.proto.v1.StepAnswer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a script asks before and after each step. The exit code is the answer. */
final class GuardStepCommands {
  private GuardStepCommands() {}

  private static int asked(ApiOptions options, Session session, Function<Api, StepAnswer> call) {
    try (Api api = options.open(session)) {
      StepAnswer answer = call.apply(api);
      options.output(session).show(answer, (said, _) -> GuardReport.render(said));
      return switch (answer.getDecision()) {
        case GO -> ExitCode.OK.code();
        case WAIT -> ExitCode.WAIT.code();
        case MUST_ROLL_BACK -> ExitCode.ROLL_BACK.code();
        case STEP_DECISION_UNSPECIFIED, UNRECOGNIZED -> ExitCode.ERROR.code();
      };
    }
  }

  /** Before a step. */
  @Command(
      name = "begin",
      description = {
        "Asks whether a step may begin. Exit code 0: go; 10: wait, ask again; 11: roll back.",
        "The first call names the change type, whose services, inspection and control hold."
      })
  static final class Begin implements Callable<Integer> {
    private final Session session;

    @Mixin private final GuardArgument guard = new GuardArgument();

    @Parameters(index = "1", paramLabel = "STEP", description = "The step's number, from 1.")
    private int step;

    @Option(names = "--type", paramLabel = "TYPE", description = "The change type.")
    private String type = "";

    @Option(
        names = {"-p", "--parameter"},
        paramLabel = "NAME=VALUE",
        description = "A parameter of it; may be given again.")
    private List<String> parameters = List.of();

    @Option(
        names = "--steps",
        paramLabel = "N",
        description = "The most steps it takes. Default: ${DEFAULT-VALUE}.",
        defaultValue = "10")
    private int steps = 10;

    @Option(
        names = "--zone",
        paramLabel = "ZONE",
        description = {
          "A zone that it touches; may be given again. Needed only where",
          "the sub-domain lists targets without their zones."
        })
    private List<String> zones = List.of();

    @Option(names = "--uninspected", description = "Inspects nothing, only lets steps in.")
    private boolean uninspected;

    Begin(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      BeginStepRequest.Builder request =
          BeginStepRequest.newBuilder().setName(guard.name()).setStep(step);
      if (!type.isEmpty()) {
        request.setTerms(
            GuardTerms.newBuilder()
                .setType(Names.changeType(type))
                .putAllParameters(Assignments.parse("--parameter", parameters))
                .setSteps(steps)
                .setUninspected(uninspected)
                .addAllZones(zones));
      }
      return asked(guard.options, session, api -> api.guards().beginStep(request.build()));
    }
  }

  /** After a step. */
  @Command(
      name = "end",
      description = {
        "Tells that a step was carried out, and asks whether it was good. Exit code 0: go on;",
        "10: not known yet, ask again; 11: roll back."
      })
  static final class End implements Callable<Integer> {
    private final Session session;

    @Mixin private final GuardArgument guard = new GuardArgument();

    @Parameters(index = "1", paramLabel = "STEP", description = "The step's number.")
    private int step;

    @Option(
        names = "--target",
        paramLabel = "TARGET",
        description = "A target that the step changed; may be given again.")
    private List<String> targets = List.of();

    End(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      EndStepRequest request =
          EndStepRequest.newBuilder()
              .setName(guard.name())
              .setStep(step)
              .addAllTargets(targets)
              .build();
      return asked(guard.options, session, api -> api.guards().endStep(request));
    }
  }
}
