package dev.sluice.activities.host;

import dev.sluice.activities.subdomain.OrderBookJson;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.OrderBook;
import dev.sluice.domain.subdomain.OrderBook.State;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A host's order book as one line of JSON. Before the book stands the path of the file that the
 * newest change replaced, so that a script finds it without reading JSON.
 */
final class HostBook {
  private static final String HEAD = "{\"subject\":\"";
  private static final String MIDDLE = "\",\"book\":";

  private HostBook() {}

  static String write(OrderBook book, String host) {
    return HEAD + subject(book, host) + MIDDLE + OrderBookJson.write(book) + "}";
  }

  /**
   * @param line as {@link #write} made it; empty for a host that was never touched
   */
  static OrderBook read(String line, String host) {
    if (line.isEmpty()) {
      return OrderBook.EMPTY;
    }
    int middle = line.indexOf(MIDDLE);
    if (!line.startsWith(HEAD) || middle < 0 || !line.endsWith("}")) {
      return OrderBookJson.read("?", host);
    }
    return OrderBookJson.read(line.substring(middle + MIDDLE.length(), line.length() - 1), host);
  }

  /** Names of the folders that keep what the book's changes found. */
  static String kept(OrderBook book) {
    return book.touches().stream()
        .map(touch -> Before.keptBy(touch.change()))
        .collect(Collectors.joining(" "));
  }

  /** What changed the host last and is still there, reboots left out; the newest first. */
  private static List<Before> standing(OrderBook book, String host) {
    return book.touches().reversed().stream()
        .filter(HostBook::stands)
        .map(touch -> Before.read(touch.before(), host))
        .filter(before -> !before.capability().equals(RebootWork.CAPABILITY))
        .toList();
  }

  private static boolean stands(Touch touch) {
    boolean back = touch.direction() == Direction.REVERT && touch.state() == State.DONE;
    return touch.state() != State.REMEMBERED && !back;
  }

  static String subject(OrderBook book, String host) {
    return standing(book, host).stream().findFirst().map(Before::path).orElse("");
  }

  /**
   * What a host is on, as far as its book tells.
   *
   * @param subject SHA-256 of the file that the newest change replaced, as it is now
   */
  static String version(OrderBook book, String subject, String host) {
    List<Before> standing = standing(book, host);
    if (standing.isEmpty()) {
      return "as found";
    }
    Before newest = standing.getFirst();
    if (newest.path().isEmpty()) {
      String told =
          newest.parameters().entrySet().stream()
              .map(each -> " " + each.getKey() + "=" + each.getValue())
              .collect(Collectors.joining());
      String words = newest.capability().replaceFirst("^run-", "") + told;
      return words.length() <= 120 ? words : words.substring(0, 119) + "…";
    }
    String file = newest.path().substring(newest.path().lastIndexOf('/') + 1);
    return file + " " + subject.substring(0, Math.min(12, subject.length()));
  }
}
