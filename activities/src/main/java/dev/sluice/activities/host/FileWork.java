package dev.sluice.activities.host;

import dev.sluice.domain.subdomain.Direction;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/**
 * A file gets a new content.
 *
 * @param rule that allows it
 * @param path on the host
 * @param content the new one, in Base64; empty on the way back
 * @param want SHA-256 of the new content
 * @param replaces SHA-256 that the content before must have; empty for any
 */
record FileWork(FileRule rule, String path, String content, String want, String replaces)
    implements HostWork {
  static final String CAPABILITY = "replace-file";

  private static final Duration WITHIN = Duration.ofSeconds(60);

  static FileWork replacing(FileRule rule, String path, byte[] content, String replaces) {
    return new FileWork(
        rule, path, Base64.getEncoder().encodeToString(content), Before.sha256(content), replaces);
  }

  @Override
  public Before before(String version) {
    return new Before(CAPABILITY, path, want, Map.of(), version);
  }

  @Override
  public HostScript step(HostConfig config, Direction direction) {
    HostScript script =
        switch (direction) {
          case APPLY ->
              new HostScript("replace", config).set("content", content).set("replaces", replaces);
          case REVERT -> new HostScript("restore", config);
        };
    script
        .set("path", path)
        .set("want", want)
        .set("within", "" + WITHIN.toSeconds())
        .set("action", HostScript.shell(rule.reload()));
    return rule.drained() ? script.drained(config.hooks()) : script;
  }

  @Override
  public HostScript look(HostConfig config, Direction direction) {
    return new HostScript("look", config).set("path", path);
  }

  @Override
  public Duration within() {
    return WITHIN.multipliedBy(4);
  }

  /** On the way back the step itself made sure; what others do to the file later is theirs. */
  @Override
  public String missing(HostAnswer answer, Direction direction) {
    if (direction == Direction.APPLY && !answer.sum().equals(want)) {
      throw HostProblems.operator(
          "CHANGED_BY_OTHERS",
          "somebody else changed %s on %s: its SHA-256 is %s instead of %s; find out who, then plan again",
          path,
          answer.host(),
          answer.sum(),
          want);
    }
    return "";
  }
}
