package dev.sluice.activities.schema.postgresql.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationFolderTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeSome() throws IOException {
    write("V1__begin.sql", "CREATE TABLE t (id int);");
    write("V10__later.sql", "SELECT 10");
    write("V2.1__with_two words.sql", "SELECT 2\r\n");
    write("U2_1__with_two words.sql", "SELECT -2");
    write("README.md", "not a migration");
  }

  @Test
  void readsMigrationsInTheOrderOfTheirNumbers() {
    var set = read();
    assertThat(set.all())
        .extracting(Migration::version)
        .extracting(Version::text)
        .containsExactly("1", "2.1", "10");
    Migration second = set.find(new Version("2_1")).orElseThrow();
    assertThat(second.description()).isEqualTo("with two words");
    assertThat(second.undo()).isEqualTo("SELECT -2");
    assertThat(set.find(new Version("10")).orElseThrow().undo()).isNull();
  }

  @Test
  void leavesLineEndsAndByteOrderMarksOutOfChecksums() {
    assertThat(FlywayChecksum.of("SELECT 1;\nSELECT 2;\n"))
        .isEqualTo(FlywayChecksum.of("\uFEFFSELECT 1;\r\nSELECT 2;"))
        .isNotEqualTo(FlywayChecksum.of("SELECT 1;\nSELECT 3;"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "app/../..", "/etc", "app/nowhere", "link", "app/V1__begin.sql"})
  void refusesToLeaveItsRoot(String name) throws IOException {
    if (name.equals("link")) {
      Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc"));
    }
    assertThatThrownBy(() -> new MigrationFolder(folder).read(name))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("NO_SUCH_FOLDER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"V3_add.sql", "Vx__add.sql", "V__add.sql", "U3add.sql"})
  void refusesFilesThatLookLikeMigrationsAndAreNone(String name) throws IOException {
    write(name, "SELECT 1");
    assertThatThrownBy(this::read)
        .hasMessageContaining("WRONG_FILE_NAME")
        .hasMessageContaining(name);
  }

  @Test
  void refusesTwoMigrationsOfOneVersion() throws IOException {
    write("V1.0__again.sql", "SELECT 1");
    assertThatThrownBy(this::read).hasMessageContaining("TWO_OF_ONE_VERSION");
  }

  @Test
  void ordersVersionsAsNumbers() {
    assertThat(Stream.of("1.10", "2", "1.9", "1").map(Version::new).sorted().map(Version::text))
        .containsExactly("1", "1.9", "1.10", "2");
    assertThat(new Version("1.0")).isEqualByComparingTo(new Version("1"));
  }

  private MigrationSet read() {
    return new MigrationFolder(folder).read("app");
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve("app"));
    Files.writeString(folder.resolve("app").resolve(name), text);
  }
}
