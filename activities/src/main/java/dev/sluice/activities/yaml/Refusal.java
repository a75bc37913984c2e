package dev.sluice.activities.yaml;

/**
 * One reason why a file was refused.
 *
 * @param file the file's name
 * @param line from 1; 0 for the file as a whole
 * @param column from 1; 0 for the file as a whole
 * @param key keys that lead to the place: {@code strategy.stages[0].percent}; empty for the file
 * @param message what is wrong and what would be right
 * @param stillInUse what the catalogue goes on with: "fleet-release version 3"; empty for nothing
 */
public record Refusal(
    String file, int line, int column, String key, String message, String stillInUse) {
  /** One line for people, in the form that editors and terminals turn into a link. */
  public String describe() {
    return file
        + (line == 0 ? "" : ":" + line + ":" + column)
        + ": "
        + (key.isEmpty() ? "" : key + ": ")
        + message
        + (stillInUse.isEmpty() ? "" : " (" + stillInUse + " stays in use)");
  }

  public Refusal whileUsing(String type) {
    return new Refusal(file, line, column, key, message, type);
  }

  /** The same with words before the file's name. */
  public Refusal in(String front) {
    return new Refusal(front + file, line, column, key, message, stillInUse);
  }
}
