package dev.sluice.activities.schema.postgresql.inventory;

/** An inventory holds what it should not; the message says what, and what would be right. */
final class BrokenInventoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenInventoryException(String message) {
    super(message);
  }
}
