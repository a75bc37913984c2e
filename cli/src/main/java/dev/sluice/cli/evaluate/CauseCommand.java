package dev.sluice.cli.evaluate;

import dev.sluice.cli.command.OutputOptions;
import dev.sluice.cli.command.UsageProblem;
import dev.sluice.cli.evaluate.cases.Case;
import dev.sluice.cli.evaluate.cases.Evaluation;
import dev.sluice.cli.evaluate.cases.Result.Broken;
import dev.sluice.cli.evaluate.cases.Result.Judged;
import dev.sluice.cli.evaluate.cases.Result.Skipped;
import dev.sluice.cli.evaluate.cause.AnswerFile;
import dev.sluice.cli.evaluate.cause.Answers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/**
 * Answers a question about each of many recorded cases.
 *
 * @param <C> a case
 * @param <A> an answer
 */
abstract class CauseCommand<C extends Case, A> implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  private final Workbench workbench;
  private final Answers<C, A> answers;

  @Mixin private final CaseOptions cases = new CaseOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--out",
      paramLabel = "ANSWERS.jsonl",
      description =
          "Where the answers go, one JSON object a line, - for standard output. Without it they "
              + "go there too, unless --labels or --explain ask for something else.")
  private @Nullable String out;

  @Option(
      names = "--labels",
      paramLabel = "TRUTH.jsonl",
      description = "The truth: prints the scores with 95 %% intervals.")
  private @Nullable Path labels;

  @Option(
      names = "--against",
      paramLabel = "ANSWERS.jsonl",
      description =
          "Answers of another method, to be compared with by a sign test; needs --labels.")
  private @Nullable Path against;

  @Option(
      names = "--explain",
      paramLabel = "CASE",
      description = "Prints what speaks for a case's answer. Can be repeated.")
  private List<String> explained = List.of();

  CauseCommand(Workbench workbench, Answers<C, A> answers) {
    this.workbench = workbench;
    this.answers = answers;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (against != null && labels == null) {
      throw new UsageProblem("--against compares scores, which need the truth: add --labels");
    }
    Map<String, JsonNode> truth = labels == null ? Map.of() : AnswerFile.read(labels);
    Set<String> missing = new HashSet<>(explained);
    boolean all = out != null || labels != null || explained.isEmpty();
    Progress progress = new Progress(workbench.terminal(), output.json());
    try (PrintWriter lines = lines()) {
      new Evaluation<C, A>(
              answers.reader(),
              id -> all || explained.contains(id),
              answers::answer,
              workbench.threads())
          .run(
              cases.files(workbench),
              result -> {
                switch (result) {
                  case Skipped<C, A> _ -> {}
                  case Broken<C, A> broken -> progress.broken(broken);
                  case Judged<C, A> judged -> {
                    progress.judged();
                    missing.remove(judged.id());
                    take(judged, lines);
                  }
                }
              });
    }
    int exit = progress.end().code();
    if (!missing.isEmpty()) {
      throw new UsageProblem("no case that can be judged has the id " + String.join(", ", missing));
    }
    if (labels != null) {
      print(
          answers.scores(
              truth,
              against == null ? Map.of() : AnswerFile.read(against),
              output.json(),
              output.style(workbench.terminal())));
    }
    return exit;
  }

  private void take(Judged<C, A> judged, PrintWriter lines) {
    answers.keep(judged.id(), judged.judgement());
    lines.println(answers.line(judged.id(), judged.judgement()));
    if (explained.contains(judged.id())) {
      print(
          output.json()
              ? answers.line(judged.id(), judged.judgement())
              : answers.explanation(judged.line(), judged.judgement()));
    }
  }

  private PrintWriter lines() {
    if (out != null && !out.equals(STANDARD_OUTPUT)) {
      try {
        return new PrintWriter(Files.newBufferedWriter(Path.of(out)));
      } catch (IOException unwritable) {
        throw new UncheckedIOException("can't write " + out, unwritable);
      }
    }
    boolean printed = out != null || (labels == null && explained.isEmpty());
    return printed
        ? new PrintWriter(workbench.terminal().out()) {
          @Override
          public void close() {
            flush();
          }
        }
        : new PrintWriter(Writer.nullWriter());
  }

  private void print(String text) {
    workbench.terminal().out().println(text);
    workbench.terminal().out().flush();
  }
}
