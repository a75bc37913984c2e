package dev.sluice.activities.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where a secret is read from, at each use, so that it can be changed while the process runs. */
sealed interface Secret {
  /** Longest secret read. */
  int MOST_CHARACTERS = 4_096;

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException names the place, never what is in it
   */
  String read();

  /** The first line of a file. */
  record InFile(Path file) implements Secret {
    @Override
    public String read() {
      try {
        if (Files.size(file) > MOST_CHARACTERS) {
          throw new IllegalArgumentException("%s is longer than a secret is".formatted(file));
        }
        return required(Files.readString(file).lines().findFirst().orElse(""), file.toString());
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "%s can't be read: let this process read it".formatted(file), e);
      }
    }
  }

  /** A variable of the process' environment. */
  record InVariable(String name, Map<String, String> environment) implements Secret {
    public InVariable {
      environment = Map.copyOf(environment);
    }

    @Override
    public String read() {
      return required(environment.getOrDefault(name, ""), "the variable " + name);
    }

    @Override
    public String toString() {
      return "InVariable[" + name + "]";
    }
  }

  private static String required(String text, String place) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(place + " is empty: write the secret into it");
    }
    return text.strip();
  }
}
