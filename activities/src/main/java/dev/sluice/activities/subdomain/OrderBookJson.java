package dev.sluice.activities.subdomain;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.OrderBook;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Order books as JSON text, as they are kept beside targets. */
public final class OrderBookJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private OrderBookJson() {}

  public static String write(OrderBook book) {
    return JSON.writeValueAsString(book);
  }

  /**
   * @param text empty for a target that was never touched
   * @param place where it was found, for the message
   * @throws ProblemException for the operator, when it can't be read: what was ordered before is
   *     not known then, and the target must not be touched
   */
  public static OrderBook read(String text, String place) {
    if (text.isEmpty()) {
      return OrderBook.EMPTY;
    }
    try {
      return JSON.readValue(text, OrderBook.class);
    } catch (JacksonException e) {
      throw new ProblemException(
          new Problem.ForOperator(
              "BROKEN_ORDER_BOOK",
              "what Sluice wrote at %s about earlier changes can't be read; restore it, or remove it if no change is under way"
                  .formatted(place)),
          e);
    }
  }
}
