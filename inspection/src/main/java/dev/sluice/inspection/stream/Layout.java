package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which windows of which channels are watched, and where each stands in arrays that hold something
 * of all of them: channel by channel, the shortest window first. Metrics that are bad in the same
 * direction share one.
 */
final class Layout {
  private static final int LONGEST = Windows.LENGTHS.length - 1;

  /** Restlessness needs some samples to be told from one step, and is no drift. */
  private static final int SHORTEST_SPREAD = 3;

  private static final int LONGEST_SPREAD = 5;

  private static final Map<BadDirection, Layout> WITH_PLACEBOS = all(true);
  private static final Map<BadDirection, Layout> WITHOUT_PLACEBOS = all(false);

  private final List<Channel> channels;

  /** By where a window stands. */
  private final List<Channel> channelOf = new ArrayList<>();

  /**
   * One channel that is watched.
   *
   * @param number see {@link Walk}
   * @param shortest its shortest window, as an index into {@link Windows#LENGTHS}
   * @param longest its longest window
   * @param first where the shortest stands
   * @param ring where the samples stand that the longest still holds
   */
  record Channel(int number, int shortest, int longest, int first, int ring) {
    /** Where the windows of the next channel begin. */
    int end() {
      return first + longest - shortest + 1;
    }

    /** Samples that the longest holds. */
    int held() {
      return Windows.LENGTHS[longest];
    }

    /** The window that stands there, as an index into {@link Windows#LENGTHS}. */
    int window(int i) {
      return shortest + i - first;
    }
  }

  private Layout(List<Channel> channels) {
    this.channels = List.copyOf(channels);
    for (Channel channel : channels) {
      for (int i = channel.first(); i < channel.end(); i++) {
        channelOf.add(channel);
      }
    }
  }

  /**
   * @param hasPlacebos whether placebos tell what is usual, without which only longer windows count
   */
  static Layout of(BadDirection bad, boolean hasPlacebos) {
    return Objects.requireNonNull((hasPlacebos ? WITH_PLACEBOS : WITHOUT_PLACEBOS).get(bad));
  }

  private static Map<BadDirection, Layout> all(boolean hasPlacebos) {
    Map<BadDirection, Layout> all = new EnumMap<>(BadDirection.class);
    for (BadDirection bad : BadDirection.values()) {
      all.put(bad, new Layout(channels(bad, hasPlacebos)));
    }
    return all;
  }

  private static List<Channel> channels(BadDirection bad, boolean hasPlacebos) {
    int shortest = hasPlacebos ? 0 : 1;
    List<Channel> channels = new ArrayList<>();
    if (bad != BadDirection.DECREASE) {
      add(channels, Walk.UP, shortest, LONGEST);
    }
    if (bad != BadDirection.INCREASE) {
      add(channels, Walk.DOWN, shortest, LONGEST);
    }
    if (hasPlacebos) {
      add(channels, Walk.SPREAD, SHORTEST_SPREAD, LONGEST_SPREAD);
    }
    return channels;
  }

  private static void add(List<Channel> channels, int number, int shortest, int longest) {
    boolean none = channels.isEmpty();
    int first = none ? 0 : channels.getLast().end();
    int ring = none ? 0 : channels.getLast().ring() + channels.getLast().held();
    channels.add(new Channel(number, shortest, longest, first, ring));
  }

  /** Those that are watched: what is bad comes first, restlessness last. */
  List<Channel> channels() {
    return channels;
  }

  /** Windows of all channels. */
  int count() {
    return channelOf.size();
  }

  /** Samples that all channels hold. */
  int held() {
    return channels.getLast().ring() + channels.getLast().held();
  }

  /** The channel of the window that stands there. */
  int channel(int i) {
    return channelOf.get(i).number();
  }

  /** The window that stands there, as an index into {@link Windows#LENGTHS}. */
  int window(int i) {
    return channelOf.get(i).window(i);
  }

  /** Samples in the window that stands there. */
  int length(int i) {
    return Windows.LENGTHS[window(i)];
  }
}
