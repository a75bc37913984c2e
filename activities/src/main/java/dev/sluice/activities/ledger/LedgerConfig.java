package dev.sluice.activities.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the ledger is.
 *
 * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://host:port/database}, with the
 *     driver's options but no secret
 * @param user user of PostgreSQL; empty for SQLite
 * @param passwordFile file that holds the user's password alone; null where none is asked for
 * @param migrate whether the table is made, or brought up to date, at the first use
 */
public record LedgerConfig(String url, String user, @Nullable Path passwordFile, boolean migrate) {
  static final String SQLITE = "jdbc:sqlite:";
  static final String POSTGRESQL = "jdbc:postgresql://";

  public LedgerConfig {
    boolean file = url.startsWith(SQLITE) && url.length() > SQLITE.length();
    if (!file && !(url.startsWith(POSTGRESQL) && url.length() > POSTGRESQL.length())) {
      throw new IllegalArgumentException(
          "ledger.url must be jdbc:sqlite:FILE or jdbc:postgresql://host:port/database, not \"%s\""
              .formatted(url.replaceAll("\\?.*", "?…")));
    }
    if (url.startsWith(SQLITE + ":memory:") || url.contains("mode=memory")) {
      throw new IllegalArgumentException(
          "ledger.url must name a file: what is kept in memory is gone with the process");
    }
    if (url.contains("password=")) {
      throw new IllegalArgumentException(
          "ledger.url must hold no password: put it into a file and name it in ledger.passwordFile");
    }
    if (file && (!user.isEmpty() || passwordFile != null)) {
      throw new IllegalArgumentException(
          "ledger.user and ledger.passwordFile are for PostgreSQL: leave them out with SQLite");
    }
    if (user.isEmpty() && passwordFile != null) {
      throw new IllegalArgumentException(
          "ledger.passwordFile is set and ledger.user is not: set both or none");
    }
  }

  /** A ledger in a file of its own, made at its first use. */
  public static LedgerConfig inFile(Path file) {
    return new LedgerConfig(SQLITE + file, "", null, true);
  }

  /** Whether there may be a ledger already: a file that is not there holds none. */
  public boolean mayHoldRows() {
    return !isSqlite() || Files.exists(file());
  }

  boolean isSqlite() {
    return url.startsWith(SQLITE);
  }

  /** The file of an SQLite database. */
  Path file() {
    return Path.of(url.substring(SQLITE.length()).replaceAll("\\?.*", ""));
  }
}
