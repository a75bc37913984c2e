package dev.sluice.cli.evaluate;

import dev.sluice.cli.terminal.Terminal;
import dev.sluice.inspection.recorded.RecordedJudge;
import dev.sluice.inspection.stream.JudgeSettings;
import dev.sluice.inspection.stream.ReplayJudge;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Map;

/**
 * What evaluations need of the world around them.
 *
 * @param input what {@code --cases -} reads
 * @param threads that judge or learn at the same time, at least 1
 */
public record Workbench(
    Terminal terminal, InputStream input, int threads, InstantSource clock, Judges judges) {

  /** All cores, and the judge of running changes. */
  public static Workbench ofThisProcess(Terminal terminal, InstantSource clock) {
    return new Workbench(
        terminal,
        System.in,
        Runtime.getRuntime().availableProcessors(),
        clock,
        settings -> new ReplayJudge(JudgeSettings.DEFAULT.with(settings)));
  }

  /** The judge that is evaluated. */
  @FunctionalInterface
  public interface Judges {
    /**
     * @param settings by their name, where they differ from the defaults
     * @throws IllegalArgumentException for a setting it doesn't have or a value out of its range
     */
    RecordedJudge with(Map<String, String> settings);
  }
}
