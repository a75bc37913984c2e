package dev.sluice.activities.yaml;

import java.util.List;
import java.util.SortedMap;

/** A place that holds YAML files. */
public interface YamlFiles {
  /** Most bytes of one file. */
  int MAX_BYTES = 256 * 1024;

  /** Most files of one place. */
  int MAX_FILES = 1_000;

  Listing read();

  /**
   * What a place holds now.
   *
   * @param texts by file name, in name order
   * @param refused files that could not be read
   * @param readable whether the place itself could be read
   */
  record Listing(SortedMap<String, String> texts, List<Refusal> refused, boolean readable) {}
}
