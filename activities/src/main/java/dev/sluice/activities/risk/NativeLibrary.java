package dev.sluice.activities.risk;

import io.github.metarank.lightgbm4j.LGBMBooster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** LightGBM's own code, loaded when a model is first trained or read. */
final class NativeLibrary {
  private static final String FOLDER = "java.io.tmpdir";

  /** Why it can't be used, or null. */
  private static final @Nullable String MISSING = load();

  private NativeLibrary() {}

  /**
   * Returns where the library can be used.
   *
   * @throws dev.sluice.domain.problem.ProblemException says what is missing
   */
  static void require() {
    if (MISSING != null) {
      throw missing(MISSING);
    }
  }

  private static RuntimeException missing(String why) {
    return RiskProblem.RISK_LIBRARY.because(
        "the risk model needs LightGBM, whose native library can't be loaded (%s). On Linux it needs libgomp: `apt-get install libgomp1`; on a Mac libomp: `brew install libomp`. Nothing else of Sluice needs it"
            .formatted(why));
  }

  /**
   * It is unpacked into a folder of this process alone: the usual one is shared, and a file of
   * another user, or one that another process is just writing, must not be loaded.
   */
  private static @Nullable String load() {
    String usual = System.getProperty(FOLDER, "");
    Path own = null;
    try {
      own = Files.createTempDirectory("sluice-lightgbm");
      System.setProperty(FOLDER, own.toString());
      LGBMBooster.loadNative();
      return LGBMBooster.isNativeLoaded() ? null : "a library that it needs is missing";
    } catch (IOException | LinkageError broken) {
      return broken.toString();
    } finally {
      System.setProperty(FOLDER, usual);
      if (own != null) {
        remove(own);
      }
    }
  }

  /** What is loaded stays loaded; where its file can't be removed the system will. */
  private static void remove(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files = entries.toList();
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException _) {
      folder.toFile().deleteOnExit();
    }
  }
}
