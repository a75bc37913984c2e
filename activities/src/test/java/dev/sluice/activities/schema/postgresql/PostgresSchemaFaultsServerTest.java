package dev.sluice.activities.schema.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Readiness;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong between Sluice and a real PostgreSQL. */
@Tag("server")
@Tag("systems")
@ResourceLock("postgresql")
class PostgresSchemaFaultsServerTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  @TempDir private static Path folder;
  private static Shards shards;
  private static int databases;

  private PostgresSchemaSubDomain subDomain;
  private String target;

  @BeforeAll
  static void start() throws Exception {
    shards = new Shards(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    shards.wipe();
  }

  @BeforeEach
  void makeDatabase(TestInfo test) throws Exception {
    target = "db-%02d".formatted(databases++);
    shards.database(target, "faults");
    subDomain = shards.subDomain();
    subDomain.apply(Shards.expand("begin", target, "1"));
  }

  @Test
  void waitsForNobodysLockAndSucceedsOnceItIsFree() throws Exception {
    TargetOrder order = Shards.expand("c1", target, "2");
    try (Connection other = Shards.owner(target)) {
      other.setAutoCommit(false);
      other.createStatement().execute("select * from item");
      assertThat(problem(() -> subDomain.apply(order)))
          .isInstanceOf(Problem.Passing.class)
          .extracting(Problem::code)
          .isEqualTo("LOCKED");
      assertThat(shards.look(target).changedBy()).isEqualTo("begin");
      other.rollback();
    }
    assertThat(subDomain.apply(order)).isEqualTo(Effect.APPLIED);
    assertThat(subDomain.await(order, Direction.APPLY, SOON).there()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"backend", "server", "network"})
  void keepsNothingOfAMigrationThatIsCutShort(String what) throws Exception {
    shards.list(target, target, what.equals("network") ? 21_211 : Shards.port(), "faults");
    TargetOrder order = Shards.expand("c1", target, "5");
    try (CutProxy proxy = new CutProxy(21_211, Shards.port())) {
      subDomain.apply(Shards.expand("c0", target, "4"));
      CompletableFuture<Effect> first = CompletableFuture.supplyAsync(() -> subDomain.apply(order));
      awaitStatement("pg_sleep");
      switch (what) {
        case "backend" -> terminate();
        case "server" -> {
          Shards.crash();
          Shards.start();
        }
        default -> proxy.cut();
      }
      assertThat(problem(() -> join(first))).isInstanceOf(Problem.Passing.class);
      assertThat(Shards.hasColumn(target, "slow")).isFalse();
      assertThat(shards.look(target).version()).isEqualTo("4");
      assertThat(shards.look(target).changedBy()).isEqualTo("c0");
      subDomain = shards.subDomain();
      await().atMost(SOON).until(() -> applied(order));
    }
    assertThat(Shards.hasColumn(target, "slow")).isTrue();
    assertThat(Shards.ask(target, "select count(*) from flyway_schema_history where version = '5'"))
        .isEqualTo("1");
    shards.list(target, target, Shards.port(), "faults");
  }

  @Test
  void buildsAnIndexAgainThatACrashLeftInvalid() throws Exception {
    TargetOrder order = Shards.expand("c1", target, "4");
    try (Connection old = Shards.owner(target)) {
      old.setAutoCommit(false);
      old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      subDomain.apply(Shards.expand("c0", target, "3"));
      old.createStatement().execute("select txid_current()");
      CompletableFuture<Effect> first = CompletableFuture.supplyAsync(() -> subDomain.apply(order));
      await().atMost(SOON).until(() -> !invalidIndexes().equals("0"));
      terminate();
      assertThat(problem(() -> join(first))).isInstanceOf(Problem.Passing.class);
      assertThat(invalidIndexes()).isEqualTo("1");
      assertThat(subDomain.await(order, Direction.APPLY, Duration.ofMillis(1)).there()).isFalse();
      old.rollback();
    }
    subDomain = shards.subDomain();
    assertThat(subDomain.apply(order)).isEqualTo(Effect.APPLIED);
    assertThat(invalidIndexes()).isEqualTo("0");
    assertThat(subDomain.await(order, Direction.APPLY, SOON).there()).isTrue();
    assertThat(subDomain.revert(Shards.back("c1", target, "4"))).isEqualTo(Effect.APPLIED);
    assertThat(Shards.ask(target, "select to_regclass('item_name')")).isEqualTo("null");
  }

  @Test
  void takesAnIndexBackThatWasBegunAndNeverBuilt() throws Exception {
    TargetOrder order = Shards.expand("c1", target, "4");
    subDomain.apply(Shards.expand("c0", target, "3"));
    try (Connection old = Shards.owner(target)) {
      old.setAutoCommit(false);
      old.createStatement().execute("select txid_current()");
      CompletableFuture<Effect> first = CompletableFuture.supplyAsync(() -> subDomain.apply(order));
      await().atMost(SOON).until(() -> !invalidIndexes().equals("0"));
      terminate();
      assertThat(problem(() -> join(first))).isInstanceOf(Problem.Passing.class);
      old.rollback();
    }
    assertThat(subDomain.revert(Shards.back("c1", target, "4"))).isEqualTo(Effect.APPLIED);
    assertThat(Shards.ask(target, "select to_regclass('item_name')")).isEqualTo("null");
    assertThat(shards.look(target).version()).isEqualTo("3");
    assertThat(shards.look(target).changedBy()).isEqualTo("c0");
  }

  @Test
  void endsSoonWhenItIsCancelledAndKeepsNothing() throws Exception {
    subDomain.apply(Shards.expand("c0", target, "4"));
    AtomicReference<Problem> met = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>(false);
    Thread call =
        Thread.ofPlatform()
            .start(() -> {
              met.set(problem(() -> subDomain.apply(Shards.expand("c1", target, "5"))));
              flag.set(Thread.currentThread().isInterrupted());
            });
    awaitStatement("pg_sleep");
    call.interrupt();
    assertThat(call.join(Duration.ofSeconds(5))).isTrue();
    assertThat(met.get().code()).isEqualTo("INTERRUPTED");
    assertThat(flag.get()).isTrue();
    assertThat(Shards.hasColumn(target, "slow")).isFalse();
  }

  @Test
  void saysThatThePasswordIsWrongAndNotWhatItIs() throws Exception {
    Path file = shards.passwordFile();
    String right = Files.readString(file);
    try {
      Files.writeString(file, "geheim-und-falsch");
      Problem problem = problem(() -> subDomain.apply(Shards.expand("c1", target, "2")));
      assertThat(problem)
          .isInstanceOf(Problem.ForOperator.class)
          .extracting(Problem::code)
          .isEqualTo("WRONG_CREDENTIALS");
      assertThat(problem.message()).doesNotContain("geheim").contains(target);
      assertThat(shards.look(target).healthy()).isFalse();
    } finally {
      Files.writeString(file, right);
    }
    assertThat(subDomain.apply(Shards.expand("c1", target, "2"))).isEqualTo(Effect.APPLIED);
  }

  @Test
  void doesNotTakeBackWhatSomebodyElseBuiltUpon() throws Exception {
    subDomain.apply(Shards.expand("c1", target, "2"));
    Shards.execute(
        target,
        "insert into flyway_schema_history values (9, '3', 'by hand', 'SQL', 'V3__size.sql', null, 'alice', now(), 1, true)");
    Problem problem = problem(() -> subDomain.revert(Shards.back("c1", target, "2")));
    assertThat(problem.code()).isEqualTo("CHANGED_SINCE");
    assertThat(problem.message()).contains("alice");
    assertThat(Shards.hasColumn(target, "colour")).isTrue();
    assertThat(subDomain.apply(Shards.expand("c2", target, "3"))).isEqualTo(Effect.ALREADY_THERE);
    assertThat(shards.look(target).changedBy()).isEqualTo("c1");
  }

  @Test
  void saysBeforehandAndAfterwardsThatThereIsNoWayBack() {
    subDomain.apply(Shards.expand("c0", target, "5"));
    assertThat(subDomain.apply(Shards.expand("c1", target, "6"))).isEqualTo(Effect.APPLIED);
    assertThat(problem(() -> subDomain.revert(Shards.back("c1", target, "6"))))
        .satisfies(met -> assertThat(met.message()).contains("mail was sent"))
        .extracting(Problem::code)
        .isEqualTo("NO_WAY_BACK");
    assertThat(problem(() -> subDomain.apply(Shards.expand("c2", target, "7"))).message())
        .contains("drop-in-expand");
    TargetOrder contract = Shards.order("c2", target, Capabilities.CONTRACT, "7", Direction.APPLY);
    assertThat(subDomain.apply(contract)).isEqualTo(Effect.APPLIED);
    assertThat(
            problem(() ->
                    subDomain.revert(
                        Shards.order("c2", target, Capabilities.CONTRACT, "7", Direction.REVERT)))
                .code())
        .isEqualTo("NO_WAY_BACK");
  }

  @Test
  void runsNothingOfWhatTheLintRefuses() throws Exception {
    subDomain.apply(Shards.expand("c0", target, "5"));
    subDomain.apply(Shards.order("c1", target, Capabilities.CONTRACT, "7", Direction.APPLY));
    Problem problem = problem(() -> subDomain.apply(Shards.expand("c2", target, "8")));
    assertThat(problem).isInstanceOf(Problem.ForAuthor.class);
    assertThat(problem.message()).contains("index-not-concurrent", "say CONCURRENTLY");
    assertThat(shards.look(target).version()).isEqualTo("7");
    assertThat(Shards.hasColumn(target, "weight")).isFalse();
  }

  @Test
  void takesWhatTheCatalogProvesForProof() throws Exception {
    String place = "proof";
    shards.migration(
        place,
        "V1__begin.sql",
        "create table item (id bigint generated always as identity primary key, name text)");
    shards.migration(
        place,
        "V2__check.sql",
        "alter table item add constraint named check (name is not null) not valid");
    shards.migration(place, "V3__valid.sql", "alter table item validate constraint named");
    shards.migration(place, "V4__set.sql", "alter table item alter column name set not null");
    shards.migration(place, "U2__check.sql", "alter table item drop constraint named");
    shards.migration(place, "U3__valid.sql", "select 1");
    shards.migration(place, "U4__set.sql", "alter table item alter column name drop not null");
    for (String version : List.of("2", "3", "4")) {
      TargetOrder order =
          new TargetOrder(
              "c" + version,
              target,
              Capabilities.EXPAND,
              Map.of("migrations", place, "version", version),
              "c" + version,
              1);
      assertThat(subDomain.precheck(order).reason()).isEmpty();
      assertThat(subDomain.apply(order)).isEqualTo(Effect.APPLIED);
    }
    assertThat(
            Shards.ask(
                target,
                "select attnotnull from pg_attribute where attrelid = 'item'::regclass and attname = 'name'"))
        .isEqualTo("t");
  }

  @Test
  void isNotReadyWhileATransactionIsOpenForLong() throws Exception {
    TargetOrder order = Shards.expand("c1", target, "2");
    assertThat(subDomain.precheck(order).ready()).isTrue();
    try (Connection other = Shards.owner(target)) {
      other.setAutoCommit(false);
      other.createStatement().execute("select 1");
      await().atMost(SOON).until(() -> !subDomain.precheck(order).ready());
      assertThat(subDomain.precheck(order).reason()).contains("owner (process ");
    }
    await().atMost(SOON).until(() -> subDomain.precheck(order).ready());
  }

  @Test
  void isNotReadyWhileAReplicaIsBehind() throws Exception {
    TargetOrder order = Shards.expand("c1", target, "2");
    String standby = target + "-standby";
    Shards.standby("wipe");
    Shards.standby("start");
    try {
      shards.list(standby, target, Shards.STANDBY, "faults");
      await().atMost(SOON).until(() -> subDomain.precheck(order).ready());
      assertThat(shards.look(standby).healthy()).isFalse();
      assertThat(subDomain.precheck(Shards.expand("c1", standby, "2")).reason())
          .contains("is a standby");
      assertThat(problem(() -> subDomain.apply(Shards.expand("c1", standby, "2"))).code())
          .isEqualTo("READ_ONLY");
      Shards.executeOnStandby("select pg_wal_replay_pause()");
      Shards.execute(target, "select pg_logical_emit_message(true, 'x', repeat('x', 3000000))");
      await().atMost(SOON).until(() -> !subDomain.precheck(order).ready());
      assertThat(subDomain.precheck(order).reason()).contains("replica walreceiver", "behind");
      Shards.executeOnStandby("select pg_wal_replay_resume()");
      await().atMost(SOON).until(() -> subDomain.precheck(order).ready());
    } finally {
      Shards.standby("wipe");
      shards.unlist(standby);
    }
  }

  @Test
  void isNotReadyForAUserThatMayNot() throws Exception {
    Shards.execute(target, "alter table item owner to postgres");
    Readiness readiness = subDomain.precheck(Shards.expand("c1", target, "2"));
    assertThat(readiness.reason()).contains("does not own table item");
    assertThat(problem(() -> subDomain.apply(Shards.expand("c1", target, "2"))).code())
        .isEqualTo("MISSING_RIGHT");
  }

  @Test
  void refusesHistoriesThatAreNotTheFolders() throws Exception {
    Shards.execute(target, "update flyway_schema_history set checksum = 5");
    assertThat(problem(() -> subDomain.precheck(Shards.expand("c1", target, "2"))).code())
        .isEqualTo("CHECKSUM_DRIFT");
    Shards.execute(target, "update flyway_schema_history set checksum = null, version = '1.5'");
    assertThat(problem(() -> subDomain.apply(Shards.expand("c1", target, "2"))).code())
        .isEqualTo("UNKNOWN_MIGRATION");
    Shards.execute(target, "update flyway_schema_history set version = '2'");
    assertThat(problem(() -> subDomain.apply(Shards.expand("c1", target, "3"))).code())
        .isEqualTo("OUT_OF_ORDER");
    Shards.execute(target, "update flyway_schema_history set version = '1', success = false");
    assertThat(problem(() -> subDomain.apply(Shards.expand("c1", target, "2"))).code())
        .isEqualTo("FAILED_MIGRATION");
    assertThat(shards.look(target).healthy()).isFalse();
    assertThat(Shards.hasColumn(target, "colour")).isFalse();
  }

  @Test
  void refusesTablesThatNoHistoryTellsOf() throws Exception {
    Shards.execute(target, "drop table flyway_schema_history");
    assertThat(problem(() -> subDomain.apply(Shards.expand("c1", target, "2"))).code())
        .isEqualTo("NO_HISTORY");
  }

  @Test
  void listsADatabaseThatIsGoneAsUnhealthyAndRefusesIt() throws Exception {
    Shards.execute("postgres", "drop database \"%s\"".formatted(target));
    assertThat(shards.look(target).healthy()).isFalse();
    assertThat(problem(() -> subDomain.apply(Shards.expand("c1", target, "2"))).code())
        .isEqualTo("NO_SUCH_DATABASE");
  }

  @Test
  void databasesThatComeAndGoInTheMiddleAreListedAndRefused() throws Exception {
    subDomain.apply(Shards.expand("c1", target, "2"));
    String newcomer = target + "-new";
    shards.database(newcomer, "faults");
    shards.unlist(target);

    assertThat(subDomain.list(new TargetQuery(Map.of(), TargetRange.ALL, 100)))
        .extracting(Target::name)
        .contains(newcomer)
        .doesNotContain(target);
    assertThat(problem(() -> subDomain.revert(Shards.back("c1", target, "2"))).code())
        .isEqualTo("UNKNOWN_TARGET");
    assertThat(subDomain.apply(Shards.expand("c1", newcomer, "2"))).isEqualTo(Effect.APPLIED);

    shards.list(target, target, Shards.port(), "faults");
    assertThat(subDomain.revert(Shards.back("c1", target, "2"))).isEqualTo(Effect.APPLIED);
    assertThat(Shards.hasColumn(target, "colour")).isFalse();
  }

  @Test
  void staysCorrectWhenEveryAnswerIsSlow() throws Exception {
    shards.list(target, target, 21_211, "faults");
    try (CutProxy proxy = new CutProxy(21_211, Shards.port())) {
      proxy.delay(20);
      assertThat(subDomain.apply(Shards.expand("c1", target, "2"))).isEqualTo(Effect.APPLIED);
      assertThat(subDomain.apply(Shards.expand("c1", target, "2"))).isEqualTo(Effect.ALREADY_THERE);
      assertThat(subDomain.revert(Shards.back("c1", target, "2"))).isEqualTo(Effect.APPLIED);
    }
    shards.list(target, target, Shards.port(), "faults");
    assertThat(shards.look(target).version()).isEqualTo("1");
  }

  private boolean applied(TargetOrder order) {
    try {
      Effect _ = subDomain.apply(order);
      return true;
    } catch (ProblemException e) {
      assertThat(e.problem()).isInstanceOf(Problem.Passing.class);
      return false;
    }
  }

  private void awaitStatement(String text) {
    await()
        .atMost(SOON)
        .until(() ->
            Shards.ask(
                    target,
                    "select count(*) from pg_stat_activity where application_name like 'sluice/%%' and state = 'active' and query like '%%%s%%'"
                        .formatted(text))
                .equals("1"));
  }

  private void terminate() throws Exception {
    Shards.execute(
        target,
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'sluice/%' and datname = '"
            + target
            + "'");
  }

  private String invalidIndexes() throws Exception {
    return Shards.ask(target, "select count(*) from pg_index where not indisvalid");
  }

  private static Effect join(CompletableFuture<Effect> call) {
    try {
      return call.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ProblemException met ? met : e;
    }
  }

  private static Problem problem(ThrowingCallable call) {
    ProblemException met = catchThrowableOfType(ProblemException.class, call);
    assertThat(met).as("nothing was refused").isNotNull();
    return met.problem();
  }
}
