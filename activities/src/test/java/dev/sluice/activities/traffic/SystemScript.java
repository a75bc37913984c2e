package dev.sluice.activities.traffic;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real system, started and stopped by its script.
 *
 * @param name of the script and of the process
 * @param environment what the script is told
 */
public record SystemScript(String name, Map<String, String> environment) {
  private static final Path SCRIPTS = Path.of("../docker/systems").toAbsolutePath().normalize();

  /** Skips the test where the system is not installed. */
  public void assumeInstalled(String program) {
    boolean found =
        java.util.stream.Stream.of(System.getenv("PATH").split(":"))
            .map(Path::of)
            .map(folder -> folder.resolve(program))
            .anyMatch(Files::isExecutable);
    assumeTrue(
        found || Files.isExecutable(state().resolve("bin").resolve(program)),
        "no %s: run docker/systems/%s.sh install".formatted(program, name));
  }

  public void start() {
    run("start");
  }

  public void stop() {
    run("stop");
  }

  /** Kills it at once, and waits until it is gone. */
  public void kill() throws IOException, InterruptedException {
    Path file = state().resolve("run").resolve(name + ".pid");
    String id = Files.readString(file).strip();
    ProcessHandle.of(Long.parseLong(id)).ifPresent(ProcessHandle::destroyForcibly);
    // Where nobody takes the remains away they still have the id.
    Path stat = Path.of("/proc", id, "stat");
    for (int i = 0; i < 200 && Files.exists(stat) && !isDead(stat); i++) {
      Thread.sleep(10);
    }
    Files.delete(file);
  }

  private static boolean isDead(Path stat) {
    try {
      return Files.readString(stat).contains(") Z ");
    } catch (IOException e) {
      return true;
    }
  }

  public Path state() {
    String given = environment.getOrDefault("SLUICE_SYSTEMS", System.getenv("SLUICE_SYSTEMS"));
    if (given != null) {
      return Path.of(given);
    }
    String cache = System.getenv("XDG_CACHE_HOME");
    return Path.of(cache == null ? System.getenv("HOME") + "/.cache" : cache, "sluice-systems");
  }

  /**
   * Lets the script do something.
   *
   * @param command one of the script's
   */
  public void run(String command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(SCRIPTS.resolve(name + ".sh").toString(), command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException("%s.sh %s failed".formatted(name, command));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
