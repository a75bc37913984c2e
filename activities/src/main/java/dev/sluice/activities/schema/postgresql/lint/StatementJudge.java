package dev.sluice.activities.schema.postgresql.lint;

import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.apache.shardingsphere.sql.parser.autogen.PostgreSQLStatementParser.*;
import org.jspecify.annotations.Nullable;

/** Judges statements. */
final class StatementJudge {
  /** Beginnings of statements of which their author may say that they are harmless. */
  private static final Set<String> MAY_BE_WAIVED =
      Set.of("DO", "CREATE", "ALTER", "COMMENT", "GRANT", "REVOKE");

  private final ScriptCase one;
  private final TableJudge tables;

  StatementJudge(ScriptCase one) {
    this.one = one;
    this.tables = new TableJudge(one);
  }

  void judge(SqlScript.Statement statement) {
    ParserRuleContext tree = SyntaxTree.of(statement.sql());
    if (tree == null) {
      unread(statement);
    } else {
      judge(tree);
    }
  }

  /** Nothing that could end the transaction may be waived. */
  private void unread(SqlScript.Statement statement) {
    String text = SqlMarks.of(statement.sql()).plain().strip().toUpperCase(Locale.ROOT);
    boolean known = MAY_BE_WAIVED.stream().anyMatch(word -> text.startsWith(word + " "));
    one.found(known ? Rule.UNREADABLE : Rule.TRANSACTION_CONTROL);
  }

  private void judge(ParserRuleContext tree) {
    switch (tree) {
      case CreateTableContext create -> one.creates(table(create.tableName()));
      case AlterTableContext alter -> tables.judge(alter);
      case CreateIndexContext create -> index(create);
      case DropIndexContext drop -> dropsIndex(drop);
      case InsertContext insert -> one.writes();
      case UpdateContext update -> writes(update.whereOrCurrentClause());
      case DeleteContext delete -> writes(delete.whereOrCurrentClause());
      case RefreshMatViewStmtContext refresh -> refreshes(refresh);
      case VacuumContext _, ClusterContext _, ReindexContext _ -> one.found(Rule.HEAVY_MAINTENANCE);
      case LockContext _ -> one.found(Rule.LOCK_TABLE);
      case SetContext _, ResetParameterContext _, DiscardContext _, SetConstraintsContext _ ->
          one.found(Rule.SESSION_SETTING);
      case TruncateTableContext _ -> one.found(Rule.DROP_IN_EXPAND);
      case AlterSequenceContext _,
          AlterTypeContext _,
          AlterViewContext _,
          AlterMaterializedViewContext _,
          AlterFunctionContext _,
          AlterIndexContext _,
          AlterSchemaContext _,
          AlterDomainContext _,
          AlterTriggerContext _,
          AlterPolicyContext _ ->
          renames(tree);
      case SelectContext _,
          CreateSequenceContext _,
          CreateViewContext _,
          CreateMaterializedViewContext _,
          CreateFunctionContext _,
          CreateProcedureContext _,
          CreateTriggerContext _,
          CreateTypeContext _,
          CreateDomainContext _,
          CreateExtensionContext _,
          CreateSchemaContext _,
          CreatePolicyContext _,
          CreateAggregateContext _,
          CreateCollationContext _,
          GrantContext _,
          RevokeContext _,
          CommentContext _,
          AnalyzeTableContext _ -> {}
      default -> other(tree);
    }
  }

  private void other(ParserRuleContext tree) {
    String kind = tree.getClass().getSimpleName();
    if (kind.startsWith("Drop")) {
      dropped();
    } else if (endsTransactions(kind)) {
      one.found(Rule.TRANSACTION_CONTROL);
    } else {
      one.found(Rule.NOT_JUDGED);
    }
  }

  private static boolean endsTransactions(String kind) {
    return kind.contains("Transaction")
        || kind.startsWith("Commit")
        || kind.startsWith("Rollback")
        || kind.contains("Savepoint")
        || kind.startsWith("Abort")
        || kind.startsWith("End")
        || kind.startsWith("Call")
        || kind.startsWith("ExecuteStmt");
  }

  private void dropped() {
    if (!one.phase.mayDrop()) {
      one.found(Rule.DROP_IN_EXPAND);
    }
  }

  private void index(CreateIndexContext create) {
    String table = table(create.tableName());
    if (create.concurrentlyClause().getChildCount() == 0) {
      if (!one.isNew(table)) {
        one.found(Rule.INDEX_NOT_CONCURRENT);
        one.locks(table);
      }
    } else if (!one.isAlone() || create.indexName() == null) {
      one.found(Rule.CONCURRENTLY_ALONE);
    }
  }

  private void dropsIndex(DropIndexContext drop) {
    if (drop.concurrentlyClause().getChildCount() == 0) {
      one.found(Rule.INDEX_NOT_CONCURRENT);
    } else if (!one.isAlone() || drop.qualifiedNameList().getChildCount() > 1) {
      one.found(Rule.CONCURRENTLY_ALONE);
    }
  }

  private void writes(@Nullable ParseTree where) {
    one.writes();
    if (where == null) {
      one.found(Rule.WHOLE_TABLE_WRITE);
    }
  }

  private void refreshes(RefreshMatViewStmtContext refresh) {
    if (!SyntaxTree.words(refresh).contains("CONCURRENTLY")) {
      one.found(Rule.HEAVY_MAINTENANCE);
    }
  }

  private void renames(ParserRuleContext tree) {
    boolean renames =
        SyntaxTree.all(tree, ParserRuleContext.class).stream()
            .anyMatch(part -> SyntaxTree.words(part).contains("RENAME"));
    if (renames && !one.phase.mayDrop()) {
      one.found(Rule.RENAME_IN_EXPAND);
    }
  }

  private static String table(@Nullable ParseTree name) {
    return name == null ? "" : SyntaxTree.name(name);
  }
}
