package dev.sluice.domain.plan;

import java.util.List;
import java.util.Map;

/** What a change will do and how it comes back, made before anything is touched. */
public sealed interface ChangePlan permits Plan, StepsPlan {
  /** The change type's name. */
  String type();

  int typeVersion();

  /** One line that says what the change does. */
  String title();

  /** Checked against the type, defaults filled in. */
  Map<String, String> parameters();

  /** Services that the change touches. */
  List<String> services();

  Classification classification();

  /** How many targets it changes. */
  int targets();
}
