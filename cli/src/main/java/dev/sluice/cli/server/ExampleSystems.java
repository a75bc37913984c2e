package dev.sluice.cli.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The real systems of {@code sluice dev --systems}, which {@code docker/systems/shop.sh} starts and
 * stops. They are processes of their own and outlive this one if it is killed; the next start ends
 * them first.
 */
final class ExampleSystems implements AutoCloseable {
  private static final int SECONDS_TO_STOP = 60;

  private final Path script;
  private final Map<String, String> environment;
  private final PrintWriter out;
  private volatile @Nullable Process starting;

  /**
   * @param home the checkout
   * @param environment of the script, beyond that of this process
   * @throws IOException when it has no such script: says what to do
   */
  ExampleSystems(Path home, Map<String, String> environment, PrintWriter out) throws IOException {
    script = home.resolve("docker/systems/shop.sh");
    this.environment = Map.copyOf(environment);
    this.out = out;
    if (!Files.isExecutable(script)) {
      throw new IOException(
          "--systems needs %s: run ./sluice in a checkout of Sluice".formatted(script));
    }
  }

  /** Where the checkout is: as the launcher says, else where this process was started. */
  static Path home(Map<?, ?> properties) {
    Object home = properties.get("sluice.home");
    return Path.of(home == null ? "" : home.toString()).toAbsolutePath();
  }

  /**
   * Starts them, telling what is up.
   *
   * @return the configuration that connects them
   * @throws IOException when one did not start; what to do was told by the script
   */
  Path start() throws IOException, InterruptedException {
    out.println("Starting the systems of the example, which takes half a minute:");
    out.flush();
    Process process =
        command("start")
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    starting = process;
    String last = "";
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!last.isEmpty()) {
          tell(last);
        }
        last = line;
      }
    }
    int code = process.waitFor();
    starting = null;
    if (code != 0) {
      if (!last.isEmpty()) {
        tell(last);
      }
      throw new IOException("the systems did not start; the line above says why");
    }
    return Path.of(last);
  }

  private ProcessBuilder command(String what) {
    ProcessBuilder command = new ProcessBuilder(script.toString(), what);
    command.environment().putAll(environment);
    return command;
  }

  private void tell(String line) {
    out.println("  " + line);
    out.flush();
  }

  /** Ends them, within two minutes. */
  @Override
  public void close() throws IOException {
    Process begun = starting;
    if (begun != null) {
      begun.destroy();
      hasEnded(begun);
    }
    Process stop =
        command("stop")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!hasEnded(stop)) {
      stop.destroy();
      throw new IOException("the systems did not stop: run " + script + " stop");
    }
  }

  private static boolean hasEnded(Process process) {
    try {
      return process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
