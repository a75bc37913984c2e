package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher on a checkout of its own, with JDKs that only say who they are. */
class LauncherTest {
  private static final Path SCRIPT = Path.of("..", "sluice");

  @TempDir Path directory;
  private Path checkout;

  @BeforeEach
  void copyTheLauncher() throws IOException {
    checkout = Files.createDirectories(directory.resolve("a check out"));
    Files.copy(SCRIPT, checkout.resolve("sluice"));
    Path target = Files.createDirectories(checkout.resolve("cli/target"));
    Files.createDirectories(checkout.resolve("cli/src/main"));
    Files.writeString(checkout.resolve("cli/pom.xml"), "");
    Files.writeString(checkout.resolve("pom.xml"), "");
    Files.writeString(target.resolve("sluice-cli.jar"), "");
    Files.writeString(target.resolve("classpath"), "/lib/a.jar:/lib/b.jar");
    script(checkout.resolve("mvnw"), "echo built with $JAVA_HOME >&2");
    Files.writeString(target.resolve("launcher.stamp"), checkout.toRealPath() + "\n");
  }

  @Test
  void takesJavaHomeWhenItIsNewEnough() throws Exception {
    Path home = jdk("home", "25.0.1");

    assertThat(launch(Map.of("JAVA_HOME", home.toString()), "list"))
        .startsWith("home ")
        .contains(" dev.sluice.cli.Sluice list");
  }

  @Test
  void passesOverAnOldJavaHome() throws Exception {
    Path home = jdk("home", "17.0.2");
    Path newer = jdk("newer", "26-ea");

    String said =
        launch(Map.of("JAVA_HOME", home.toString(), "JAVA25_HOME", newer.toString()), "list");
    assertThat(said).startsWith("newer ");
  }

  @Test
  void looksIntoTheUsualPlacesLast() throws Exception {
    jdk("jdks/21", "21.0.1");
    jdk("jdks/with space 25", "25");

    assertThat(launch(Map.of("JAVA_HOME", ""), "list")).startsWith("with space 25 ");
  }

  @Test
  void saysWhatToInstallWhereThereIsNone() throws Exception {
    assertThat(launch(Map.of("JAVA_HOME", ""), "list"))
        .contains("needs a JDK 25 or newer", "set JAVA_HOME to it", "exit 1");
  }

  @Test
  void runsThroughALinkAndKeepsEachArgumentWhole() throws Exception {
    Path home = jdk("home", "25");
    Path link = Files.createSymbolicLink(directory.resolve("link"), checkout.resolve("sluice"));

    String said =
        launch(link, Map.of("JAVA_HOME", home.toString()), "plan", "x", "-p", "note=two words");
    assertThat(said).contains("dev.sluice.cli.Sluice plan x -p note=two words <");
    assertThat(said).contains("/a check out/cli/target/sluice-cli.jar:/lib/a.jar:/lib/b.jar");
  }

  @Test
  void givesAServerMoreThanAClient() throws Exception {
    Map<String, String> environment = Map.of("JAVA_HOME", jdk("home", "25").toString());

    assertThat(launch(environment, "dev")).contains("-Xmx1g").doesNotContain("TieredStopAtLevel");
    assertThat(launch(environment, "list")).contains("TieredStopAtLevel=1").doesNotContain("-Xmx");
  }

  @Test
  void buildsWhenASourceIsNewerThanTheLastBuildAndOnlyThen() throws Exception {
    Map<String, String> environment = Map.of("JAVA_HOME", jdk("home", "25").toString());
    assertThat(launch(environment, "list")).doesNotContain("building");

    Path stamp = checkout.resolve("cli/target/launcher.stamp");
    Path source = Files.writeString(checkout.resolve("cli/src/main/New.java"), "");
    Files.setLastModifiedTime(
        stamp, FileTime.from(Files.getLastModifiedTime(source).toInstant().minusSeconds(10)));
    assertThat(launch(environment, "list")).contains("sluice: building", "built with");
    assertThat(launch(environment, "list")).doesNotContain("building");
  }

  @Test
  void startsNothingOldWhenTheBuildFails() throws Exception {
    Map<String, String> environment = Map.of("JAVA_HOME", jdk("home", "25").toString());
    Files.delete(checkout.resolve("cli/target/launcher.stamp"));
    script(checkout.resolve("mvnw"), "exit 7");

    assertThat(launch(environment, "list"))
        .contains("the build failed", "exit 1")
        .doesNotContain("dev.sluice.cli.Sluice");
    assertThat(checkout.resolve(".sluice/building")).doesNotExist();
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = directory.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/javac"), "exit 0");
    script(home.resolve("bin/java"), "echo \"" + home.getFileName() + " $* <\"");
    return home;
  }

  private String launch(Map<String, String> environment, String... arguments) throws Exception {
    return launch(checkout.resolve("sluice"), environment, arguments);
  }

  /** What the launcher printed, and its exit code where that is not 0. */
  private String launch(Path launcher, Map<String, String> environment, String... arguments)
      throws Exception {
    // The first java on the path is too old, whatever this machine has installed.
    Path old = jdk("old", "11.0.1");
    Path said = directory.resolve("said");
    ProcessBuilder builder = new ProcessBuilder("sh", launcher.toString());
    builder.command().addAll(List.of(arguments));
    builder.directory(directory.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("JAVA25_HOME", "");
    builder.environment().putAll(environment);
    builder.environment().put("PATH", old.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("SLUICE_JDKS", directory.resolve("jdks").toString());
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(said, StandardCharsets.UTF_8);
    return process.exitValue() == 0 ? text : text + "exit " + process.exitValue();
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
