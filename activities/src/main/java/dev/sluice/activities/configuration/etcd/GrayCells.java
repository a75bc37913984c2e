package dev.sluice.activities.configuration.etcd;

import dev.sluice.domain.plan.TargetRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which cells are gray. Targets of gray cells are named {@code gray/…} and those of the others
 * {@code live/…}, so that the gray ones come first in name order, and so are changed first.
 *
 * @param cells in the order of their keys
 */
record GrayCells(List<String> cells) {
  /** What follows a slash: a cell's name with it comes after all of the cell's keys. */
  static final char AFTER_SLASH = '/' + 1;

  private static final String GRAY = "gray/";
  private static final String LIVE = "live/";

  /** After every name: none has this character. */
  private static final String END = "\u007f";

  GrayCells {
    cells = cells.stream().sorted(Comparator.comparing(cell -> cell + "/")).toList();
  }

  /**
   * Paths of keys whose targets follow each other in name order.
   *
   * @param from the first, included
   * @param to the last, not included
   */
  record Span(String from, String to) {}

  boolean isGray(String cell) {
    return cells.contains(cell);
  }

  String targetName(ConfigurationKey key) {
    return (isGray(key.cell()) ? GRAY : LIVE) + key.path();
  }

  /** The key of a target's name; one whose cell was not gray when it was named means the same. */
  static Optional<ConfigurationKey> keyOf(String targetName) {
    return targetName.startsWith(GRAY) || targetName.startsWith(LIVE)
        ? ConfigurationKey.ofPath(targetName.substring(GRAY.length()))
        : Optional.empty();
  }

  /**
   * Where a range's targets are, in name order. More may be in there.
   *
   * @param cell the only cell meant, empty for all
   */
  List<Span> spans(TargetRange range, String cell) {
    List<Span> spans = new ArrayList<>();
    for (Span span : cell.isEmpty() ? graySpans() : isGray(cell) ? spanOf(cell) : noSpan()) {
      add(clipped(span, GRAY, range), spans);
    }
    for (Span span : cell.isEmpty() ? liveSpans() : isGray(cell) ? noSpan() : spanOf(cell)) {
      add(clipped(span, LIVE, range), spans);
    }
    return spans;
  }

  private List<Span> graySpans() {
    return cells.stream().flatMap(cell -> spanOf(cell).stream()).toList();
  }

  private List<Span> liveSpans() {
    List<Span> spans = new ArrayList<>();
    String from = "";
    for (String cell : cells) {
      spans.add(new Span(from, cell + "/"));
      from = cell + AFTER_SLASH;
    }
    spans.add(new Span(from, END));
    return spans;
  }

  private static List<Span> spanOf(String cell) {
    return List.of(new Span(cell + "/", cell + AFTER_SLASH));
  }

  private static List<Span> noSpan() {
    return List.of();
  }

  private static void add(@Nullable Span span, List<Span> spans) {
    if (span != null && span.from().compareTo(span.to()) < 0) {
      spans.add(span);
    }
  }

  /** The part of a span that a range can hold; null for none. */
  private static @Nullable Span clipped(Span span, String rank, TargetRange range) {
    String from = span.from();
    String to = span.to();
    if (range.after().startsWith(rank)) {
      String first = next(range.after().substring(rank.length()));
      from = first.compareTo(from) > 0 ? first : from;
    } else if (range.after().compareTo(rank) > 0) {
      return null;
    }
    if (range.upTo().startsWith(rank)) {
      String end = next(range.upTo().substring(rank.length()));
      to = end.compareTo(to) < 0 ? end : to;
    } else if (!range.upTo().isEmpty() && range.upTo().compareTo(rank) < 0) {
      return null;
    }
    return new Span(from, to);
  }

  /** The path that comes right after another. */
  static String next(String path) {
    return path + "\0";
  }
}
