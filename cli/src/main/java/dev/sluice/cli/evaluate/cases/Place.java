package dev.sluice.cli.evaluate.cases;

/**
 * Where a case stands.
 *
 * @param file as it was named by the caller
 * @param line from 1
 */
public record Place(String file, long line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
