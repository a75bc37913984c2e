package dev.sluice.cli.evaluate;

import dev.sluice.cli.evaluate.score.Prediction;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where predictions are written: a file of comma-separated values, standard output, or nowhere. */
final class Predictions implements Closeable {
  private final @Nullable Writer out;
  private final boolean json;
  private final boolean closes;

  private Predictions(@Nullable Writer out, boolean json, boolean closes) {
    this.out = out;
    this.json = json;
    this.closes = closes;
    if (!json) {
      line(Prediction.HEAD);
    }
  }

  static Predictions nowhere() {
    return new Predictions(null, false, false);
  }

  static Predictions to(Path file) {
    try {
      BufferedWriter out = Files.newBufferedWriter(file);
      return new Predictions(out, false, true);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("can't write " + file, unwritable);
    }
  }

  /**
   * @param json JSON Lines instead of comma-separated values
   */
  static Predictions to(PrintWriter standardOutput, boolean json) {
    return new Predictions(standardOutput, json, false);
  }

  void add(Prediction prediction) {
    line(json ? object(prediction) : prediction.row());
  }

  @Override
  public void close() throws IOException {
    if (out == null) {
      return;
    }
    out.flush();
    if (closes) {
      out.close();
    }
  }

  private void line(String text) {
    if (out == null) {
      return;
    }
    try {
      out.write(text);
      out.write('\n');
    } catch (IOException unwritable) {
      throw new UncheckedIOException("can't write the predictions", unwritable);
    }
  }

  private static String object(Prediction prediction) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("case_id", prediction.caseId());
    node.put("verdict", prediction.verdict().name().toLowerCase(Locale.ROOT));
    if (Double.isFinite(prediction.score())) {
      node.put("score", prediction.score());
    } else {
      node.putNull("score");
    }
    if (prediction.detectedAt() >= 0) {
      node.put("detected_at", prediction.detectedAt());
    } else {
      node.putNull("detected_at");
    }
    return node.toString();
  }
}
