package dev.sluice.activities.configuration.etcd;

import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of etcd as targets, read page by page.
 *
 * @param store where they lie
 * @param requireAcknowledgement whether a key that nobody acknowledges is unhealthy
 */
record KeyListing(ConfigurationStore store, boolean requireAcknowledgement) {
  static final String CELL = "cell";
  static final String GRAY = "gray";

  private static final int FIRST_PAGE = 16;
  private static final int MOST_PAGE = 500;

  /** Services asked for at once: etcd takes at most 128 reads in a transaction. */
  private static final int MOST_ASKED = 50;

  List<Target> list(TargetQuery query) {
    GrayCells gray = store.grayCells();
    Map<String, Acknowledgements> acknowledged = new HashMap<>();
    List<Target> found = new ArrayList<>();
    Seek seek = seek(query);
    for (GrayCells.Span span : gray.spans(query.range(), cell(query))) {
      int size = Math.clamp(query.limit(), FIRST_PAGE, MOST_PAGE);
      String from = span.from();
      while (from != null && from.compareTo(span.to()) < 0) {
        size = seek.single() ? FIRST_PAGE : size;
        ConfigurationStore.Page page = store.page(new GrayCells.Span(from, span.to()), size);
        if (!collect(page, query, gray, acknowledged, found)) {
          return found;
        }
        from = page.last() == null ? null : seek.after(page.last());
        size = MOST_PAGE;
      }
    }
    return found;
  }

  private static Seek seek(TargetQuery query) {
    return new Seek(
        query.selector().getOrDefault(Capabilities.SERVICE, ""),
        query.selector().getOrDefault(Capabilities.KEY, ""));
  }

  /** The only cell that can hold what is asked for; empty for all. */
  private static String cell(TargetQuery query) {
    return query.range().zone().isEmpty()
        ? query.selector().getOrDefault(CELL, "")
        : query.range().zone();
  }

  /** Returns whether more are wanted. */
  private boolean collect(
      ConfigurationStore.Page page,
      TargetQuery query,
      GrayCells gray,
      Map<String, Acknowledgements> acknowledged,
      List<Target> found) {
    List<Entry> wanted =
        page.entries().values().stream()
            .filter(entry -> isWanted(entry, query, gray))
            .limit(query.limit() - found.size())
            .toList();
    askFor(wanted, acknowledged);
    wanted.forEach(entry -> found.add(target(entry, gray, acknowledged)));
    return found.size() < query.limit();
  }

  private static boolean isWanted(Entry entry, TargetQuery query, GrayCells gray) {
    ConfigurationKey key = entry.key();
    return entry.isTarget()
        && query.range().contains(gray.targetName(key), key.cell())
        && labels(key, gray).entrySet().containsAll(query.selector().entrySet());
  }

  private void askFor(List<Entry> entries, Map<String, Acknowledgements> acknowledged) {
    Map<String, ConfigurationKey> unknown = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (!acknowledged.containsKey(entry.key().owner())) {
        unknown.put(entry.key().owner(), entry.key());
      }
    }
    List<ConfigurationKey> keys = List.copyOf(unknown.values());
    for (int i = 0; i < keys.size(); i += MOST_ASKED) {
      acknowledged.putAll(
          store.acknowledgements(keys.subList(i, Math.min(i + MOST_ASKED, keys.size()))));
    }
  }

  private Target target(Entry entry, GrayCells gray, Map<String, Acknowledgements> acknowledged) {
    ConfigurationKey key = entry.key();
    boolean current =
        acknowledged
            .getOrDefault(key.owner(), Acknowledgements.NONE)
            .standing(entry.effectiveFrom(), requireAcknowledgement)
            .there();
    return new Target(
        gray.targetName(key),
        key.cell(),
        entry.version(),
        current && !entry.isGone(),
        labels(key, gray),
        entry.book().changedBy());
  }

  private static Map<String, String> labels(ConfigurationKey key, GrayCells gray) {
    return Map.of(
        Capabilities.SERVICE,
        key.service(),
        Capabilities.KEY,
        key.name(),
        CELL,
        key.cell(),
        GRAY,
        String.valueOf(gray.isGray(key.cell())));
  }
}
