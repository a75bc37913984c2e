package dev.sluice.activities.schema.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.conformance.Check;
import dev.sluice.activities.conformance.Conformance;
import dev.sluice.activities.conformance.Finding;
import dev.sluice.activities.conformance.Trial;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.TargetQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The contract, against a real PostgreSQL with several shards. */
@Tag("server")
@Tag("systems")
@ResourceLock("postgresql")
class PostgresSchemaConformanceServerTest {
  @TempDir private static Path folder;
  private static Shards shards;
  private static PostgresSchemaSubDomain subDomain;

  @BeforeAll
  static void start() throws Exception {
    shards = new Shards(folder);
    for (int i = 0; i < 4; i++) {
      shards.database("shard-%d".formatted(i), "conformance");
    }
    shards.database("flyway", "other");
    subDomain = shards.subDomain();
    for (int i = 0; i < 4; i++) {
      subDomain.apply(Shards.expand("begin", "shard-%d".formatted(i), "1"));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    shards.wipe();
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return Conformance.checks().stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), () -> run(check)));
  }

  private static void run(Check check) throws InterruptedException {
    Trial trial =
        new Trial(
            Map.of("use", "conformance"),
            Capabilities.EXPAND,
            Map.of("migrations", "shop", "version", "2"),
            Map.of("migrations", "shop", "version", "4"),
            Duration.ofSeconds(20),
            PostgresSchemaConformanceServerTest::restart,
            "r1");
    Finding finding = Conformance.run(check, new Restarting(() -> subDomain), trial);
    assertThat(finding.answer()).as(finding.why()).isEqualTo(Finding.Answer.KEPT);
  }

  private static void restart() throws Exception {
    Shards.crash();
    Shards.start();
    subDomain = shards.subDomain();
  }

  @Test
  void leavesAHistoryThatFlywayItselfTakesForItsOwn() throws Exception {
    Flyway flyway =
        Flyway.configure()
            .dataSource(
                "jdbc:postgresql://127.0.0.1:%d/flyway".formatted(Shards.port()), "postgres", "")
            .locations("filesystem:" + folder.resolve("migrations/shop"))
            .target("2")
            .load();
    flyway.migrate();
    Shards.execute(
        "flyway",
        "alter table item owner to migrator; alter table flyway_schema_history owner to migrator");
    assertThat(subDomain.list(new TargetQuery(Map.of("use", "other"), TargetRange.ALL, 9)))
        .singleElement()
        .satisfies(target -> assertThat(target.version()).isEqualTo("2"));
    subDomain.apply(Shards.expand("c1", "flyway", "4"));
    Flyway onwards = Flyway.configure().configuration(flyway.getConfiguration()).target("4").load();
    onwards.validate();
    assertThat(List.of(onwards.info().applied())).hasSize(4);
    subDomain.revert(Shards.back("c1", "flyway", "4"));
    flyway.validate();
    assertThat(List.of(flyway.info().applied())).hasSize(2);
  }
}
