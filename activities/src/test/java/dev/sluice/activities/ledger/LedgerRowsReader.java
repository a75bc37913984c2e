package dev.sluice.activities.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads the table as anyone may who reaches the database. */
final class LedgerRowsReader {
  private LedgerRowsReader() {}

  static String hash(Connection connection, long seq) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select hash from ledger where seq = " + seq)) {
      row.next();
      return row.getString(1);
    }
  }
}
