package dev.sluice.activities.configuration.etcd;

import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetQuery;
import java.util.ArrayList;
import java.util.HashMap;
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
    for (Entry entry : page.entries().values()) {
      if (found.size() == query.limit()) {
        return false;
      }
      ConfigurationKey key = entry.key();
      Map<String, String> labels = labels(key, gray);
      if (entry.isTarget()
          && query.range().contains(gray.targetName(key), key.cell())
          && labels.entrySet().containsAll(query.selector().entrySet())) {
        found.add(target(entry, labels, gray, acknowledged));
      }
    }
    return found.size() < query.limit();
  }

  private Target target(
      Entry entry,
      Map<String, String> labels,
      GrayCells gray,
      Map<String, Acknowledgements> acknowledged) {
    ConfigurationKey key = entry.key();
    Acknowledgements said =
        acknowledged.computeIfAbsent(
            key.cell() + "/" + key.service(), _ -> store.acknowledgements(key));
    return new Target(
        gray.targetName(key),
        key.cell(),
        entry.version(),
        !entry.isGone() && said.standing(entry.effectiveFrom(), requireAcknowledgement).there(),
        labels,
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
