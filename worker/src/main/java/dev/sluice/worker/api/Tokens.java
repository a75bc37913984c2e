package dev.sluice.worker.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The callers that are let in, known by the hashes of their tokens. */
final class Tokens {
  static final int MAX_CALLERS = 10_000;
  private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64})\\s+(\\S+)\\s+(\\S+)");

  private final List<Entry> entries;

  private Tokens(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads a file of callers.
   *
   * @throws IllegalArgumentException with the line and what it should look like; never its content
   */
  static Tokens read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("api.tokens: " + file + " can't be read: " + e, e);
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        entries.add(entry(file + ":" + (i + 1), line));
      }
    }
    if (entries.isEmpty() || entries.size() > MAX_CALLERS) {
      throw new IllegalArgumentException(
          "api.tokens: " + file + " must name 1 to " + MAX_CALLERS + " callers");
    }
    return new Tokens(entries);
  }

  private static Entry entry(String place, String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          place + ": expected the token's SHA-256 in hex, a principal and its roles");
    }
    try {
      return new Entry(
          HexFormat.of().parseHex(matcher.group(1)),
          new Principal(matcher.group(2), roles(matcher.group(3))));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          place
              + ": roles are viewer, requester, approver, operator, joined by commas; "
              + "a name has letters, digits and . _ @ : / + -",
          e);
    }
  }

  private static Set<Role> roles(String words) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String word : words.split(",", -1)) {
      roles.add(Role.valueOf(word.toUpperCase(Locale.ROOT)));
    }
    return roles;
  }

  Optional<Principal> principalOf(String token) {
    byte[] hash = Digests.sha256(token.getBytes(StandardCharsets.UTF_8));
    Optional<Principal> found = Optional.empty();
    // All are compared, so that the time tells nothing about which one fits.
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(hash, entry.hash)) {
        found = Optional.of(entry.principal);
      }
    }
    return found;
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared or shown as a record.
  private record Entry(byte[] hash, Principal principal) {}
}
