package dev.sluice.activities.schema.postgresql.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.apache.shardingsphere.sql.parser.autogen.PostgreSQLStatementLexer;
import org.apache.shardingsphere.sql.parser.autogen.PostgreSQLStatementParser;
import org.jspecify.annotations.Nullable;

/** One statement's syntax tree. */
final class SyntaxTree {
  private static final BaseErrorListener STRICT =
      new BaseErrorListener() {
        @Override
        public void syntaxError(
            Recognizer<?, ?> recognizer,
            @Nullable Object symbol,
            int line,
            int column,
            String message,
            @Nullable RecognitionException cause) {
          throw new ParseCancellationException(message);
        }
      };

  private SyntaxTree() {}

  /** The statement, or null when it can't be read to its end. */
  static @Nullable ParserRuleContext of(String sql) {
    try {
      PostgreSQLStatementParser parser = new PostgreSQLStatementParser(tokens(sql));
      parser.removeErrorListeners();
      parser.addErrorListener(STRICT);
      PostgreSQLStatementParser.ExecuteContext all = parser.execute();
      boolean whole = parser.getCurrentToken().getType() == Token.EOF;
      return whole && all.getChild(0) instanceof ParserRuleContext statement ? statement : null;
    } catch (ParseCancellationException e) {
      return null;
    }
  }

  static boolean hasNoToken(String sql) {
    try {
      return tokens(sql).LA(1) == Token.EOF;
    } catch (ParseCancellationException e) {
      return false;
    }
  }

  private static CommonTokenStream tokens(String sql) {
    PostgreSQLStatementLexer lexer =
        new PostgreSQLStatementLexer(CharStreams.fromString(SqlMarks.of(sql).plain()));
    lexer.removeErrorListeners();
    lexer.addErrorListener(STRICT);
    return new CommonTokenStream(lexer);
  }

  /** The words that stand directly in a node, in capitals. */
  static List<String> words(ParseTree node) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < node.getChildCount(); i++) {
      if (node.getChild(i) instanceof TerminalNode word) {
        words.add(word.getText().toUpperCase(Locale.ROOT));
      }
    }
    return words;
  }

  /** Every node of a type, at any depth. */
  static <T extends ParseTree> List<T> all(ParseTree node, Class<T> type) {
    List<T> found = new ArrayList<>();
    if (type.isInstance(node)) {
      found.add(type.cast(node));
    }
    for (int i = 0; i < node.getChildCount(); i++) {
      found.addAll(all(node.getChild(i), type));
    }
    return found;
  }

  /** A name as PostgreSQL takes it: what is not quoted is in small letters. */
  static String name(ParseTree node) {
    String text = node.getText();
    return text.indexOf('"') >= 0 ? text : text.toLowerCase(Locale.ROOT);
  }
}
