package dev.sluice.activities.configuration.etcd;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a key was like before a change. Its text is kept in a key of its own.
 *
 * @param version of the text
 * @param revision of etcd when that was written; 0 for a key that was not there
 * @param left version that earlier orders had left it on
 */
record Before(String version, long revision, String left) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Before of(Entry seen) {
    Text text = seen.text();
    return new Before(seen.version(), text == null ? 0 : text.revision(), seen.orders().left());
  }

  static Before read(String text, ConfigurationKey key) {
    try {
      return JSON.readValue(text, Before.class);
    } catch (JacksonException e) {
      throw new ProblemException(
          new Problem.ForOperator(
              "BROKEN_ORDER_BOOK",
              "what Sluice wrote about %s before a change can't be read; restore its orders key, or remove it if no change is under way"
                  .formatted(key.path())),
          e);
    }
  }

  String write() {
    return JSON.writeValueAsString(this);
  }
}
