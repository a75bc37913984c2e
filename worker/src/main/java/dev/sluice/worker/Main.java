package dev.sluice.worker;

import dev.sluice.worker.config.ConfigException;
import dev.sluice.worker.config.SluiceConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Runs a process until it is told to stop. Ends with 0 when it was stopped, with 1 when it could
 * not start, with 2 when its command line or configuration is wrong.
 */
public final class Main {
  static final int FAILED = 1;
  static final int MISUSED = 2;

  public static void main(String[] arguments) throws InterruptedException {
    int code = run(arguments, System.getenv(), System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Returns only when the process can't start: a running one is ended by a signal. */
  public static int run(String[] arguments, Map<String, String> environment, PrintStream errors)
      throws InterruptedException {
    SluiceConfig config;
    try {
      config = SluiceConfig.read(file(arguments, environment), environment);
    } catch (ConfigException e) {
      errors.println(e.getMessage());
      return MISUSED;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    try {
      SluiceProcess process = SluiceProcess.start(config, environment, WorkerWiring::of);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .name("sluice-shutdown")
                  .unstarted(() -> {
                    process.close();
                    stopped.countDown();
                  }));
    } catch (IOException | RuntimeException e) {
      errors.println("Sluice can't start: " + e.getMessage());
      return FAILED;
    }
    stopped.await();
    return 0;
  }

  private static @Nullable Path file(String[] arguments, Map<String, String> environment) {
    if (arguments.length == 2 && arguments[0].equals("--config")) {
      return Path.of(arguments[1]);
    }
    if (arguments.length != 0) {
      throw new ConfigException(List.of("usage: worker [--config FILE]"));
    }
    String named = environment.get("SLUICE_CONFIG");
    return named == null || named.isBlank() ? null : Path.of(named);
  }

  private Main() {}
}
