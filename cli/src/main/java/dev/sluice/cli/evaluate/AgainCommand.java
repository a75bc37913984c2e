package dev.sluice.cli.evaluate;

import dev.sluice.activities.recorded.CaseLine.Said;
import dev.sluice.cli.command.OutputOptions;
import dev.sluice.cli.command.UsageProblem;
import dev.sluice.cli.evaluate.cases.Evaluation;
import dev.sluice.cli.evaluate.cases.Recording;
import dev.sluice.cli.evaluate.cases.Result.Broken;
import dev.sluice.cli.evaluate.cases.Result.Judged;
import dev.sluice.cli.evaluate.cases.Result.Skipped;
import dev.sluice.cli.evaluate.report.FlipReport;
import dev.sluice.cli.evaluate.score.Prediction;
import dev.sluice.cli.report.Quantity;
import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.RecordedJudge;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges recorded cases again, and says which verdicts would be others. */
@Command(
    name = "again",
    description = {
      "Judges recorded cases again with other settings, and prints which verdicts would flip.",
      "Each is compared with --against, or else with what the running change was told, where the",
      "case says so, or else with what the judge says with its own settings."
    })
final class AgainCommand implements Callable<Integer> {
  private final Workbench workbench;
  private int uncompared;

  @Mixin private final CaseOptions cases = new CaseOptions();
  @Mixin private final JudgeOptions settings = new JudgeOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--against",
      paramLabel = "PRED.csv",
      description = "Earlier predictions. Cases that aren't among them are compared as without.")
  private @Nullable Path against;

  AgainCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() throws InterruptedException {
    RecordedJudge usual = workbench.judges().with(Map.of());
    RecordedJudge other = settings.asUsual() ? usual : settings.judge(workbench.judges());
    Map<String, Prediction> earlier = against == null ? Map.of() : Prediction.read(against);
    Terminal terminal = workbench.terminal();
    Style style = output.style(terminal);
    Progress progress = new Progress(terminal, output.json());
    FlipReport report = new FlipReport(style);
    new Evaluation<>(
            Recording::read,
            _ -> true,
            line -> judgedAgain(line, earlier, usual, other),
            workbench.threads())
        .run(
            cases.files(workbench),
            result -> {
              switch (result) {
                case Skipped<Recording, Flip> _ -> {}
                case Broken<Recording, Flip> broken -> progress.broken(broken);
                case Judged<Recording, Flip> judged -> {
                  progress.judged();
                  take(judged.judgement(), report);
                }
              }
            });
    int exit = progress.end().code();
    if (uncompared > 0) {
      throw new UsageProblem(
          "%s without an earlier verdict: give --against, or other settings such as --alpha"
              .formatted(Quantity.count(uncompared, "case")));
    }
    terminal.out().println(output.json() ? report.summaryJson() : report.summary());
    terminal.out().flush();
    return exit;
  }

  private Flip judgedAgain(
      Recording line, Map<String, Prediction> earlier, RecordedJudge usual, RecordedJudge other) {
    Prediction prediction = earlier.get(line.recorded().id());
    Said said = line.said();
    if (prediction != null) {
      return new Flip(prediction.verdict(), "", other.judge(line.recorded(), false));
    }
    if (said != null) {
      return new Flip(said.verdict(), said.why(), other.judge(line.recorded(), false));
    }
    if (settings.asUsual()) {
      return new Flip(null, "", other.judge(line.recorded(), false));
    }
    Inspection before = usual.judge(line.recorded(), false).inspection();
    return new Flip(before.verdict(), before.summary(), other.judge(line.recorded(), false));
  }

  private void take(Flip flip, FlipReport report) {
    Verdict before = flip.before();
    if (before == null) {
      uncompared++;
      return;
    }
    report.count(before, flip.after());
    if (flip.flips()) {
      workbench
          .terminal()
          .out()
          .println(
              output.json()
                  ? FlipReport.json(before, flip.whyBefore(), flip.after())
                  : report.text(before, flip.whyBefore(), flip.after()));
    }
  }
}
