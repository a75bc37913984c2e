package dev.sluice.cli;

import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.command.AbortCommand;
import dev.sluice.cli.command.ApproveCommand;
import dev.sluice.cli.command.CompletionCommand;
import dev.sluice.cli.command.ExemptCommand;
import dev.sluice.cli.command.ExtendCommand;
import dev.sluice.cli.command.Failures;
import dev.sluice.cli.command.GateCommand;
import dev.sluice.cli.command.GetCommand;
import dev.sluice.cli.command.GuardCommand;
import dev.sluice.cli.command.IncidentCommand;
import dev.sluice.cli.command.ListCommand;
import dev.sluice.cli.command.LowerRiskCommand;
import dev.sluice.cli.command.OverrideCommand;
import dev.sluice.cli.command.PauseCommand;
import dev.sluice.cli.command.PlanCommand;
import dev.sluice.cli.command.ResumeCommand;
import dev.sluice.cli.command.Session;
import dev.sluice.cli.command.StartCommand;
import dev.sluice.cli.command.TargetsCommand;
import dev.sluice.cli.command.TypesCommand;
import dev.sluice.cli.command.VersionCommand;
import dev.sluice.cli.command.WatchCommand;
import dev.sluice.cli.conformance.ConformanceCommand;
import dev.sluice.cli.demo.DemoCommand;
import dev.sluice.cli.evaluate.EvaluateCommand;
import dev.sluice.cli.evaluate.Workbench;
import dev.sluice.cli.ledger.LedgerCommand;
import dev.sluice.cli.ledger.ReportCommand;
import dev.sluice.cli.notify.NotifyCommand;
import dev.sluice.cli.policy.PolicyCommand;
import dev.sluice.cli.policy.ServicesCommand;
import dev.sluice.cli.risk.RiskCommand;
import dev.sluice.cli.server.DevCommand;
import dev.sluice.cli.server.FleetCommand;
import dev.sluice.cli.server.WorkerCommand;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of the command line: the commands there are, and how each is run. */
@Command(
    name = "sluice",
    description = {
      "Carries out changes to running systems with nobody watching, and stops the bad ones before",
      "they spread."
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Sluice {
  private static final int USAGE_WIDTH = 100;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field.
  private boolean help;

  private Sluice() {}

  public static void main(String[] arguments) {
    int code = ExitCode.ERROR.code();
    try {
      code = commandLine(Session.ofThisProcess()).execute(arguments);
    } catch (Error broken) {
      broken.printStackTrace(System.err);
    }
    // Whatever happened, threads of a half-started server must not keep the process.
    System.exit(code);
  }

  /** All commands, ready to run in the session. */
  public static CommandLine commandLine(Session session) {
    CommandLine root = new CommandLine(new Sluice());
    commands(session).forEach(root::addSubcommand);
    Failures failures = new Failures(session.terminal());
    root.setOut(session.terminal().out())
        .setErr(session.terminal().err())
        // A value that begins with @ is a value, never a file to read.
        .setExpandAtFiles(false)
        .setUsageHelpWidth(USAGE_WIDTH)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                session.terminal().style(false).colour()
                    ? CommandLine.Help.Ansi.ON
                    : CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
    root.getCommandSpec().usageMessage().footer(exitCodes());
    return root;
  }

  /** In the order in which the help lists them. */
  private static List<Object> commands(Session session) {
    return List.of(
        new DemoCommand(session, System.getenv()),
        new DevCommand(session.terminal().out(), session.terminal().err(), System.getenv()),
        new WorkerCommand(),
        new FleetCommand(session.terminal().out()),
        new PlanCommand(session),
        new StartCommand(session),
        new WatchCommand(session),
        new GetCommand(session),
        new ListCommand(session),
        new ApproveCommand(session),
        new LowerRiskCommand(session),
        new PauseCommand(session),
        new ResumeCommand(session),
        new AbortCommand(session),
        new ExtendCommand(session),
        new OverrideCommand(session),
        new GateCommand(session),
        IncidentCommand.of(session),
        new ExemptCommand(session),
        GuardCommand.of(session),
        new TypesCommand(session),
        new TargetsCommand(session),
        new ServicesCommand(session.terminal()),
        PolicyCommand.of(session.terminal(), System.getenv()),
        new ConformanceCommand(session),
        NotifyCommand.of(session, System.getenv()),
        LedgerCommand.of(session, System.getenv()),
        new ReportCommand(session, System.getenv()),
        EvaluateCommand.of(Workbench.ofThisProcess(session.terminal(), session.clock())),
        RiskCommand.of(session, System.getenv(), Runtime.getRuntime().availableProcessors()),
        new CompletionCommand(session),
        new VersionCommand(session));
  }

  private static String[] exitCodes() {
    String lines =
        Arrays.stream(ExitCode.values())
            .map(exit -> "  %d  %s".formatted(exit.code(), exit.meaning()))
            .collect(Collectors.joining("\n"));
    return ("\nExit codes:\n" + lines).split("\n", -1);
  }
}
