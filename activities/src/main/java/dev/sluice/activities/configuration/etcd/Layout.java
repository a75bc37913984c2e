package dev.sluice.activities.configuration.etcd;

import io.etcd.jetcd.ByteSequence;
import java.nio.charset.StandardCharsets;

/**
 * What is kept where in etcd.
 *
 * @param prefix what every key begins with
 */
record Layout(String prefix) {
  /** The configuration itself, by path. */
  ByteSequence text(String path) {
    return bytes(prefix + "/cells/" + path);
  }

  /** What Sluice remembers of its orders for one key, by the same path. */
  ByteSequence orders(String path) {
    return bytes(prefix + "/orders/" + path);
  }

  /** The text that a change found. */
  ByteSequence before(ConfigurationKey key, String change) {
    return bytes(prefix + "/before/" + key.path() + "/" + change);
  }

  ByteSequence draft(String name) {
    return bytes(prefix + "/drafts/" + name);
  }

  ByteSequence schema(String name) {
    return bytes(prefix + "/schemas/" + name);
  }

  /** The instances of a service in a cell each write the revision that they run below this. */
  ByteSequence acknowledged(ConfigurationKey key) {
    return bytes("%s/acknowledged/%s/%s/".formatted(prefix, key.cell(), key.service()));
  }

  /** A key below this says that the cell of that name is gray. */
  ByteSequence gray() {
    return bytes(prefix + "/gray/");
  }

  /** What is left of a key once another's name is taken from its front. */
  static String below(ByteSequence front, ByteSequence key) {
    return key.substring(front.size()).toString(StandardCharsets.UTF_8);
  }

  static String words(ByteSequence key) {
    return key.toString(StandardCharsets.UTF_8);
  }

  static ByteSequence bytes(String text) {
    return ByteSequence.from(text, StandardCharsets.UTF_8);
  }
}
