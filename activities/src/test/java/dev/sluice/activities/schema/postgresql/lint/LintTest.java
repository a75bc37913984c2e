package dev.sluice.activities.schema.postgresql.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALTER TABLE t ALTER COLUMN c TYPE bigint                       | TABLE_REWRITE",
        "ALTER TABLE t ALTER c SET DATA TYPE text USING c::text         | TABLE_REWRITE",
        "ALTER TABLE t ADD c bigserial                                  | TABLE_REWRITE",
        "ALTER TABLE t ADD c int GENERATED ALWAYS AS (a + 1) STORED     | TABLE_REWRITE",
        "ALTER TABLE t SET UNLOGGED                                     | TABLE_REWRITE",
        "ALTER TABLE t ADD COLUMN c uuid DEFAULT gen_random_uuid()      | VOLATILE_DEFAULT",
        "ALTER TABLE t ADD COLUMN c float DEFAULT 1 + random()          | VOLATILE_DEFAULT",
        "ALTER TABLE t ADD COLUMN c int NOT NULL                        | NOT_NULL_WITHOUT_DEFAULT",
        "ALTER TABLE t ALTER COLUMN c SET NOT NULL                      | SET_NOT_NULL",
        "CREATE INDEX i ON t (c)                                        | INDEX_NOT_CONCURRENT",
        "DROP INDEX i                                                   | INDEX_NOT_CONCURRENT",
        "CREATE INDEX CONCURRENTLY ON t (c)                             | CONCURRENTLY_ALONE",
        "DROP INDEX CONCURRENTLY i, j                                   | CONCURRENTLY_ALONE",
        "ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (a) REFERENCES b    | CONSTRAINT_NOT_VALID",
        "ALTER TABLE t ADD CHECK (a > 0)                                | CONSTRAINT_NOT_VALID",
        "ALTER TABLE t ADD COLUMN c int REFERENCES b (id)               | CONSTRAINT_NOT_VALID",
        "ALTER TABLE t ADD COLUMN c int CHECK (c > 0)                   | CONSTRAINT_NOT_VALID",
        "ALTER TABLE t ADD PRIMARY KEY (a)                              | KEY_WITHOUT_INDEX",
        "ALTER TABLE t ADD CONSTRAINT x UNIQUE (a)                      | KEY_WITHOUT_INDEX",
        "ALTER TABLE t ADD COLUMN c int UNIQUE                          | KEY_WITHOUT_INDEX",
        "ALTER TABLE t DROP COLUMN c                                    | DROP_IN_EXPAND",
        "DROP TABLE t                                                   | DROP_IN_EXPAND",
        "DROP VIEW v                                                    | DROP_IN_EXPAND",
        "TRUNCATE t                                                     | DROP_IN_EXPAND",
        "ALTER TABLE t RENAME COLUMN a TO b                             | RENAME_IN_EXPAND",
        "ALTER TABLE t RENAME TO b                                      | RENAME_IN_EXPAND",
        "ALTER TABLE t SET SCHEMA other                                 | RENAME_IN_EXPAND",
        "ALTER TYPE mood RENAME VALUE 'a' TO 'b'                        | RENAME_IN_EXPAND",
        "ALTER VIEW v RENAME TO w                                       | RENAME_IN_EXPAND",
        "VACUUM FULL t                                                  | HEAVY_MAINTENANCE",
        "CLUSTER t USING i                                              | HEAVY_MAINTENANCE",
        "REINDEX TABLE t                                                | HEAVY_MAINTENANCE",
        "REFRESH MATERIALIZED VIEW v                                    | HEAVY_MAINTENANCE",
        "LOCK TABLE t IN ACCESS EXCLUSIVE MODE                          | LOCK_TABLE",
        "UPDATE t SET a = 1                                             | WHOLE_TABLE_WRITE",
        "DELETE FROM t                                                  | WHOLE_TABLE_WRITE",
        "SET lock_timeout = 0                                           | SESSION_SETTING",
        "SET ROLE postgres                                              | SESSION_SETTING",
        "RESET ALL                                                      | SESSION_SETTING",
        "COMMIT                                                         | TRANSACTION_CONTROL",
        "ROLLBACK                                                       | TRANSACTION_CONTROL",
        "SAVEPOINT s                                                    | TRANSACTION_CONTROL",
        "END                                                            | TRANSACTION_CONTROL",
        "PREPARE TRANSACTION 'x'                                        | TRANSACTION_CONTROL",
        "EXPLAIN SELECT 1                                               | NOT_JUDGED",
        "ALTER TABLE p ATTACH PARTITION q FOR VALUES IN (1)             | NOT_JUDGED",
        "ALTER TABLE t ADD COLUM c WITH nonsense                        | UNREADABLE",
        "DO $$ BEGIN DROP TABLE t; END $$                               | UNREADABLE",
      })
  void refusesWhatBlocksOrBreaks(String sql, Rule rule) {
    assertThat(found(Phase.EXPAND, 15, sql)).containsExactly(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t ADD COLUMN c text",
        "ALTER TABLE IF EXISTS ONLY public.t ADD COLUMN IF NOT EXISTS c timestamptz DEFAULT now() NOT NULL",
        "ALTER TABLE t ADD COLUMN c timestamptz DEFAULT CURRENT_TIMESTAMP, ADD COLUMN d int DEFAULT 5",
        "ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (a) REFERENCES b (id) NOT VALID",
        "ALTER TABLE t ADD CONSTRAINT x CHECK (a IS NOT NULL) NOT VALID",
        "ALTER TABLE t VALIDATE CONSTRAINT x",
        "ALTER TABLE t ADD CONSTRAINT x PRIMARY KEY USING INDEX i",
        "ALTER TABLE t ALTER COLUMN c SET DEFAULT gen_random_uuid()",
        "ALTER TABLE t ALTER COLUMN c DROP NOT NULL",
        "ALTER TABLE t SET (fillfactor = 70)",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t USING gin (a) WHERE a > 1",
        "DROP INDEX CONCURRENTLY IF EXISTS i",
        "CREATE TABLE n (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int REFERENCES t (id) CHECK (a > 0));"
            + "CREATE INDEX ni ON n (a); ALTER TABLE n ADD UNIQUE (a); COMMENT ON TABLE n IS 'x; y'",
        "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM t; COMMIT; END; $$",
        "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $body$ SELECT 'it''s' $body$",
        "CREATE TYPE mood AS ENUM ('a', 'b'); ALTER TYPE mood ADD VALUE 'c'",
        "GRANT SELECT ON t TO r",
        "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING",
        "UPDATE t SET a = 1 WHERE id = 5",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
      })
  void letsPassWhatDoesNot(String sql) {
    assertThat(found(Phase.EXPAND, 15, sql)).isEmpty();
  }

  @Test
  void takesADefaultForARewriteBeforePostgresql11() {
    String sql = "ALTER TABLE t ADD COLUMN c int NOT NULL DEFAULT 5";
    assertThat(found(Phase.EXPAND, 10, sql)).containsExactly(Rule.DEFAULT_ON_OLD_SERVER);
    assertThat(found(Phase.EXPAND, 11, sql)).isEmpty();
  }

  @Test
  void letsContractionsAndWaysBackDropAndRename() {
    String sql = "ALTER TABLE t DROP COLUMN c, DROP COLUMN d; ALTER TABLE t RENAME COLUMN a TO b";
    assertThat(found(Phase.CONTRACT, 15, sql)).isEmpty();
    assertThat(found(Phase.WAY_BACK, 15, sql)).isEmpty();
  }

  @Test
  void refusesLocksOnSeveralTablesAndWritesBehindALock() {
    assertThat(found(Phase.EXPAND, 15, "ALTER TABLE a ADD c int; ALTER TABLE b ADD c int"))
        .containsExactly(Rule.SEVERAL_LOCKS);
    assertThat(found(Phase.EXPAND, 15, "ALTER TABLE a ADD c int; UPDATE a SET c = 1 WHERE id < 9"))
        .containsExactly(Rule.SEVERAL_LOCKS);
    assertThat(found(Phase.EXPAND, 15, "ALTER TABLE a ADD c int; ALTER TABLE a ADD d int"))
        .isEmpty();
  }

  @Test
  void takesAValidatedCheckForProofThatAColumnIsNeverNull() {
    Lint lint = new Lint(Phase.EXPAND, Ground.empty(15));
    assertThat(lint.judge(script("ALTER TABLE t ADD CONSTRAINT x CHECK (C IS NOT NULL) NOT VALID")))
        .isEmpty();
    SqlScript last = script("ALTER TABLE t ALTER COLUMN c SET NOT NULL");
    assertThat(lint.judge(last)).extracting(Finding::rule).containsExactly(Rule.SET_NOT_NULL);
    assertThat(lint.judge(script("ALTER TABLE t VALIDATE CONSTRAINT x"))).isEmpty();
    assertThat(lint.judge(last)).isEmpty();
  }

  @Test
  void asksTheDatabaseForProofsOfItsOwn() {
    Ground ground =
        new Ground() {
          @Override
          public int serverVersion() {
            return 15;
          }

          @Override
          public boolean neverNull(String table, String column) {
            return table.equals("t") && column.equals("proven");
          }

          @Override
          public String neverNullBy(String table, String constraint) {
            return constraint.equals("old") ? "c" : "";
          }
        };
    Lint lint = new Lint(Phase.EXPAND, ground);
    assertThat(lint.judge(script("ALTER TABLE t ALTER proven SET NOT NULL"))).isEmpty();
    assertThat(lint.judge(script("ALTER TABLE t VALIDATE CONSTRAINT old"))).isEmpty();
    assertThat(lint.judge(script("ALTER TABLE t ALTER c SET NOT NULL"))).isEmpty();
  }

  @Test
  void obeysWaiversThatGiveAReason() {
    String sql =
        """
        -- sluice: allow table-rewrite because the table has 12 rows
        ALTER TABLE t ALTER COLUMN c TYPE bigint;
        """;
    assertThat(found(Phase.EXPAND, 15, sql)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- sluice: allow table-rewrite",
        "-- sluice: allow table-rewrit because it is small",
        "-- sluice: allow transaction-control because I like it",
        "-- sluice: allow table-rewrite because ",
      })
  void refusesWaiversThatAreNone(String waiver) {
    List<Finding> findings =
        new Lint(Phase.EXPAND, Ground.empty(15)).judge(script("SELECT 1;\n" + waiver + "\n"));
    assertThat(findings).extracting(Finding::rule).containsExactly(Rule.WRONG_WAIVER);
    assertThat(findings.getFirst().line()).isEqualTo(2);
  }

  @Test
  void takesNoWaiverOutOfAString() {
    String sql =
        """
        COMMENT ON TABLE t IS '
        -- sluice: allow table-rewrite because it is quoted
        ';
        ALTER TABLE t ALTER COLUMN c TYPE bigint;
        """;
    assertThat(found(Phase.EXPAND, 15, sql)).containsExactly(Rule.TABLE_REWRITE);
  }

  @Test
  void saysWhereWhyAndWhatInstead() {
    List<Finding> findings =
        new Lint(Phase.EXPAND, Ground.empty(15))
            .judge(script("-- an index\n\nSELECT 1;\n/* ; */ CREATE INDEX i\n  ON t (c);\n"));
    assertThat(findings.getFirst().words())
        .contains("V2__x.sql line 4 (index-not-concurrent)", "CREATE INDEX i ON t (c)")
        .contains("nobody may write", "instead, say CONCURRENTLY");
  }

  @Test
  void readsThatAScriptHasNoWayBack() {
    SqlScript said = script("-- sluice: irreversible, because the old values are gone\nSELECT 1");
    assertThat(said.irreversible()).isEqualTo("the old values are gone");
    assertThat(said.wrongWaivers()).isEmpty();
    assertThat(script("SELECT 1").irreversible()).isEmpty();
  }

  @Test
  void knowsWhatCanBeInNoTransaction() {
    assertThat(ConcurrentIndex.of(script("CREATE INDEX CONCURRENTLY I ON s.T (c);")))
        .hasValueSatisfying(found -> {
          assertThat(found.index()).isEqualTo("i");
          assertThat(found.table()).isEqualTo("s.t");
          assertThat(found.drops()).isFalse();
        });
    assertThat(ConcurrentIndex.of(script("DROP INDEX CONCURRENTLY IF EXISTS s.\"I\"")))
        .hasValueSatisfying(found -> assertThat(found.index()).isEqualTo("s.\"I\""));
    assertThat(ConcurrentIndex.of(script("CREATE INDEX i ON t (c)"))).isEmpty();
  }

  private static List<Rule> found(Phase phase, int server, String sql) {
    return new Lint(phase, Ground.empty(server))
        .judge(script(sql)).stream().map(Finding::rule).toList();
  }

  private static SqlScript script(String sql) {
    return SqlScript.of("V2__x.sql", sql);
  }
}
