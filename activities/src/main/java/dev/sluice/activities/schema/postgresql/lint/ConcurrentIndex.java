package dev.sluice.activities.schema.postgresql.lint;

import java.util.List;
import java.util.Optional;
import org.apache.shardingsphere.sql.parser.autogen.PostgreSQLStatementParser.CreateIndexContext;
import org.apache.shardingsphere.sql.parser.autogen.PostgreSQLStatementParser.DropIndexContext;

/**
 * The only statement of a script, which builds or drops an index and can be in no transaction.
 *
 * @param drops whether it drops the index instead of building it
 * @param index the index's name as PostgreSQL writes it, quoted where need be
 * @param table name of the table; empty where it drops
 * @param sql the statement
 */
public record ConcurrentIndex(boolean drops, String index, String table, String sql) {

  /** What the script is, if it is of this kind. */
  public static Optional<ConcurrentIndex> of(SqlScript script) {
    if (script.statements().size() != 1) {
      return Optional.empty();
    }
    String sql = script.statements().getFirst().sql();
    return switch (SyntaxTree.of(sql)) {
      case CreateIndexContext create
          when create.concurrentlyClause().getChildCount() > 0 && create.indexName() != null ->
          Optional.of(
              new ConcurrentIndex(
                  false,
                  SyntaxTree.name(create.indexName()),
                  SyntaxTree.name(create.tableName()),
                  sql));
      case DropIndexContext drop when drop.concurrentlyClause().getChildCount() > 0 ->
          dropped(drop, sql);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<ConcurrentIndex> dropped(DropIndexContext drop, String sql) {
    List<?> names = drop.qualifiedNameList().children;
    return names.size() == 1
        ? Optional.of(new ConcurrentIndex(true, SyntaxTree.name(drop.qualifiedNameList()), "", sql))
        : Optional.empty();
  }
}
