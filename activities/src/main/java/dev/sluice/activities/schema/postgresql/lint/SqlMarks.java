package dev.sluice.activities.schema.postgresql.lint;

import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.Parser;

/**
 * The quotes and comments of an SQL text, found by the driver's own lexer.
 *
 * @param plain the text with every dollar-quoted string written as an ordinary one
 * @param comments its line comments
 */
record SqlMarks(String plain, List<Comment> comments) {

  /**
   * @param line where it is, from 1
   * @param text without the dashes
   */
  record Comment(int line, String text) {}

  static SqlMarks of(String text) {
    char[] sql = text.toCharArray();
    StringBuilder plain = new StringBuilder(sql.length);
    List<Comment> comments = new ArrayList<>();
    int line = 1;
    for (int i = 0; i < sql.length; i++) {
      int end =
          switch (sql[i]) {
            case '\'' -> Parser.parseSingleQuotes(sql, i, true);
            case '"' -> Parser.parseDoubleQuotes(sql, i);
            case '-' -> Parser.parseLineComment(sql, i);
            case '/' -> Parser.parseBlockComment(sql, i);
            case '$' -> Parser.parseDollarQuotes(sql, i);
            default -> i;
          };
      end = Math.min(end, sql.length - 1);
      String part = new String(sql, i, end - i + 1);
      if (sql[i] == '-' && end > i) {
        comments.add(new Comment(line, part.substring(2).strip()));
      }
      plain.append(sql[i] == '$' && end > i ? ordinary(part) : part);
      line += (int) part.chars().filter(c -> c == '\n').count();
      i = end;
    }
    return new SqlMarks(plain.toString(), comments);
  }

  private static String ordinary(String dollars) {
    int tag = dollars.indexOf('$', 1) + 1;
    if (tag == 0 || dollars.length() < 2 * tag) {
      return dollars;
    }
    String body = dollars.substring(tag, dollars.length() - tag);
    return "'" + body.replace("'", "''") + "'";
  }
}
