package dev.sluice.cli.evaluate.cases;

import dev.sluice.cli.command.UsageProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One stream of lines that hold cases, plain or gzip.
 *
 * @param name as it is shown
 * @param opening opens it
 */
public record CaseFile(String name, Opening opening) {
  private static final String STANDARD_INPUT = "-";

  /** How a file is opened. */
  @FunctionalInterface
  public interface Opening {
    InputStream open() throws IOException;
  }

  /**
   * All files the paths stand for, in their order; those of a folder by name.
   *
   * @param input what {@code -} stands for
   * @throws UsageProblem where a path leads to no cases
   */
  public static List<CaseFile> of(List<String> paths, InputStream input) {
    List<CaseFile> files = new ArrayList<>();
    for (String path : paths) {
      if (path.equals(STANDARD_INPUT)) {
        files.add(new CaseFile("standard input", () -> input));
      } else {
        at(Path.of(path)).forEach(file -> files.add(file(file)));
      }
    }
    return files;
  }

  private static List<Path> at(Path path) {
    if (!Files.exists(path)) {
      throw new UsageProblem("--cases %s: there is no such file or folder".formatted(path));
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> files = entries.filter(CaseFile::holdsCases).sorted().toList();
      if (files.isEmpty()) {
        throw new UsageProblem(
            "--cases %s: the folder holds no file that ends in .jsonl or .jsonl.gz"
                .formatted(path));
      }
      return files;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("can't list " + path, unreadable);
    }
  }

  private static boolean holdsCases(Path path) {
    String name = path.getFileName().toString();
    return (name.endsWith(".jsonl") || name.endsWith(".jsonl.gz")) && Files.isRegularFile(path);
  }

  private static CaseFile file(Path path) {
    return new CaseFile(path.toString(), () -> Files.newInputStream(path));
  }
}
