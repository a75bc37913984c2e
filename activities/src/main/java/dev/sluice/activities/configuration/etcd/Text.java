package dev.sluice.activities.configuration.etcd;

import io.etcd.jetcd.ByteSequence;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The text of a configuration key as etcd holds it.
 *
 * @param bytes the text; never told in messages, since it may hold secrets
 * @param revision of etcd when it was written
 * @param leased whether it goes with a lease
 */
record Text(ByteSequence bytes, long revision, boolean leased) {
  /** The version of a key that is not there. */
  static final String ABSENT = "absent";

  /** Most bytes of a text: etcd takes 1.5 MiB in a request, and that must hold two of them. */
  static final int MOST_BYTES = 512 * 1024;

  private static final int SHOWN_BYTES = 8;

  String version() {
    return versionOf(bytes);
  }

  /** Tells texts apart without telling what they say: {@code sha256:0123456789abcdef}. */
  static String versionOf(ByteSequence bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.getBytes());
      return "sha256:" + HexFormat.of().formatHex(digest, 0, SHOWN_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
