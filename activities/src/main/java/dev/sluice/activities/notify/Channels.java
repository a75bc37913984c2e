package dev.sluice.activities.notify;

import dev.sluice.domain.notify.Escalation;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every webhook of a process.
 *
 * @param all at most {@link #MOST}, each name once
 * @param escalation when people are told again
 */
public record Channels(List<Channel> all, Escalation escalation) {
  /** No webhook: nobody is told. */
  public static final Channels NONE = new Channels(List.of(), Escalation.STANDARD);

  static final int MOST = 50;

  public Channels {
    all = List.copyOf(all);
    if (all.size() > MOST) {
      throw new IllegalArgumentException("at most 50 channels: remove some");
    }
    Set<String> names = new HashSet<>();
    for (Channel channel : all) {
      if (!names.add(channel.name())) {
        throw new IllegalArgumentException("two channels are called " + channel.name());
      }
    }
  }

  /**
   * Reads a file.
   *
   * @param file null for none
   * @param environment where secrets are that the file leaves to a variable
   * @throws IllegalArgumentException names file, line, key and what would be right
   */
  public static Channels of(@Nullable Path file, Map<String, String> environment) {
    return file == null ? NONE : ChannelsReader.read(file, environment);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** In the file's order. */
  public List<String> names() {
    return all.stream().map(Channel::name).toList();
  }

  Optional<Channel> find(String name) {
    return all.stream().filter(one -> one.name().equals(name)).findFirst();
  }
}
