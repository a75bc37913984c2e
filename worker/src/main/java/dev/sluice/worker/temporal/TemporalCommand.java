package dev.sluice.worker.temporal;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the {@code temporal} command. */
final class TemporalCommand {
  static final String HOW_TO_GET =
      "Get it from https://docs.temporal.io/cli (for example: brew install temporal), or name a"
          + " server with temporal.address.";

  static Optional<Path> find(Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> Stream.of("temporal", "temporal.exe").map(Path.of(folder)::resolve))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private TemporalCommand() {}
}
