package dev.sluice.activities.reconcile;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.Selection;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.reconcile.CutOff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the ends of changes whose workflows were ended from outside. */
final class MissingEnds {
  /** How far back it is looked for changes without an end. */
  static final Duration LOOKS_BACK = Duration.ofDays(30);

  private final Ledger ledger;
  private final Fates fates;

  MissingEnds(Ledger ledger, Fates fates) {
    this.ledger = ledger;
    this.fates = fates;
  }

  /**
   * What was found.
   *
   * @param written ends that were written now
   * @param unknown changes without an end whose workflow is not known here
   */
  record Found(List<Entry> written, List<String> unknown) {}

  /**
   * @param now the time
   * @param grace how long ago a workflow must have ended, so that what it still had to say is there
   */
  Found look(Instant now, Duration grace) {
    List<Entry> written = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String change : withoutEnd(now)) {
      switch (fates.of(change)) {
        case Fates.Fate.OnItsWay _ -> {}
        case Fates.Fate.Unknown _ -> unknown.add(change);
        case Fates.Fate.CutOff cut -> {
          if (!cut.at().plus(grace).isAfter(now)) {
            CutOff.end(entries(change), cut.how(), cut.at())
                .ifPresent(end -> {
                  if (ledger.append(List.of(end)) > 0) {
                    written.add(end);
                  }
                });
          }
        }
      }
    }
    return new Found(written, unknown);
  }

  private List<String> withoutEnd(Instant now) {
    Map<String, List<Entry>> changes = new LinkedHashMap<>();
    Selection some =
        new Selection(now.minus(LOOKS_BACK), null, "", Set.of("registered", "ended"), false);
    ledger.read(
        some, entry -> changes.computeIfAbsent(entry.change(), _ -> new ArrayList<>()).add(entry));
    return changes.entrySet().stream()
        .filter(one -> CutOff.isMissing(one.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<Entry> entries(String change) {
    List<Entry> all = new ArrayList<>();
    ledger.read(Selection.of(change).withoutEvidence(), all::add);
    return all;
  }
}
