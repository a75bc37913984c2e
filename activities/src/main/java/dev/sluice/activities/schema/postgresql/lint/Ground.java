package dev.sluice.activities.schema.postgresql.lint;

/** What the lint must know of the database that a script is meant for. */
public interface Ground {
  /** Major version of the server: 15. */
  int serverVersion();

  /** Whether a validated check says already that the column is never null. */
  boolean neverNull(String table, String column);

  /**
   * The column that a check, validated or not, says is never null; empty when the constraint says
   * something else or there is none.
   */
  String neverNullBy(String table, String constraint);

  /** A database of which nothing is known but its server's version. */
  static Ground empty(int serverVersion) {
    return new Ground() {
      @Override
      public int serverVersion() {
        return serverVersion;
      }

      @Override
      public boolean neverNull(String table, String column) {
        return false;
      }

      @Override
      public String neverNullBy(String table, String constraint) {
        return "";
      }
    };
  }
}
