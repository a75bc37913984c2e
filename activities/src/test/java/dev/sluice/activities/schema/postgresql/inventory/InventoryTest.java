package dev.sluice.activities.schema.postgresql.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.TargetQuery;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryTest {
  private static final int MANY = 100_000;

  @TempDir private Path folder;

  @Test
  void listsPagesFromAnywhereInAHundredThousand() throws IOException {
    Inventory inventory = new Inventory(write(MANY));
    for (int after : new int[] {-1, 999, 55_555, MANY - 501}) {
      TargetRange rest = after < 0 ? TargetRange.ALL : TargetRange.ALL.startingAfter(name(after));
      List<Database> page = inventory.list(new TargetQuery(Map.of(), rest, 1_000));
      assertThat(page).hasSize(Math.min(1_000, MANY - after - 1));
      assertThat(page.getFirst().name()).isEqualTo(name(after + 1));
      assertThat(page.getLast().name()).isEqualTo(name(after + page.size()));
    }
    assertThat(inventory.find(name(77_777)))
        .hasValueSatisfying(found -> assertThat(found.url()).endsWith("/db77777"));
    assertThat(inventory.find("shard-nowhere")).isEmpty();
  }

  @Test
  void keepsToRangeZoneAndSelector() throws IOException {
    Inventory inventory = new Inventory(write(1_000));
    TargetRange range = new TargetRange("z1", List.of(), name(300), name(310));
    assertThat(inventory.list(new TargetQuery(Map.of("tier", "gold"), range, 100)))
        .extracting(Database::name)
        .containsExactly(name(304), name(310));
    assertThat(inventory.list(new TargetQuery(Map.of("tier", "tin"), TargetRange.ALL, 5)))
        .isEmpty();
  }

  @Test
  void noticesThatItsFileChanged() throws IOException {
    Inventory inventory = new Inventory(write(3));
    assertThat(inventory.find(name(3))).isEmpty();
    Path file = write(4);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    assertThat(inventory.find(name(3))).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- {name: b, url: 'jdbc:postgresql://h/d', zone: z, user: u} | a",
        "- {name: z, url: 'jdbc:postgresql://h/d?password=geheim', zone: z, user: u} | passwordFile",
        "- {name: z, url: 'jdbc:mysql://h/d', zone: z, user: u} | jdbc:postgresql",
        "- {name: z, url: 'jdbc:postgresql://h/d', user: u} | zone must be",
        "- {name: z, url: 'jdbc:postgresql://h/d', zone: z, user: u, colour: red} | colour",
        "- {name: z, url: 'jdbc:postgresql://h/d' | inventory",
      })
  void saysWhatIsWrong(String entry, String said) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            "# ours\n- {name: c, url: 'jdbc:postgresql://h/d', zone: z, user: u}\n" + entry + "\n");
    assertThatThrownBy(() -> new Inventory(file).find("c"))
        .hasMessageContaining("BROKEN_INVENTORY")
        .hasMessageContaining(said)
        .hasMessageNotContaining("geheim");
  }

  private Path write(int count) throws IOException {
    Path file = folder.resolve("inventory.yaml");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("# every shard\n---\n");
      for (int i = 0; i < count; i++) {
        out.write(
            """
            - name: %s
              url: jdbc:postgresql://db-%d.example:5432/db%d
              zone: z%d
              labels: {service: checkout, tier: %s}
              user: migrator
              passwordFile: /run/secrets/pg
            """
                .formatted(name(i), i / 10, i, i % 3, i % 2 == 0 ? "gold" : "silver"));
      }
    }
    return file;
  }

  private static String name(int i) {
    return "shard-%06d".formatted(i);
  }
}
