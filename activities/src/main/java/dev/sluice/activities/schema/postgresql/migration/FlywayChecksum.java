package dev.sluice.activities.schema.postgresql.migration;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** A script's checksum as Flyway keeps it: CRC-32 of its lines, without their ends. */
final class FlywayChecksum {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private FlywayChecksum() {}

  static int of(String text) {
    CRC32 sum = new CRC32();
    String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    plain.lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) sum.getValue();
  }
}
