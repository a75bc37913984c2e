package dev.sluice.activities.host;

import dev.sluice.domain.subdomain.Direction;
import java.time.Duration;
import java.util.Map;

/** A host boots again. Nothing of it can be taken back, and nothing need be. */
record RebootWork(Invocation command) implements HostWork {
  static final String CAPABILITY = "reboot";

  @Override
  public Before before(String version) {
    return new Before(CAPABILITY, "", "", Map.of(), version);
  }

  @Override
  public HostScript step(HostConfig config, Direction direction) {
    return switch (direction) {
      case APPLY ->
          new HostScript("reboot", config)
              .set("action", command.shell(Map.of()))
              .drained(config.hooks());
      case REVERT -> new HostScript("forget", config);
    };
  }

  @Override
  public HostScript look(HostConfig config, Direction direction) {
    return new HostScript("look", config);
  }

  @Override
  public Duration within() {
    return Duration.ofMinutes(3);
  }

  @Override
  public String missing(HostAnswer answer, Direction direction) {
    return "";
  }
}
