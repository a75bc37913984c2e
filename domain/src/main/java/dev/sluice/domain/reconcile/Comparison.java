package dev.sluice.domain.reconcile;

import static java.util.stream.Collectors.toCollection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds what was changed at one place with no change that is known of, as a pure function of what
 * was seen before, what is seen now, and who was at work meanwhile.
 *
 * <p>A target that runs another version than before has moved; so has a newcomer that runs a
 * version which none of the place ran. One that vanished, or does not tell its version, is no
 * change, and what it ran is kept for a week to compare with. What may have happened more than 12
 * hours ago is taken note of and not told.
 */
public final class Comparison {
  /** How far back it is known who was at work: less than Temporal keeps what has ended. */
  static final Duration KNOWN = Duration.ofHours(12);

  private static final Duration FORGOTTEN = Duration.ofDays(7);
  private static final int MOST_NAMED = 20;

  private final Place place;
  private final Memory before;
  private final List<Sighting> told;
  private final Instant now;
  private final List<Work> works;
  private final Set<String> versions;

  private Comparison(
      Place place, Memory before, List<Sighting> seen, Instant now, List<Work> works) {
    this.place = place;
    this.before = before;
    this.now = now;
    this.works = works;
    told = seen.stream().filter(Sighting::isTold).toList();
    versions = new HashSet<>(before.versions());
    told.forEach(one -> versions.add(one.version()));
  }

  /**
   * What follows from a look.
   *
   * @param memory what is to be remembered from now on
   * @param missed what was found, each version once
   */
  public record Result(Memory memory, List<Missed> missed) {}

  /** A target that moved, and when it was last seen elsewhere. */
  private record Move(Sighting to, String from, Instant since) {}

  /**
   * Compares.
   *
   * @param before {@link Memory#NOTHING} at the first look, at which nothing is found
   * @param seen all targets of the place, complete
   * @param now when the listing began; one that began before the newest look changes nothing
   * @param works who may have been at work since {@link Memory#since}, as known after the listing
   */
  public static Result compare(
      Place place, Memory before, List<Sighting> seen, Instant now, List<Work> works) {
    if (!now.isAfter(before.lookedAt())) {
      return new Result(before, List.of());
    }
    return new Comparison(place, before, seen, now, works).result();
  }

  private Result result() {
    List<Move> unexplained = new ArrayList<>();
    boolean explained = false;
    for (Move move : moves()) {
      if (isExplained(move)) {
        explained = true;
      } else {
        unexplained.add(move);
      }
    }
    List<Episode> episodes = new ArrayList<>();
    List<Missed> missed = new ArrayList<>();
    SortedMap<String, List<Move>> byVersion = new TreeMap<>();
    unexplained.forEach(
        move -> byVersion.computeIfAbsent(move.to().version(), _ -> new ArrayList<>()).add(move));
    // After a change of ours, what is done by hand once more is another one.
    List<Episode> earlier = explained ? List.of() : before.episodes();
    for (Episode one : earlier) {
      if (one.isOpen(now)) {
        List<Move> more = byVersion.remove(one.version());
        episodes.add(more == null ? one : one.goesOn(now, more.size()));
      }
    }
    byVersion.forEach((version, moves) -> {
      Missed found = missed(version, moves);
      missed.add(found);
      episodes.add(new Episode(version, found.change(), now, now, moves.size()));
    });
    return new Result(new Memory(now, remembered(), episodes), missed);
  }

  private List<Move> moves() {
    if (before.targets().isEmpty()) {
      return List.of();
    }
    Set<String> known = before.versions();
    return told.stream().flatMap(one -> move(one, known)).toList();
  }

  private Stream<Move> move(Sighting seen, Set<String> known) {
    Remembered was = before.targets().get(seen.target());
    if (was == null) {
      return known.contains(seen.version())
          ? Stream.empty()
          : Stream.of(new Move(seen, "", before.lastTold()));
    }
    return was.version().equals(seen.version())
        ? Stream.empty()
        : Stream.of(new Move(seen, was.version(), was.told(before.lookedAt())));
  }

  private boolean isExplained(Move move) {
    // Who was at work so long ago is forgotten: what is not known finds nothing.
    return move.since().plus(KNOWN).isBefore(now)
        || works.stream().anyMatch(work -> work.explains(place, move.to(), move.since(), versions));
  }

  private Missed missed(String version, List<Move> moves) {
    return new Missed(
        Missed.id(place, version, before.lookedAt()),
        place,
        version,
        moves.stream()
            .map(Move::from)
            .filter(from -> !from.isEmpty())
            .collect(toCollection(TreeSet::new)),
        moves.stream().map(move -> move.to().zone()).collect(toCollection(TreeSet::new)),
        moves.stream().map(move -> move.to().target()).sorted().limit(MOST_NAMED).toList(),
        moves.size(),
        told.size(),
        moves.stream().map(Move::since).min(Instant::compareTo).orElse(before.lookedAt()),
        now);
  }

  private SortedMap<String, Remembered> remembered() {
    SortedMap<String, Remembered> next = new TreeMap<>();
    for (Map.Entry<String, Remembered> one : before.targets().entrySet()) {
      Instant last = one.getValue().told(before.lookedAt());
      if (last.plus(FORGOTTEN).isAfter(now)) {
        next.put(one.getKey(), new Remembered(one.getValue().version(), last));
      }
    }
    told.forEach(one -> next.put(one.target(), Remembered.now(one.version())));
    return next;
  }
}
