package dev.sluice.cli.evaluate.cases;

/** What a line of a file of cases holds. */
public interface Case {
  /** A name that no other case has. */
  String id();
}
