package dev.sluice.activities.schema.postgresql.lint;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/**
 * An SQL text as its statements, and what its author says to Sluice in its comments.
 *
 * @param name of its file
 * @param statements in their order
 * @param waivers rules that may be broken, with the reason
 * @param wrongWaivers comments that look like waivers and are none
 * @param irreversible why what it does can't be taken back; empty where nothing is said of it
 */
public record SqlScript(
    String name,
    List<Statement> statements,
    Map<Rule, String> waivers,
    List<Finding> wrongWaivers,
    String irreversible) {

  private static final String ADDRESS = "sluice:";
  private static final String ALLOW = "allow ";
  private static final String BECAUSE = " because ";
  private static final String IRREVERSIBLE = "irreversible, because ";

  public SqlScript {
    statements = List.copyOf(statements);
    waivers = Map.copyOf(waivers);
    wrongWaivers = List.copyOf(wrongWaivers);
  }

  /**
   * @param line where it begins, from 1
   * @param sql without the semicolon
   */
  public record Statement(int line, String sql) {
    /** Its beginning, for messages. */
    String shown() {
      String flat = String.join(" ", SqlMarks.of(sql).plain().strip().split("\\s+", -1));
      return flat.length() <= 60 ? flat : flat.substring(0, 60) + "…";
    }
  }

  /** Reads a text; any text is a script of statements, whether they make sense or not. */
  public static SqlScript of(String name, String text) {
    Map<Rule, String> waivers = new EnumMap<>(Rule.class);
    List<Finding> wrong = new ArrayList<>();
    String irreversible = "";
    for (SqlMarks.Comment comment : SqlMarks.of(text).comments()) {
      if (comment.text().startsWith(ADDRESS)) {
        String said = comment.text().substring(ADDRESS.length()).strip();
        if (comment.line() == 1 && after(said, IRREVERSIBLE).length() > 0) {
          irreversible = after(said, IRREVERSIBLE);
        } else if (!readWaiver(said, waivers)) {
          wrong.add(new Finding(Rule.WRONG_WAIVER, name, comment.line(), comment.text()));
        }
      }
    }
    return new SqlScript(name, split(text), waivers, wrong, irreversible);
  }

  private static boolean readWaiver(String said, Map<Rule, String> waivers) {
    int because = said.indexOf(BECAUSE);
    if (!said.startsWith(ALLOW) || because < ALLOW.length()) {
      return false;
    }
    String reason = said.substring(because + BECAUSE.length()).strip();
    Rule rule = Rule.of(said.substring(ALLOW.length(), because).strip()).orElse(null);
    if (rule == null || !rule.waivable() || reason.isEmpty()) {
      return false;
    }
    waivers.put(rule, reason);
    return true;
  }

  private static String after(String said, String beginning) {
    return said.startsWith(beginning) ? said.substring(beginning.length()).strip() : "";
  }

  private static List<Statement> split(String text) {
    List<Statement> statements = new ArrayList<>();
    int from = 0;
    try {
      for (NativeQuery query : Parser.parseJdbcSql(text, true, false, true, false, false)) {
        String sql = query.nativeSql.strip();
        int at = Math.max(from, text.indexOf(sql, from));
        if (!onlyComments(sql)) {
          statements.add(new Statement(lineOf(text, at), sql));
        }
        from = at + sql.length();
      }
    } catch (SQLException e) {
      return List.of(new Statement(1, text));
    }
    return statements;
  }

  private static boolean onlyComments(String sql) {
    return SyntaxTree.hasNoToken(sql);
  }

  private static int lineOf(String text, int at) {
    return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
  }
}
