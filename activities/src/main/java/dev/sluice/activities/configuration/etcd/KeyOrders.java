package dev.sluice.activities.configuration.etcd;

import dev.sluice.activities.subdomain.OrderBookJson;
import dev.sluice.domain.subdomain.OrderBook;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is remembered of the orders for one key, as it is kept in the key's sibling.
 *
 * @param book who ordered what
 * @param left version that the newest order left the key on; empty before the first. Another
 *     version means that somebody else wrote the key
 * @param at revision of the write that carried the newest order out; 0 for the write that this is
 *     part of
 */
record KeyOrders(OrderBook book, String left, long at) {
  static final KeyOrders NONE = new KeyOrders(OrderBook.EMPTY, "", 0);

  /** No order book, as opposed to an empty text: its reader says where it lies. */
  private static final String UNREADABLE = "0";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * @param revision of etcd when it was written
   * @param place where it was found
   */
  static KeyOrders read(String text, long revision, String place) {
    ObjectNode kept = object(text);
    String orders = kept.path("orders").isObject() ? kept.path("orders").toString() : UNREADABLE;
    OrderBook book = OrderBookJson.read(orders, place);
    long at = kept.path("at").asLong(0);
    return new KeyOrders(book, kept.path("left").asString(""), at == 0 ? revision : at);
  }

  String write() {
    ObjectNode kept = JSON.createObjectNode().put("left", left).put("at", at);
    kept.set("orders", JSON.readTree(OrderBookJson.write(book)));
    return kept.toString();
  }

  private static ObjectNode object(String text) {
    try {
      return JSON.readTree(text) instanceof ObjectNode object ? object : JSON.createObjectNode();
    } catch (JacksonException _) {
      return JSON.createObjectNode();
    }
  }
}
