package dev.sluice.activities.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page on notifications tells receivers to run does what it says. */
final class SignaturePageTest {
  private static final String KEY = "k3y with spaces";
  private static final String BODY = "{\"text\":\"Wartet auf Zustimmung: é\"}";

  @TempDir private Path folder;

  @Test
  void thePythonOnThePageTellsOursFromOthers() throws IOException, InterruptedException {
    assumeTrue(isThere("python3"));
    requireTells("python", "python3");
  }

  @Test
  void theShellOnThePageTellsOursFromOthers() throws IOException, InterruptedException {
    assumeTrue(isThere("openssl"));
    requireTells("sh", "sh");
  }

  private void requireTells(String language, String program)
      throws IOException, InterruptedException {
    Instant now = Instant.now();
    String good = Signature.of(BODY, now, KEY);
    assertThat(exit(language, program, good)).isZero();
    assertThat(exit(language, program, Signature.of(BODY + " ", now, KEY))).isNotZero();
    assertThat(exit(language, program, Signature.of(BODY, now, "another"))).isNotZero();
    Instant old = now.minusSeconds(3_600);
    assertThat(exit(language, program, Signature.of(BODY, old, KEY))).isNotZero();
  }

  private int exit(String language, String program, String signature)
      throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("check"), block(language));
    Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
    Path body = Files.writeString(folder.resolve("body"), BODY);
    Process process =
        new ProcessBuilder(
                List.of(program, script.toString(), signature, key.toString(), body.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static String block(String language) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "notifications.md"));
    int begin = page.indexOf("```" + language + "\n");
    assertThat(begin).isNotNegative();
    int code = page.indexOf('\n', begin) + 1;
    return page.substring(code, page.indexOf("```", code));
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
