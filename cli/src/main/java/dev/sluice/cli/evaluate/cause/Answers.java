package dev.sluice.cli.evaluate.cause;

import dev.sluice.cli.evaluate.cases.Case;
import dev.sluice.cli.evaluate.cases.CaseReader;
import dev.sluice.cli.terminal.Style;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of each case of a kind, and how the answers are written and scored.
 *
 * @param <C> a case
 * @param <A> an answer
 */
public interface Answers<C extends Case, A> {
  CaseReader<C> reader();

  /** Called on several threads at the same time. */
  A answer(C asked);

  /** Keeps an answer for the scores. */
  void keep(String id, A answer);

  /** One line of JSON. */
  String line(String id, A answer);

  /** Several lines for a person, without a trailing line break. */
  String explanation(C asked, A answer);

  /**
   * Scores of all answers that were kept.
   *
   * @param truth by case
   * @param against answers of another method by case; empty for none
   */
  String scores(
      Map<String, JsonNode> truth, Map<String, JsonNode> against, boolean json, Style style);
}
