package dev.sluice.cli.command;

import java.util.ArrayList;
import java.util.List;

/**
 * What was read of a list that comes in pages.
 *
 * @param more whether the list goes on
 */
record Pages<T>(List<T> items, boolean more) {
  // Pages may come back empty with a token; a server that never ends must not keep us for ever.
  private static final int MOST_PAGES = 10_000;

  /** One page; the token is empty on the last. */
  record Page<T>(List<T> items, String nextToken) {}

  /** Asks for one page. */
  @FunctionalInterface
  interface Call<T> {
    Page<T> page(int size, String token);
  }

  static <T> Pages<T> read(int limit, int largestPage, Call<T> call) {
    List<T> items = new ArrayList<>();
    String token = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      Page<T> next = call.page(Math.min(largestPage, limit - items.size()), token);
      items.addAll(next.items());
      token = next.nextToken();
      if (token.isEmpty() || items.size() >= limit) {
        break;
      }
    }
    boolean more = !token.isEmpty() || items.size() > limit;
    return new Pages<>(List.copyOf(items.subList(0, Math.min(limit, items.size()))), more);
  }

  void noteIfMore(Output output) {
    if (more && !output.json()) {
      output.note(
          "There are more than these %d: --limit or --all shows them.".formatted(items.size()));
    }
  }
}
