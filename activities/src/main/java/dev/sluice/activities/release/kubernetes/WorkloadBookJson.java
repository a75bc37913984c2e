package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.OrderBook;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Books as JSON text. Targets that are remembered in the same way are written once, with their
 * numbers as ranges: a batch of a thousand slots takes no more room than one of ten.
 */
final class WorkloadBookJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SELF = "{target}";

  private WorkloadBookJson() {}

  private record Written(SortedMap<String, Revision> revisions, List<Group> groups) {}

  private record Group(List<String> parts, Entry entry) {}

  static String write(WorkloadBook book, WorkloadName workload) {
    Map<Entry, List<String>> groups = new LinkedHashMap<>();
    book.entries()
        .forEach((part, entry) ->
            groups
                .computeIfAbsent(
                    withKeys(entry, new TargetName(workload, part).toString(), SELF),
                    _ -> new ArrayList<>())
                .add(part));
    List<Group> written = new ArrayList<>();
    groups.forEach((entry, parts) -> written.add(new Group(ranges(parts), entry)));
    return JSON.writeValueAsString(new Written(book.revisions(), written));
  }

  /**
   * @throws ProblemException for the operator, when it can't be read
   */
  static WorkloadBook read(@Nullable String text, WorkloadName workload) {
    if (text == null || text.isEmpty()) {
      return WorkloadBook.EMPTY;
    }
    try {
      Written written = JSON.readValue(text, Written.class);
      SortedMap<String, Entry> entries = new TreeMap<>();
      for (Group group : written.groups()) {
        for (String part : parts(group.parts())) {
          entries.put(
              part, withKeys(group.entry(), SELF, new TargetName(workload, part).toString()));
        }
      }
      return new WorkloadBook(written.revisions(), entries);
    } catch (JacksonException | NumberFormatException e) {
      throw broken(Workload.ORDERS, workload, e);
    }
  }

  static String write(Hold hold) {
    return JSON.writeValueAsString(hold);
  }

  static @Nullable Hold readHold(@Nullable String text, WorkloadName workload) {
    try {
      return text == null || text.isEmpty() ? null : JSON.readValue(text, Hold.class);
    } catch (JacksonException e) {
      throw broken(Workload.HOLD, workload, e);
    }
  }

  private static ProblemException broken(String place, WorkloadName workload, Exception cause) {
    return new ProblemException(
        new Problem.ForOperator(
            "BROKEN_ORDER_BOOK",
            "what Sluice wrote in annotation %s of %s about earlier changes can't be read; restore it, or remove it if no change is under way"
                .formatted(place, workload)),
        cause);
  }

  /** Keys name their target, which would make every target's orders another. */
  private static Entry withKeys(Entry entry, String from, String to) {
    return entry.with(
        new OrderBook(
            entry.book().touches().stream()
                .map(touch ->
                    new Touch(
                        touch.change(),
                        touch.before(),
                        touch.direction(),
                        touch.key().replace(from, to),
                        touch.fence(),
                        touch.state()))
                .toList()));
  }

  /** {@code [00000..00041, node-7]} for 42 numbers that follow each other, and a name. */
  static List<String> ranges(List<String> parts) {
    List<String> ranges = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= parts.size(); i++) {
      if (i == parts.size() || !follows(parts.get(i - 1), parts.get(i))) {
        String first = parts.get(begin);
        ranges.add(i - begin == 1 ? first : first + ".." + parts.get(i - 1));
        begin = i;
      }
    }
    return ranges;
  }

  private static boolean follows(String part, String next) {
    int number = TargetName.number(part);
    return number >= 0 && TargetName.number(next) == number + 1;
  }

  static List<String> parts(List<String> ranges) {
    List<String> parts = new ArrayList<>();
    for (String range : ranges) {
      if (range.matches("\\d{5}\\.\\.\\d{5}")) {
        int last = Integer.parseInt(range.substring(7));
        for (int i = Integer.parseInt(range.substring(0, 5)); i <= last; i++) {
          parts.add(TargetName.numbered(i));
        }
      } else {
        parts.add(range);
      }
    }
    return parts;
  }
}
