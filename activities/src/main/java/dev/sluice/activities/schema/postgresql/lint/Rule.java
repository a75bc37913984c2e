package dev.sluice.activities.schema.postgresql.lint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the lint looks for: why it hurts, and how to do it instead. */
public enum Rule {
  TABLE_REWRITE(
      "writes the whole table anew while nobody may read it",
      "add a new column, fill it in batches, and switch to it"),
  VOLATILE_DEFAULT(
      "a default that differs from row to row writes the whole table anew while nobody may read it",
      "add the column without default, set the default in a second statement, and fill old rows in batches"),
  DEFAULT_ON_OLD_SERVER(
      "PostgreSQL before 11 writes the whole table anew for a column with a default",
      "add the column without default, set the default in a second statement, and fill old rows in batches"),
  NOT_NULL_WITHOUT_DEFAULT(
      "old rows have no value for it, so it fails on every table that is not empty",
      "give it a default, or add it without NOT NULL and fill it first"),
  SET_NOT_NULL(
      "reads the whole table while nobody may read or write it",
      "add CHECK (column IS NOT NULL) NOT VALID, VALIDATE it in a later migration, then SET NOT NULL (PostgreSQL 12 or newer takes the check for proof)"),
  INDEX_NOT_CONCURRENT(
      "nobody may write to the table for as long as it takes",
      "say CONCURRENTLY, in a migration of its own"),
  CONCURRENTLY_ALONE(
      "what is done CONCURRENTLY can be in no transaction, so nothing else may share its migration",
      "give it a migration of its own, with one named index"),
  CONSTRAINT_NOT_VALID(
      "reads the whole table while nobody may write to it",
      "add the constraint NOT VALID, and VALIDATE CONSTRAINT in a later migration"),
  KEY_WITHOUT_INDEX(
      "builds an index while nobody may read or write the table",
      "CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT ... USING INDEX"),
  DROP_IN_EXPAND(
      "what the running version still uses would be gone, with what is in it",
      "drop it in a change with the capability contract, once nothing uses it"),
  RENAME_IN_EXPAND(
      "the running version would not find it any more",
      "add the new name beside the old one, and drop the old one in a change with the capability contract"),
  HEAVY_MAINTENANCE(
      "locks whole tables for as long as it takes",
      "do it outside of changes, with a tool that works online"),
  LOCK_TABLE(
      "keeps others out until the migration is done", "leave it to the statements to take locks"),
  SEVERAL_LOCKS(
      "the first table stays locked until the last statement is done",
      "make a migration of each table, and write data in a migration of its own"),
  WHOLE_TABLE_WRITE(
      "locks every row until the migration is done", "write in batches, outside of migrations"),
  SESSION_SETTING(
      "may switch off the limits under which Sluice runs migrations",
      "leave it out, or say it of a function or a role"),
  TRANSACTION_CONTROL(
      "Sluice writes down what it did in the migration's own transaction", "leave it out"),
  NOT_JUDGED("the lint knows nothing of such statements", "say why it is harmless"),
  UNREADABLE("the lint can't read it", "write it otherwise, or say why it is harmless"),
  WRONG_WAIVER("it waives nothing", "write -- sluice: allow RULE because REASON");

  private final String why;
  private final String instead;

  Rule(String why, String instead) {
    this.why = why;
    this.instead = instead;
  }

  /** As waivers name it: {@code table-rewrite}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Why it hurts, for people. */
  public String why() {
    return why;
  }

  /** How to do it instead, for people. */
  public String instead() {
    return instead;
  }

  boolean waivable() {
    return this != TRANSACTION_CONTROL && this != CONCURRENTLY_ALONE && this != WRONG_WAIVER;
  }

  static Optional<Rule> of(String id) {
    return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
  }
}
