package dev.sluice.cli.risk;

import dev.sluice.cli.evaluate.plot.ReliabilityPlot;
import dev.sluice.inspection.risk.RiskTrial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Draws how far a model's probabilities can be believed. */
public final class Reliability {
  private Reliability() {}

  /**
   * Draws a trial, all groups together.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static void draw(String title, @Nullable RiskTrial trial, Path file) {
    if (trial == null) {
      throw new IllegalArgumentException(
          "--plot %s: it is not known of one change what came of it, so there is nothing to draw; give the column label"
              .formatted(file));
    }
    try {
      Files.writeString(file, ReliabilityPlot.draw(title, trial.all()));
    } catch (IOException unwritable) {
      throw new UncheckedIOException("can't write " + file, unwritable);
    }
  }
}
