package dev.sluice.activities.configuration.etcd;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Schemas in files {@code <name>.json}.
 *
 * @param folder where they lie
 */
record SchemaFolder(Path folder) implements Schemas.SchemaSource {
  @Override
  public Optional<String> schema(String name) {
    Path file = folder.resolve(name + ".json");
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new ProblemException(
          new Problem.ForOperator(
              "FILE_UNREADABLE",
              "schema file %s can't be read; make it readable for Sluice".formatted(file)),
          e);
    }
  }
}
