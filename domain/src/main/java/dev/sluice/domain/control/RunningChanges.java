package dev.sluice.domain.control;

import java.util.List;

/** Finds what is under way. */
@FunctionalInterface
public interface RunningChanges {
  /** Knows of none. */
  RunningChanges NONE = List::of;

  /** Changes that have begun and not ended, at most 1,000. */
  List<RunningChange> now();
}
