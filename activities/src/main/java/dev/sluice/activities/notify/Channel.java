package dev.sluice.activities.notify;

import dev.sluice.domain.notify.Notice;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One webhook and what it is told.
 *
 * @param name small letters, digits and -, at most 40
 * @param url where its URL is read from: whoever knows it can post
 * @param signing where the key of its signatures is read from; null signs nothing
 * @param events what it is told of; an escalation only where {@code escalation} says so
 * @param services only changes that touch one of them; empty: of all
 * @param tiers only changes that touch a service of one of them; empty: of all
 * @param escalation whether it is told what waited too long
 */
record Channel(
    String name,
    Secret url,
    @Nullable Secret signing,
    Set<Notice.What> events,
    List<String> services,
    List<Integer> tiers,
    boolean escalation) {
  Channel {
    if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "name must be small letters, digits and -, at most 40: " + name);
    }
    events = Set.copyOf(events);
    services = List.copyOf(services);
    tiers = List.copyOf(tiers);
  }

  /** What a channel is told that does not say: all but escalations, or only them. */
  static Set<Notice.What> eventsOf(boolean escalation) {
    EnumSet<Notice.What> only = EnumSet.of(Notice.What.ESCALATION);
    return escalation ? only : EnumSet.complementOf(only);
  }

  /**
   * Whether it is told.
   *
   * @param tierOf a service's tier, 0 where it is not declared
   */
  boolean wants(Notice notice, ToIntFunction<String> tierOf) {
    boolean escalates = notice.what() == Notice.What.ESCALATION;
    return (escalates ? escalation : events.contains(notice.what()))
        && (services.isEmpty() || notice.services().stream().anyMatch(services::contains))
        && (tiers.isEmpty()
            || notice.services().stream().anyMatch(one -> tiers.contains(tierOf.applyAsInt(one))));
  }

  /**
   * The URL, in plain http only to this machine.
   *
   * @throws IllegalArgumentException without the URL in its words
   */
  URI address() {
    String text = url.read();
    URI address;
    try {
      address = URI.create(text);
    } catch (IllegalArgumentException _) {
      // Its message has the URL.
      throw new IllegalArgumentException(named("what stands there is no URL"));
    }
    String host = address.getHost();
    if (host == null || address.getUserInfo() != null) {
      throw new IllegalArgumentException(
          named("the URL must have a host and no user: https://host/path"));
    }
    boolean plain = "http".equals(address.getScheme());
    if (!"https".equals(address.getScheme()) && !(plain && isLoopback(host))) {
      throw new IllegalArgumentException(
          named("the URL must begin with https:// (http:// only to 127.0.0.1)"));
    }
    return address;
  }

  private static boolean isLoopback(String host) {
    return host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]");
  }

  private String named(String words) {
    return "channel %s: %s".formatted(name, words);
  }
}
