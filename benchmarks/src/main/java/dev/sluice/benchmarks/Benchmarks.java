package dev.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs every benchmark and prints what was measured; the command behind {@code benchmarks/run}. */
public final class Benchmarks {
  private Benchmarks() {}

  /**
   * @param arguments the folder for the results, then {@code --quick} or nothing
   */
  public static void main(String[] arguments) throws IOException {
    List<String> given = List.of(arguments);
    if (given.isEmpty() || !List.of("--quick").containsAll(given.subList(1, given.size()))) {
      System.err.println("usage: benchmarks/run [--quick]");
      System.exit(2);
    }
    boolean quick = given.contains("--quick");
    Path folder = Files.createDirectories(Path.of(given.getFirst()));
    Path log = folder.resolve("jmh.log");
    System.err.println(
        "benchmarks: measuring, %s; what happens stands in %s"
            .formatted(quick ? "under a minute" : "some minutes", log));
    try {
      measure(quick, folder, log);
    } catch (IllegalStateException | RunnerException e) {
      System.err.println("benchmarks: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void measure(boolean quick, Path folder, Path log)
      throws IOException, RunnerException {
    boolean peer = KayentaJudge.present().isPresent();
    Collection<RunResult> results = new Runner(options(quick, peer, folder, log).build()).run();
    String report = Report.of(new Results(results), Machine.here(), quick, peer);
    Files.writeString(folder.resolve("benchmarks.md"), report);
    System.out.print(report);
  }

  private static ChainedOptionsBuilder options(boolean quick, boolean peer, Path folder, Path log) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^dev\\.sluice\\.benchmarks\\.")
            .shouldFailOnError(true)
            .addProfiler(ProcessorTime.class)
            .output(log.toString())
            .resultFormat(ResultFormatType.JSON)
            .result(folder.resolve("benchmarks.json").toString())
            .forks(quick ? 1 : 2)
            .warmupIterations(quick ? 1 : 5)
            .warmupTime(quick ? TimeValue.milliseconds(500) : TimeValue.seconds(1))
            .measurementIterations(quick ? 1 : 5)
            .measurementTime(quick ? TimeValue.milliseconds(500) : TimeValue.seconds(1));
    if (quick) {
      options.param("metrics", Integer.toString(LiveBenchmark.FEW_METRICS));
    }
    return peer ? options : options.exclude(KayentaBenchmark.class.getSimpleName());
  }
}
