package dev.sluice.activities.ledger;

import dev.sluice.activities.ledger.wire.ContentWire;
import dev.sluice.domain.ledger.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * One row as it is stored.
 *
 * @param seq its place, from 1, without gaps
 * @param millis time in milliseconds since 1970
 * @param previous hash of the row before it, 64 hex digits
 * @param hash of all but the place, 64 hex digits
 */
record Row(
    long seq,
    String key,
    long millis,
    String change,
    String kind,
    String body,
    String previous,
    String hash) {
  /** What the first row follows. */
  static final String BEGINNING = "0".repeat(64);

  private static final HexFormat HEX = HexFormat.of();

  /** The entry as the row that follows another. */
  static Row after(long seq, String previous, Entry entry) {
    ContentWire.Stored stored = ContentWire.write(entry.content());
    Row open =
        new Row(
            seq,
            entry.key(),
            entry.time().toEpochMilli(),
            entry.change(),
            stored.kind(),
            stored.body(),
            previous,
            "");
    return open.with(open.computedHash());
  }

  private Row with(String newHash) {
    return new Row(seq, key, millis, change, kind, body, previous, newHash);
  }

  Entry entry() {
    return new Entry(key, Instant.ofEpochMilli(millis), change, ContentWire.read(kind, body));
  }

  /** SHA-256 of the previous row's hash and this row, each text behind its length in bytes. */
  String computedHash() {
    MessageDigest digest = sha256();
    add(digest, previous);
    add(digest, key);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(millis).flip());
    add(digest, change);
    add(digest, kind);
    add(digest, body);
    return HEX.formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
