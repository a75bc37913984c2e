package dev.sluice.cli.ledger;

/** A change as people name it. */
final class ChangeName {
  private static final String COLLECTION = "changes/";

  private ChangeName() {}

  /** The id: {@code x} of {@code changes/x} and of {@code x}. */
  static String of(String written) {
    return written.startsWith(COLLECTION) ? written.substring(COLLECTION.length()) : written;
  }
}
