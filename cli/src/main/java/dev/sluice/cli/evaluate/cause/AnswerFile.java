package dev.sluice.cli.evaluate.cause;

import dev.sluice.cli.command.UsageProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of JSON Lines, each about one case that it names as {@code id}. */
public final class AnswerFile {
  private AnswerFile() {}

  /**
   * Its lines by the case's id, in their order.
   *
   * @throws UsageProblem names the line that can't be read
   */
  public static Map<String, JsonNode> read(Path file) {
    Map<String, JsonNode> lines = new LinkedHashMap<>();
    int number = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        JsonNode node = JsonMapper.shared().readTree(line);
        String id = node.path("id").asString("");
        if (id.isEmpty()) {
          throw new UsageProblem("%s:%d: id is missing, must be a case's".formatted(file, number));
        }
        if (lines.put(id, node) != null) {
          throw new UsageProblem(
              "%s:%d: the case %s stands there twice".formatted(file, number, id));
        }
      }
    } catch (JacksonException broken) {
      throw new UsageProblem(
          "%s:%d: isn't JSON: %s".formatted(file, number, broken.getOriginalMessage()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("can't read " + file, unreadable);
    }
    return lines;
  }
}
