package dev.sluice.domain.control;

/** A rule and what came of trying it on a change. */
public record JudgedRule(PolicyRule rule, Outcome outcome) {
  /** What came of it. */
  public sealed interface Outcome {}

  /** The condition is true. */
  public record Matched() implements Outcome {}

  /** The condition is false. */
  public record Unmatched() implements Outcome {}

  /**
   * Nobody knows: the condition could not be evaluated.
   *
   * @param why for the rule's author
   */
  public record Failed(String why) implements Outcome {}
}
