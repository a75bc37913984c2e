package dev.sluice.cli.ledger;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.LedgerConfig;
import dev.sluice.activities.ledger.Selection;
import dev.sluice.activities.ledger.wire.EntryJson;
import dev.sluice.cli.client.Actor;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.command.NeededReason;
import dev.sluice.cli.command.Session;
import dev.sluice.cli.command.UsageProblem;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Feedback;
import dev.sluice.domain.ledger.Feedback.Opinion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records whether an alarm was right. */
@Command(
    name = "feedback",
    description = {
      "Says whether an alarm about a change was right, or that one was missed.",
      "The report's precision of the judge and of each rule is made from it. The latest counts."
    })
final class FeedbackCommand implements Callable<Integer> {
  private final Session session;
  private final Map<String, String> environment;

  @Mixin private final LedgerOptions options = new LedgerOptions();

  @Parameters(index = "0", paramLabel = "CHANGE", description = "The change: changes/x or x.")
  private String change = "";

  @Parameters(
      index = "1",
      paramLabel = "OPINION",
      description = "true-alarm, false-alarm, or missed: it did harm and nothing stopped it.")
  private String opinion = "";

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "The verdict on this batch. Otherwise the last that failed; missed: the last.")
  private int batch = FeedbackAim.ANY_BATCH;

  @Option(
      names = "--rule",
      paramLabel = "NAME",
      description = "The rule of a policy that held the change, or in shadow would have.")
  private String rule = "";

  @Mixin private final NeededReason reason = new NeededReason();

  FeedbackCommand(Session session, Map<String, String> environment) {
    this.session = session;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Opinion said = opinion();
    String why = reason.text();
    String actor = Actor.of(session.terminal().environment());
    if (actor.isEmpty()) {
      throw new UsageProblem("who says so? Set SLUICE_ACTOR");
    }
    LedgerConfig config = options.ledger(environment);
    String id = ChangeName.of(change);
    List<Entry> entries = new ArrayList<>();
    try (Ledger reader = Ledger.reading(config)) {
      reader.read(Selection.of(id), entries::add);
    }
    String on = FeedbackAim.at(id, entries, said, batch, rule);
    long before = entries.stream().filter(one -> one.content() instanceof Feedback).count();
    Entry entry =
        new Entry(
            "%s/feedback-%d-%s".formatted(id, before + 1, actor),
            session.clock().instant(),
            id,
            new Feedback(on, rule, said, actor, why));
    try (Ledger ledger = Ledger.of(config)) {
      ledger.append(List.of(entry));
    }
    session
        .terminal()
        .out()
        .println(
            options.json()
                ? EntryJson.line(entry)
                : EntryTable.render(List.of(entry), options.style(session.terminal())));
    return ExitCode.OK.code();
  }

  private Opinion opinion() {
    return switch (opinion) {
      case "true-alarm" -> Opinion.TRUE_ALARM;
      case "false-alarm" -> Opinion.FALSE_ALARM;
      case "missed" -> Opinion.MISSED;
      default ->
          throw new UsageProblem(
              "say true-alarm, false-alarm or missed, not '%s'".formatted(opinion));
    };
  }
}
