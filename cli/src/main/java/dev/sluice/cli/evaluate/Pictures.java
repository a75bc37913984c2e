package dev.sluice.cli.evaluate;

import dev.sluice.cli.command.UsageProblem;
import dev.sluice.cli.evaluate.plot.CasePlot;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.RecordedCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which cases are drawn, and where to. */
final class Pictures {
  private static final String ENDING = ".svg";
  private static final int LONGEST_NAME = 200;

  private final Map<String, Path> files = new LinkedHashMap<>();
  private final @Nullable Path folder;

  /**
   * @param wanted files that are named like their case
   * @param folder for all that fail, or null
   */
  Pictures(List<Path> wanted, @Nullable Path folder) {
    this.folder = folder;
    for (Path file : wanted) {
      Path last = file.getFileName();
      String name = last == null ? "" : last.toString();
      if (!name.endsWith(ENDING) || name.equals(ENDING)) {
        throw new UsageProblem("--plot takes CASE.svg, not '%s'".formatted(file));
      }
      files.put(name.substring(0, name.length() - ENDING.length()), file);
    }
    if (folder != null) {
      makeFolder(folder);
    }
  }

  /** The cases drawn whatever their verdict. */
  Set<String> named() {
    return files.keySet();
  }

  boolean wants(String id, Verdict verdict) {
    return files.containsKey(id) || (folder != null && verdict == Verdict.FAIL);
  }

  /** Draws the case if it is wanted. */
  void draw(RecordedCase recorded, Judgement judgement) {
    if (!wants(recorded.id(), judgement.inspection().verdict())) {
      return;
    }
    String drawing = CasePlot.draw(recorded, judgement);
    Path named = files.get(recorded.id());
    if (named != null) {
      write(named, drawing);
    }
    if (folder != null && judgement.inspection().verdict() == Verdict.FAIL) {
      write(folder.resolve(fileName(recorded.id())), drawing);
    }
  }

  /** An id may hold what a file's name can't. */
  private static String fileName(String id) {
    String safe = URLEncoder.encode(id, StandardCharsets.UTF_8);
    return safe.substring(0, Math.min(LONGEST_NAME, safe.length())) + ENDING;
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("can't make the folder " + folder, unwritable);
    }
  }

  private static void write(Path file, String drawing) {
    try {
      Files.writeString(file, drawing);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("can't write " + file, unwritable);
    }
  }
}
