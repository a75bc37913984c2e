package dev.sluice.activities.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.yaml.Refusal;
import dev.sluice.domain.changetype.ChangeType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeTypeCatalogTest {
  @TempDir private Path folder;
  private String release = "";

  @BeforeEach
  void readTheShippedRelease() throws IOException {
    release = Files.readString(Path.of("..", "change-types", "fleet-release.yaml"));
  }

  @Test
  void loadsTheGoodFilesNextToABadOne() throws IOException {
    write("a.yaml", "name: [");
    write("b.yaml", release);

    CatalogContent content = ChangeTypeCatalog.of(folder).content();

    assertThat(content.types()).extracting(ChangeType::name).containsExactly("fleet-release");
    assertThat(content.refused()).extracting(Refusal::file).containsExactly("a.yaml");
  }

  @Test
  void keepsTheLastGoodVersionOfAFileThatBreaks() throws IOException {
    write("a.yaml", release);
    ChangeTypeCatalog catalog = ChangeTypeCatalog.of(folder);
    write("a.yaml", release.replace("risk: 2", "risk: 7"));

    CatalogContent content = catalog.refresh();

    assertThat(content.types()).extracting(type -> type.control().risk()).containsExactly(2);
    assertThat(content.refused())
        .singleElement()
        .extracting(Refusal::describe)
        .asString()
        .endsWith("(fleet-release version 1 stays in use)");
  }

  @Test
  void takesARepairedFileAgain() throws IOException {
    write("a.yaml", "nonsense");
    ChangeTypeCatalog catalog = ChangeTypeCatalog.of(folder);
    write("a.yaml", release);

    assertThat(catalog.refresh().refused()).isEmpty();
    assertThat(catalog.find("fleet-release")).isPresent();
  }

  @Test
  void refusesOtherContentUnderTheSameVersion() throws IOException {
    write("a.yaml", release);
    ChangeTypeCatalog catalog = ChangeTypeCatalog.of(folder);
    write("a.yaml", release.replace("percent: 50", "percent: 60"));

    assertThat(catalog.refresh().refused())
        .extracting(Refusal::describe)
        .containsExactly(
            "a.yaml:3:1: version: raise version: fleet-release version 1 was in use with other"
                + " content (fleet-release version 1 stays in use)");
  }

  @Test
  void takesOtherContentUnderAHigherVersionAndRemembersTheOld() throws IOException {
    write("a.yaml", release);
    ChangeTypeCatalog catalog = ChangeTypeCatalog.of(folder);
    write("a.yaml", release.replace("version: 1", "version: 2").replace("risk: 2", "risk: 3"));

    assertThat(catalog.refresh().refused()).isEmpty();
    assertThat(catalog.find("fleet-release").map(ChangeType::version)).contains(2);
    assertThat(catalog.find("fleet-release", 1).map(type -> type.control().risk())).contains(2);
  }

  @Test
  void takesNewCommentsWithoutANewVersion() throws IOException {
    write("a.yaml", release);
    ChangeTypeCatalog catalog = ChangeTypeCatalog.of(folder);
    write("a.yaml", "# Why.\n" + release.replace("percent: 50", "percent: 50.0"));

    assertThat(catalog.refresh().refused()).isEmpty();
  }

  @Test
  void leavesANameToTheFileThatHadItFirst() throws IOException {
    write("b.yaml", release);
    ChangeTypeCatalog catalog = ChangeTypeCatalog.of(folder);
    write("a.yaml", release);

    assertThat(catalog.refresh().refused())
        .extracting(Refusal::describe)
        .containsExactly(
            "a.yaml:2:1: name: fleet-release is already defined in b.yaml: rename it, or delete"
                + " one of the files");
  }

  @Test
  void dropsTheTypeOfADeletedFileAndFollowsARenamedOne() throws IOException {
    write("a.yaml", release);
    ChangeTypeCatalog catalog = ChangeTypeCatalog.of(folder);
    Files.move(folder.resolve("a.yaml"), folder.resolve("b.yaml"));
    assertThat(catalog.refresh().types()).hasSize(1);

    Files.delete(folder.resolve("b.yaml"));
    assertThat(catalog.refresh()).isEqualTo(new CatalogContent(List.of(), List.of()));
  }

  @Test
  void keepsEverythingWhileTheFolderIsGone() throws IOException {
    write("a.yaml", release);
    ChangeTypeCatalog catalog = ChangeTypeCatalog.of(folder);
    Files.delete(folder.resolve("a.yaml"));
    Files.delete(folder);

    CatalogContent content = catalog.refresh();

    assertThat(content.types()).hasSize(1);
    assertThat(content.refused().getFirst().describe()).contains("the folder can't be read");
    Files.createDirectory(folder);
  }

  @Test
  void refusesBigFilesAndForeignEncodings() throws IOException {
    write("big.yaml", "#" + "x".repeat(256 * 1024));
    Files.write(folder.resolve("latin.yaml"), "owner: Zoë".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(ChangeTypeCatalog.of(folder).content().refused())
        .extracting(Refusal::describe)
        .containsExactly(
            "big.yaml: is bigger than 256 KB: split it or shorten it",
            "latin.yaml: is not UTF-8: save it as UTF-8");
  }

  @Test
  void readsAThousandFilesAndNoMore() throws IOException {
    for (int i : IntStream.rangeClosed(0, 1_000).toArray()) {
      write("%04d.yaml".formatted(i), "");
    }

    assertThat(ChangeTypeCatalog.of(folder).content().refused())
        .hasSize(1_001)
        .last()
        .extracting(Refusal::describe)
        .isEqualTo("1000.yaml: the folder has more than 1,000 files: remove some");
  }

  @Test
  void readsSeveralFoldersAsIfTheyWereOne() throws IOException {
    Path more = Files.createDirectory(folder.resolve("more"));
    write("a.yaml", release);
    Files.writeString(
        more.resolve("a.yaml"), release.replace("name: fleet-release", "name: other"));
    Files.writeString(more.resolve("b.yaml"), release);

    CatalogContent content = ChangeTypeCatalog.of(List.of(folder, more)).content();

    assertThat(content.types())
        .extracting(ChangeType::name)
        .containsExactly("fleet-release", "other");
    assertThat(content.refused())
        .extracting(Refusal::describe)
        .containsExactly(
            "more/b.yaml:2:1: name: fleet-release is already defined in a.yaml: rename it, or"
                + " delete one of the files");
  }

  @Test
  void carriesTheShippedTypesInItsJar() {
    CatalogContent content = ChangeTypeCatalog.shipped().content();

    assertThat(content.refused()).isEmpty();
    assertThat(content).isEqualTo(ChangeTypeCatalog.of(Path.of("..", "change-types")).content());
    assertThat(content.types())
        .extracting(ChangeType::name)
        .containsExactly("fleet-hotfix", "fleet-release", "fleet-release-by-zone");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
