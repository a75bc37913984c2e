package dev.sluice.domain.changetype;

import java.util.List;

/** The versioned recipe of a kind of change. */
public sealed interface ChangeType permits RolloutType, StepsType {
  /** Placeholder of the title that stands for the number of targets. */
  String TARGET_COUNT = "targets";

  /** Small letters, digits and -, unique in a catalogue. */
  String name();

  /** At least 1; raised with every change of the recipe. */
  int version();

  /** Team that answers for it. */
  String owner();

  /** One sentence for people. */
  String description();

  /** One line that says what a change does; {@code ${targets}} is the number of targets. */
  Template title();

  /** What whoever starts a change says about it, at most 64. */
  List<ParameterSpec> parameters();

  /** How dangerous it is held to be. */
  Control control();
}
