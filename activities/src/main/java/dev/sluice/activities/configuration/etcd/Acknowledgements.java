package dev.sluice.activities.configuration.etcd;

import dev.sluice.activities.problem.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the instances of one service in one cell say that they run.
 *
 * @param instances those alive, in name order
 * @param leaseless names of those that wrote without a lease: nobody knows whether they live
 */
record Acknowledgements(List<Instance> instances, List<String> leaseless) {
  static final Acknowledgements NONE = new Acknowledgements(List.of(), List.of());

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,18})(?:\\s+failed:?\\s*(.*))?", Pattern.DOTALL);
  private static final int MOST_NAMED = 3;

  Acknowledgements {
    instances = List.copyOf(instances);
    leaseless = List.copyOf(leaseless);
  }

  /**
   * One live instance.
   *
   * @param name its name
   * @param revision up to which it has seen the changes of its keys; -1 where it wrote none
   * @param failure why it does not run that revision; empty when it does
   */
  record Instance(String name, long revision, String failure) {
    /** Reads {@code <revision>} or {@code <revision> failed: <why>}. */
    static Instance read(String name, String text) {
      Matcher parts = FORM.matcher(text.strip());
      if (!parts.matches()) {
        return new Instance(
            name,
            -1,
            "its acknowledgement is not of the form <revision> or <revision> failed: <why>");
      }
      String failure = parts.group(2);
      return new Instance(name, Long.parseLong(parts.group(1)), failure == null ? "" : failure);
    }

    private boolean runs(long wanted) {
      return revision >= wanted && failure.isEmpty();
    }

    private String words() {
      if (revision < 0) {
        return "%s: %s".formatted(name, failure);
      }
      return failure.isEmpty()
          ? "%s is at revision %d".formatted(name, revision)
          : "%s failed at revision %d: %s".formatted(name, revision, failure);
    }
  }

  /**
   * Whether a revision has arrived.
   *
   * @param there whether it has
   * @param words one sentence for people
   */
  record Standing(boolean there, String words) {}

  /**
   * @param revision that all live instances must run
   * @param required whether there must be one
   */
  Standing standing(long revision, boolean required) {
    if (instances.isEmpty()) {
      return new Standing(!required, nobody(required) + ignored());
    }
    List<Instance> behind =
        instances.stream().filter(instance -> !instance.runs(revision)).toList();
    if (behind.isEmpty()) {
      return new Standing(
          true,
          "all %d live instances run revision %d%s"
              .formatted(instances.size(), revision, ignored()));
    }
    return new Standing(
        false,
        "%d of %d live instances do not run revision %d: %s%s"
            .formatted(behind.size(), instances.size(), revision, named(behind), ignored()));
  }

  private static String nobody(boolean required) {
    return required
        ? "no live instance has said which revision it runs, and one must"
        : "no live instance says which revision it runs, so nobody is waited for";
  }

  private static String named(List<Instance> behind) {
    List<String> words = new ArrayList<>();
    behind.stream()
        .limit(MOST_NAMED)
        .forEach(instance -> words.add(Sentences.bounded(instance.words())));
    if (behind.size() > MOST_NAMED) {
      words.add("…");
    }
    return String.join("; ", words);
  }

  private String ignored() {
    return leaseless.isEmpty()
        ? ""
        : " (%d that wrote without a lease are ignored: %s)"
            .formatted(
                leaseless.size(),
                String.join(", ", leaseless.subList(0, Math.min(MOST_NAMED, leaseless.size()))));
  }
}
