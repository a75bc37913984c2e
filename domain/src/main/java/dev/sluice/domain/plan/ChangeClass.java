package dev.sluice.domain.plan;

/** How far a change departs from its type, which decides who must agree to it. */
public enum ChangeClass {
  /** Follows its change type unaltered. */
  STANDARD,
  /** Needs approval. */
  NORMAL,
  /** May skip waits, never inspection records. */
  EMERGENCY
}
