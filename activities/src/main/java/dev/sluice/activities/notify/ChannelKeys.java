package dev.sluice.activities.notify;

import dev.sluice.activities.yaml.Shape;
import java.util.List;

/** The keys of the file of channels. */
enum ChannelKeys implements Shape {
  FILE("channels", "reminders"),
  REMINDERS("every", "escalateAfter", "atMost"),
  CHANNEL(
      "name",
      "urlFile",
      "urlVariable",
      "signingFile",
      "signingVariable",
      "events",
      "services",
      "tiers",
      "escalation");

  // List.of is immutable; its type just does not say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> keys;

  ChannelKeys(String... keys) {
    this.keys = List.of(keys);
  }

  @Override
  public List<String> keys() {
    return keys;
  }
}
