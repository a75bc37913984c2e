package dev.sluice.activities.yaml;

import java.util.List;

/** The keys that a part of a file may have. */
public interface Shape {
  /** In the order in which they are best written. */
  List<String> keys();
}
