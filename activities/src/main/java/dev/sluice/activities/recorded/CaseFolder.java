package dev.sluice.activities.recorded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/**
 * A folder with one file for each case. Writing a case again replaces it, so that an inspection
 * that is tried again leaves one file.
 *
 * @param folder made when the first case is written
 */
public record CaseFolder(Path folder) {
  private static final int LONGEST_NAME = 200;

  /**
   * Writes the case whole or not at all.
   *
   * @return its file
   * @throws UncheckedIOException when the folder can't be written
   */
  public Path write(CaseLine line) {
    String name = URLEncoder.encode(line.recorded().id(), StandardCharsets.UTF_8);
    String cut = name.substring(0, Math.min(LONGEST_NAME, name.length()));
    Path file = folder.resolve(cut + ".jsonl.gz");
    try {
      Files.createDirectories(folder);
      Path unfinished = Files.createTempFile(folder, ".case-", ".unfinished");
      try {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(unfinished))) {
          RecordedCaseWriter.write(line, out);
        }
        return Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException("can't write the case " + file, unwritable);
    }
  }
}
