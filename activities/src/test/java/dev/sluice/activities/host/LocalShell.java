package dev.sluice.activities.host;

import dev.sluice.activities.host.inventory.Host;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs steps in this machine's own shell; each host is a home folder. Counts round trips. */
final class LocalShell implements RemoteShell {
  private final Path homes;
  final AtomicInteger trips = new AtomicInteger();

  LocalShell(Path homes) {
    this.homes = homes;
  }

  Path home(String host) {
    return homes.resolve(host);
  }

  @Override
  public String run(Host host, String script, Duration within) {
    trips.incrementAndGet();
    try {
      ProcessBuilder builder = new ProcessBuilder("/bin/sh");
      Path home = Files.createDirectories(home(host.name()));
      builder.environment().put("HOME", home.toString());
      Process process =
          builder.directory(home.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (OutputStream input = process.getOutputStream()) {
        input.write(script.getBytes(StandardCharsets.UTF_8));
      }
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw HostProblems.passing("UNREACHABLE", "%s: %s", host.name(), e.getMessage());
    }
  }

  @Override
  public void close() {}
}
