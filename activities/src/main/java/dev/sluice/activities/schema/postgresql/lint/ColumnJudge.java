package dev.sluice.activities.schema.postgresql.lint;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.shardingsphere.sql.parser.autogen.PostgreSQLStatementParser.ColumnConstraintContext;
import org.apache.shardingsphere.sql.parser.autogen.PostgreSQLStatementParser.ColumnConstraintOptionContext;
import org.apache.shardingsphere.sql.parser.autogen.PostgreSQLStatementParser.ColumnDefinitionContext;
import org.apache.shardingsphere.sql.parser.autogen.PostgreSQLStatementParser.FuncNameContext;

/** Judges columns that are added to a table with rows in it. */
final class ColumnJudge {
  /** The same for every row of one statement; of all others that is not known. */
  private static final Set<String> STEADY =
      Set.of(
          "now",
          "transaction_timestamp",
          "statement_timestamp",
          "date_trunc",
          "timezone",
          "lower",
          "upper",
          "md5",
          "to_char",
          "jsonb_build_object",
          "jsonb_build_array",
          "json_build_object",
          "json_build_array",
          "current_setting");

  private static final Set<String> COUNTERS = Set.of("serial", "bigserial", "smallserial");
  private static final int CONSTANT_DEFAULTS_SINCE = 11;

  private final ScriptCase one;

  ColumnJudge(ScriptCase one) {
    this.one = one;
  }

  void added(ColumnDefinitionContext column) {
    boolean notNull = false;
    boolean filled = false;
    if (COUNTERS.contains(column.dataType().getText().toLowerCase(Locale.ROOT))) {
      one.found(Rule.TABLE_REWRITE);
      filled = true;
    }
    for (ColumnConstraintContext constraint : column.columnConstraint()) {
      ColumnConstraintOptionContext option = constraint.columnConstraintOption();
      if (option != null) {
        List<String> words = SyntaxTree.words(option);
        notNull |= words.containsAll(List.of("NOT", "NULL")) || option.primaryKey() != null;
        filled |= words.contains("GENERATED") || fills(option);
        judge(option, words);
      }
    }
    if (notNull && !filled) {
      one.found(Rule.NOT_NULL_WITHOUT_DEFAULT);
    }
  }

  private void judge(ColumnConstraintOptionContext option, List<String> words) {
    if (words.contains("GENERATED")) {
      one.found(Rule.TABLE_REWRITE);
    } else if (option.primaryKey() != null || words.contains("UNIQUE")) {
      one.found(Rule.KEY_WITHOUT_INDEX);
    } else if (option.checkOption() != null || words.contains("REFERENCES")) {
      one.found(Rule.CONSTRAINT_NOT_VALID);
    } else if (fills(option)) {
      defaultValue(option);
    }
  }

  private void defaultValue(ColumnConstraintOptionContext option) {
    boolean steady =
        SyntaxTree.all(option.defaultExpr(), FuncNameContext.class).stream()
            .allMatch(name -> STEADY.contains(SyntaxTree.name(name)));
    if (!steady) {
      one.found(Rule.VOLATILE_DEFAULT);
    } else if (one.serverVersion < CONSTANT_DEFAULTS_SINCE) {
      one.found(Rule.DEFAULT_ON_OLD_SERVER);
    }
  }

  private static boolean fills(ColumnConstraintOptionContext option) {
    return option.defaultExpr() != null && !option.defaultExpr().getText().equalsIgnoreCase("NULL");
  }
}
