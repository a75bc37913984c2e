package dev.sluice.activities.yaml;

/**
 * A place in a file.
 *
 * @param line from 1; 0 for the file as a whole
 * @param column from 1; 0 for the file as a whole
 */
public record Position(int line, int column) {
  public static final Position WHOLE_FILE = new Position(0, 0);
  public static final Position START = new Position(1, 1);
}
