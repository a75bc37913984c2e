package dev.sluice.cli.command;

import dev.sluice.proto.v1.ApproveGuardedChangeRequest;
import dev.sluice.proto.v1.DecideStepRequest;
import dev.sluice.proto.v1.EndGuardedChangeRequest;
import dev.sluice.proto.v1.GetGuardRequest;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Verdict;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * For scripts of other platforms: they tell of their changes, or ask before and after each step.
 */
@Command(
    name = "guard",
    description =
        "Guards changes that something else carries out: tells of them, or asks before and after each step.",
    synopsisSubcommandLabel = "COMMAND")
public final class GuardCommand {
  private GuardCommand() {}

  /** With its commands. */
  public static CommandLine of(Session session) {
    return new CommandLine(new GuardCommand())
        .addSubcommand(new GuardReportCommand(session))
        .addSubcommand(new GuardStepCommands.Begin(session))
        .addSubcommand(new GuardStepCommands.End(session))
        .addSubcommand(new Finish(session))
        .addSubcommand(new Approve(session))
        .addSubcommand(new Decide(session))
        .addSubcommand(new Get(session))
        .addSubcommand(new GuardListCommand(session));
  }

  static Outcome outcome(String written) {
    return switch (written) {
      case "completed" -> Outcome.COMPLETED;
      case "rolled-back" -> Outcome.ROLLED_BACK;
      case "stopped" -> Outcome.STOPPED;
      case "rollback-failed" -> Outcome.ROLLBACK_FAILED;
      default ->
          throw new UsageProblem(
              "the outcome is completed, rolled-back, stopped or rollback-failed, not '%s'"
                  .formatted(written.toLowerCase(Locale.ROOT)));
    };
  }

  /** Ends a guarded change. */
  @Command(
      name = "finish",
      description = "Ends a guarded change: what it holds at the gate is given back.")
  static final class Finish implements Callable<Integer> {
    private final Session session;

    @Mixin private final GuardArgument guard = new GuardArgument();

    @Parameters(
        index = "1",
        paramLabel = "OUTCOME",
        description = "completed, rolled-back, stopped or rollback-failed.")
    private String outcome = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    Finish(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      EndGuardedChangeRequest request =
          EndGuardedChangeRequest.newBuilder()
              .setName(guard.name())
              .setOutcome(outcome(outcome))
              .setReason(reason)
              .build();
      return guard.said(session, api -> api.guards().endGuardedChange(request));
    }
  }

  /** Agrees that one begins. */
  @Command(name = "approve", description = "Agrees that a guarded change begins.")
  static final class Approve implements Callable<Integer> {
    private final Session session;

    @Mixin private final GuardArgument guard = new GuardArgument();

    @Mixin private final OptionalReason reason = new OptionalReason();

    Approve(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      ApproveGuardedChangeRequest request =
          ApproveGuardedChangeRequest.newBuilder()
              .setName(guard.name())
              .setReason(reason.text())
              .build();
      return guard.said(session, api -> api.guards().approveGuardedChange(request));
    }
  }

  /** Decides what an inspection could not. */
  @Command(
      name = "decide",
      description = "Decides on a step whose inspection could not tell. Recorded with the reason.")
  static final class Decide implements Callable<Integer> {
    private final Session session;

    @Mixin private final GuardArgument guard = new GuardArgument();

    @Mixin private final NeededReason reason = new NeededReason();

    @Parameters(index = "1", paramLabel = "STEP", description = "The step's number.")
    private int step;

    @Parameters(index = "2", paramLabel = "pass|fail", description = "Your verdict.")
    private String verdict = "";

    Decide(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      DecideStepRequest request =
          DecideStepRequest.newBuilder()
              .setName(guard.name())
              .setStep(step)
              .setVerdict(verdict())
              .setReason(reason.text())
              .build();
      return guard.said(session, api -> api.guards().decideStep(request));
    }

    private Verdict verdict() {
      return switch (verdict) {
        case "pass" -> Verdict.PASS;
        case "fail" -> Verdict.FAIL;
        default -> throw new UsageProblem("the verdict is pass or fail, not '" + verdict + "'");
      };
    }
  }

  /** Shows one. */
  @Command(name = "get", description = "Shows where a guarded or reported change stands.")
  static final class Get implements Callable<Integer> {
    private final Session session;

    @Mixin private final GuardArgument guard = new GuardArgument();

    Get(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      GetGuardRequest request = GetGuardRequest.newBuilder().setName(guard.name()).build();
      return guard.said(session, api -> api.guards().getGuard(request));
    }
  }
}
