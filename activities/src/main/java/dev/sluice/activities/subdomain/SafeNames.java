package dev.sluice.activities.subdomain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** File names for targets' names, whatever is in those. */
final class SafeNames {
  private static final int LONGEST = 150;
  private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789-_";

  private SafeNames() {}

  /**
   * A name that every file system takes, case or no case. Long ones end with a checksum, so two
   * targets never share one.
   */
  static String of(String name) {
    StringBuilder safe = new StringBuilder();
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (each & 0xff);
      if (PLAIN.indexOf(letter) >= 0) {
        safe.append(letter);
      } else {
        safe.append('%').append(HexFormat.of().toHexDigits(each));
      }
    }
    return safe.length() <= LONGEST
        ? safe.toString()
        : safe.substring(0, 80) + "~" + checksum(name);
  }

  /** SHA-256 of a text, in hexadecimal. */
  static String checksum(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
