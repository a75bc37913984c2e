package dev.sluice.worker.filter;

/** A filter that can't be read; the message says where and what is allowed there. */
public final class FilterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FilterException(int index, String expected) {
    super("at character " + (index + 1) + ": " + expected);
  }
}
