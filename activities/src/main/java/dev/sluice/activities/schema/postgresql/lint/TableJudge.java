package dev.sluice.activities.schema.postgresql.lint;

import java.util.List;
import java.util.Set;
import org.apache.shardingsphere.sql.parser.autogen.PostgreSQLStatementParser.AddConstraintSpecificationContext;
import org.apache.shardingsphere.sql.parser.autogen.PostgreSQLStatementParser.AlterDefinitionClauseContext;
import org.apache.shardingsphere.sql.parser.autogen.PostgreSQLStatementParser.AlterTableActionContext;
import org.apache.shardingsphere.sql.parser.autogen.PostgreSQLStatementParser.AlterTableContext;
import org.apache.shardingsphere.sql.parser.autogen.PostgreSQLStatementParser.ModifyColumnSpecificationContext;
import org.apache.shardingsphere.sql.parser.autogen.PostgreSQLStatementParser.TableConstraintContext;

/** Judges what is done to tables. */
final class TableJudge {
  private static final Set<String> REWRITES =
      Set.of("LOGGED", "UNLOGGED", "TABLESPACE", "METHOD", "OIDS");
  private static final Set<String> HARMLESS =
      Set.of("STATISTICS", "STORAGE", "TRIGGER", "SECURITY", "OWNER", "IDENTITY", "COMPRESSION");

  private final ScriptCase one;
  private final ColumnJudge columns;

  TableJudge(ScriptCase one) {
    this.one = one;
    this.columns = new ColumnJudge(one);
  }

  void judge(AlterTableContext alter) {
    if (alter.tableNameClause() == null || alter.alterDefinitionClause() == null) {
      one.found(Rule.NOT_JUDGED);
      return;
    }
    String table = SyntaxTree.name(alter.tableNameClause());
    AlterDefinitionClauseContext change = alter.alterDefinitionClause();
    if (one.isNew(table)) {
      return;
    }
    if (change.alterTableActions() != null) {
      boolean validatesOnly = true;
      for (AlterTableActionContext action : change.alterTableActions().alterTableAction()) {
        validatesOnly &= action.validateConstraintSpecification() != null;
        judge(table, action);
      }
      if (!validatesOnly) {
        one.locks(table);
      }
    } else if (change.renameColumnSpecification() != null
        || change.renameTableSpecification() != null
        || change.name() != null) {
      one.locks(table);
      if (!one.phase.mayDrop()) {
        one.found(Rule.RENAME_IN_EXPAND);
      }
    } else if (change.renameConstraint() != null) {
      one.locks(table);
    } else {
      one.found(Rule.NOT_JUDGED);
    }
  }

  private void judge(String table, AlterTableActionContext action) {
    if (action.addColumnSpecification() != null) {
      columns.added(action.addColumnSpecification().columnDefinition());
    } else if (action.dropColumnSpecification() != null) {
      if (!one.phase.mayDrop()) {
        one.found(Rule.DROP_IN_EXPAND);
      }
    } else if (action.modifyColumnSpecification() != null) {
      modified(table, action.modifyColumnSpecification());
    } else if (action.addConstraintSpecification() != null) {
      constraint(table, action.addConstraintSpecification());
    } else if (action.validateConstraintSpecification() != null) {
      one.proofs.validated(
          table, SyntaxTree.name(action.validateConstraintSpecification().constraintName()));
    } else if (action.dropConstraintSpecification() == null
        && action.modifyConstraintSpecification() == null) {
      other(action);
    }
  }

  private void other(AlterTableActionContext action) {
    List<String> words = SyntaxTree.words(action);
    if (words.stream().anyMatch(REWRITES::contains)) {
      one.found(Rule.TABLE_REWRITE);
    } else if (words.stream().noneMatch(HARMLESS::contains)
        && action.reloptions() == null
        && action.storageParameterWithValue().isEmpty()) {
      one.found(Rule.NOT_JUDGED);
    }
  }

  private void modified(String table, ModifyColumnSpecificationContext change) {
    List<String> words = SyntaxTree.words(change);
    if (change.dataType() != null) {
      one.found(Rule.TABLE_REWRITE);
    } else if (words.containsAll(List.of("SET", "NOT", "NULL"))) {
      String column = SyntaxTree.name(change.modifyColumn().columnName());
      if (!one.proofs.neverNull(table, column)) {
        one.found(Rule.SET_NOT_NULL);
      }
    }
  }

  private void constraint(String table, AddConstraintSpecificationContext added) {
    TableConstraintContext constraint = added.tableConstraint();
    if (constraint == null) {
      return;
    }
    boolean notValid = SyntaxTree.words(added).containsAll(List.of("NOT", "VALID"));
    var option = constraint.tableConstraintOption();
    List<String> words = SyntaxTree.words(option);
    if (option.checkOption() != null) {
      if (constraint.constraintClause() != null) {
        one.proofs.added(
            table,
            SyntaxTree.name(constraint.constraintClause().constraintName()),
            option.checkOption().getText(),
            !notValid);
      }
      requireNotValid(notValid);
    } else if (words.contains("FOREIGN")) {
      requireNotValid(notValid);
    } else {
      one.found(Rule.KEY_WITHOUT_INDEX);
    }
  }

  private void requireNotValid(boolean notValid) {
    if (!notValid) {
      one.found(Rule.CONSTRAINT_NOT_VALID);
    }
  }
}
