package dev.sluice.cli.evaluate;

import dev.sluice.cli.command.OutputOptions;
import dev.sluice.cli.evaluate.cases.Evaluation;
import dev.sluice.cli.evaluate.cases.Recording;
import dev.sluice.cli.evaluate.cases.Result;
import dev.sluice.cli.evaluate.cases.Result.Broken;
import dev.sluice.cli.evaluate.cases.Result.Judged;
import dev.sluice.cli.evaluate.cases.Result.Skipped;
import dev.sluice.cli.evaluate.report.CaseExplanation;
import dev.sluice.cli.evaluate.report.ScoresReport;
import dev.sluice.cli.evaluate.score.Label;
import dev.sluice.cli.evaluate.score.Prediction;
import dev.sluice.cli.evaluate.score.Scores;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedJudge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges recorded cases as running changes would have seen them. */
@Command(
    name = "inspection",
    description = {
      "Judges recorded cases sample by sample, as a running change would have seen them.",
      "Writes case_id,verdict,score,detected_at in the order of the input. A broken line is named",
      "on the error stream, and the rest goes on."
    })
final class InspectionCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  private final Workbench workbench;
  private final Map<String, Prediction> predicted = new HashMap<>();
  private final Set<String> missing = new HashSet<>();

  @Mixin private final CaseOptions cases = new CaseOptions();
  @Mixin private final JudgeOptions settings = new JudgeOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--out",
      paramLabel = "PRED.csv",
      description =
          "Where the predictions go, - for standard output. Without it they go there too, "
              + "unless --labels, --explain or --plot ask for something else.")
  private @Nullable String out;

  @Option(
      names = "--labels",
      paramLabel = "LABELS.csv",
      description =
          "The truth, with the columns case_id, family, source, bad, onset: prints the "
              + "scores per family and pooled, with 95 %% intervals.")
  private @Nullable Path labels;

  @Option(
      names = "--explain",
      paramLabel = "CASE",
      description =
          "Prints the evidence of a case. Can be repeated. Without --out and --labels "
              + "only the cases named are judged.")
  private List<String> explained = List.of();

  @Option(
      names = "--plot",
      paramLabel = "CASE.svg",
      description = "Draws the case the file is named after. Can be repeated.")
  private List<Path> plotted = List.of();

  @Option(
      names = "--plot-to",
      paramLabel = "FOLDER",
      description = "Draws every case that fails, one file each.")
  private @Nullable Path plotTo;

  InspectionCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    RecordedJudge judge = settings.judge(workbench.judges());
    List<Label> truth = labels == null ? List.of() : Label.read(labels);
    Pictures pictures = new Pictures(plotted, plotTo);
    Set<String> named = new HashSet<>(explained);
    named.addAll(pictures.named());
    missing.addAll(named);
    boolean all = out != null || labels != null || plotTo != null || named.isEmpty();
    Progress progress = new Progress(workbench.terminal(), output.json());
    try (Predictions predictions = predictions(named.isEmpty())) {
      new Evaluation<>(
              Recording::read,
              id -> all || named.contains(id),
              line -> judged(judge, line, named, pictures),
              workbench.threads())
          .run(cases.files(workbench), result -> take(result, predictions, pictures, progress));
    }
    int exit = progress.end().code();
    if (labels != null) {
      print(scores(Scores.of(truth, predicted)));
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "no case that can be judged has the id " + String.join(", ", missing));
    }
    return exit;
  }

  private Predictions predictions(boolean nothingNamed) {
    Terminal terminal = workbench.terminal();
    if (out != null && !out.equals(STANDARD_OUTPUT)) {
      return Predictions.to(Path.of(out));
    }
    boolean wanted = out != null || (labels == null && plotTo == null && nothingNamed);
    return wanted ? Predictions.to(terminal.out(), output.json()) : Predictions.nowhere();
  }

  private static Judgement judged(
      RecordedJudge judge, Recording line, Set<String> named, Pictures pictures) {
    RecordedCase recorded = line.recorded();
    boolean trace = named.contains(recorded.id());
    Judgement judgement = judge.judge(recorded, trace);
    return !trace && pictures.wants(recorded.id(), judgement.inspection().verdict())
        ? judge.judge(recorded, true)
        : judgement;
  }

  private void take(
      Result<Recording, Judgement> result,
      Predictions predictions,
      Pictures pictures,
      Progress progress) {
    switch (result) {
      case Skipped<Recording, Judgement> _ -> {}
      case Broken<Recording, Judgement> broken -> progress.broken(broken);
      case Judged<Recording, Judgement> judged -> {
        progress.judged();
        missing.remove(judged.id());
        Prediction prediction = Prediction.of(judged.judgement());
        predictions.add(prediction);
        if (labels != null) {
          predicted.put(prediction.caseId(), prediction);
        }
        RecordedCase recorded = judged.line().recorded();
        if (explained.contains(judged.id())) {
          print(explanation(recorded, judged.judgement()));
        }
        pictures.draw(recorded, judged.judgement());
      }
    }
  }

  private String explanation(RecordedCase recorded, Judgement judgement) {
    return output.json()
        ? CaseExplanation.json(judgement)
        : CaseExplanation.render(recorded, judgement, output.style(workbench.terminal()));
  }

  private String scores(Scores scores) {
    return output.json()
        ? ScoresReport.json(scores)
        : ScoresReport.render(scores, output.style(workbench.terminal()));
  }

  private void print(String text) {
    workbench.terminal().out().println(text);
    workbench.terminal().out().flush();
  }
}
