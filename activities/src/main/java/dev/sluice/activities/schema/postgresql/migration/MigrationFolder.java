package dev.sluice.activities.schema.postgresql.migration;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where folders of migrations are kept.
 *
 * @param root the folder that none of them may lie outside of
 */
public record MigrationFolder(Path root) {
  private static final int MOST_FILES = 10_000;
  private static final long MOST_BYTES = 1_000_000;
  private static final String END = ".sql";

  /**
   * Reads a folder below the root: {@code V<version>__<description>.sql} and, for the way back,
   * {@code U<version>__<description>.sql}. Other files are left alone, but a script that looks like
   * a migration and is none is refused.
   *
   * @throws ProblemException for the author, when there is no such folder below the root or its
   *     files are not what they should be
   */
  public MigrationSet read(String folder) {
    Path place = place(folder);
    SortedMap<Version, Path> forward = new TreeMap<>();
    SortedMap<Version, Path> back = new TreeMap<>();
    for (Path file : files(place, folder)) {
      String name = file.getFileName().toString();
      if (name.startsWith("V") && name.endsWith(END)) {
        put(forward, file);
      } else if (name.startsWith("U") && name.endsWith(END)) {
        put(back, file);
      }
    }
    List<Migration> migrations = new ArrayList<>();
    forward.forEach((version, file) -> migrations.add(migration(version, file, back.get(version))));
    return new MigrationSet(migrations);
  }

  private Path place(String folder) {
    try {
      Path inside = root.toRealPath();
      Path place = inside.resolve(folder).toRealPath();
      if (place.startsWith(inside) && Files.isDirectory(place)) {
        return place;
      }
    } catch (IOException e) {
      // Told below: whether it is missing or outside is the same to the author.
    }
    throw author(
        "NO_SUCH_FOLDER",
        "there is no folder %s below the folder of migrations; name one that is".formatted(folder));
  }

  private static List<Path> files(Path place, String folder) {
    try (Stream<Path> files = Files.list(place)) {
      List<Path> some = files.filter(Files::isRegularFile).sorted().limit(MOST_FILES + 1).toList();
      if (some.size() > MOST_FILES) {
        throw author(
            "TOO_MANY_MIGRATIONS",
            "%s holds more than %,d files; split it".formatted(folder, MOST_FILES));
      }
      return some;
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static void put(SortedMap<Version, Path> files, Path file) {
    String name = file.getFileName().toString();
    int end = name.indexOf("__");
    String version = end < 0 ? "" : name.substring(1, end);
    if (!version.matches(Version.PATTERN)) {
      throw author(
          "WRONG_FILE_NAME",
          "%s is no name of a migration; write it like %s3__add_email.sql"
              .formatted(name, name.substring(0, 1)));
    }
    Path other = files.put(new Version(version), file);
    if (other != null) {
      throw author(
          "TWO_OF_ONE_VERSION",
          "%s and %s are of the same version; give one of them another"
              .formatted(other.getFileName(), name));
    }
  }

  private static Migration migration(Version version, Path file, @Nullable Path undo) {
    String name = file.getFileName().toString();
    String text = text(file);
    String description =
        name.substring(name.indexOf("__") + 2, name.length() - END.length()).replace('_', ' ');
    return new Migration(
        version,
        description,
        name,
        FlywayChecksum.of(text),
        text,
        undo == null ? null : text(undo));
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw author(
            "MIGRATION_TOO_LONG",
            "%s is longer than %,d bytes; split it".formatted(file.getFileName(), MOST_BYTES));
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw author("NOT_UTF_8", "%s is not UTF-8; save it as UTF-8".formatted(file.getFileName()));
    } catch (IOException e) {
      throw unreadable(file.getFileName().toString(), e);
    }
  }

  private static ProblemException unreadable(String what, IOException cause) {
    return new ProblemException(
        new Problem.ForOperator(
            "UNREADABLE_MIGRATIONS",
            "%s can't be read by the worker (%s); give it the right to"
                .formatted(what, cause.getClass().getSimpleName())),
        cause);
  }

  private static ProblemException author(String code, String message) {
    return new ProblemException(new Problem.ForAuthor(code, message));
  }
}
