package dev.sluice.domain.changetype;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that an author sees all of it at once. */
final class Faults {
  private final List<Fault> found = new ArrayList<>();

  Faults require(boolean right, String path, String message) {
    if (!right) {
      add(path, message);
    }
    return this;
  }

  void add(String path, String message) {
    found.add(new Fault(path, message));
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidChangeTypeException(found);
    }
  }
}
