package dev.sluice.domain.record;

import dev.sluice.domain.control.ChangeRecord;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.report.Story;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How changes went, as it was known after each entry of the ledger. Whether one failed is what the
 * report means by it: it did harm, as far as is known. Not thread-safe; holds as many changes as
 * whoever fills it hands over.
 */
public final class Records {
  /** Of a requester or a service so many ended changes count, the newest. */
  public static final int MOST_CHANGES = 1_000;

  private final Map<String, Story> stories = new HashMap<>();
  private final Map<String, Deque<Past>> byRequester = new HashMap<>();
  private final Map<String, Deque<Past>> byService = new HashMap<>();

  /** A change that ended; what became of it may be found out later. */
  private record Past(Story story, Ended ended, Instant end) {
    boolean isLately(Instant now) {
      return !end.isBefore(now.minus(ChangeRecord.LATELY)) && !end.isAfter(now);
    }
  }

  /** Takes in the next entry. */
  public void add(Entry entry) {
    Story story = stories.computeIfAbsent(entry.change(), _ -> new Story());
    boolean ended = story.ended() != null;
    story.add(entry);
    Registered change = story.registered();
    if (!ended && change != null && story.ended() != null && story.touched()) {
      Past past = new Past(story, Objects.requireNonNull(story.ended()), entry.time());
      if (!change.requester().isEmpty()) {
        append(byRequester, change.requester(), past);
      }
      change.services().stream().distinct().forEach(service -> append(byService, service, past));
    }
  }

  private static void append(Map<String, Deque<Past>> tracks, String name, Past past) {
    Deque<Past> track = tracks.computeIfAbsent(name, _ -> new ArrayDeque<>());
    track.addLast(past);
    if (track.size() > MOST_CHANGES) {
      track.removeFirst();
    }
  }

  /** The story of a change of which there was an entry. */
  public Story story(String change) {
    Story story = stories.get(change);
    if (story == null) {
      throw new IllegalArgumentException("no entry about " + change);
    }
    return story;
  }

  /** Changes that somebody asked for and that ended in the time before. */
  public ChangeRecord ofRequester(String requester, Instant now) {
    return record(byRequester.getOrDefault(requester, new ArrayDeque<>()), now);
  }

  /** Changes that touched any of these services, each once. */
  public ChangeRecord ofServices(List<String> services, Instant now) {
    if (services.size() == 1) {
      return record(byService.getOrDefault(services.getFirst(), new ArrayDeque<>()), now);
    }
    Set<Past> all = new HashSet<>();
    for (String service : services) {
      all.addAll(byService.getOrDefault(service, new ArrayDeque<>()));
    }
    return record(all, now);
  }

  private static ChangeRecord record(Iterable<Past> changes, Instant now) {
    List<Past> lately = new ArrayList<>();
    int failures = 0;
    Past last = null;
    Past lastFailure = null;
    for (Past past : changes) {
      if (past.isLately(now)) {
        lately.add(past);
        last = newer(last, past);
        if (past.story().failed()) {
          failures++;
          lastFailure = newer(lastFailure, past);
        }
      }
    }
    return last == null
        ? ChangeRecord.NONE
        : new ChangeRecord(
            lately.size(),
            failures,
            last.ended().outcome().name().toLowerCase(Locale.ROOT),
            last.end(),
            lastFailure == null ? null : lastFailure.story().trouble(),
            true);
  }

  private static Past newer(@Nullable Past one, Past other) {
    return one == null || !other.end().isBefore(one.end()) ? other : one;
  }
}
