package dev.sluice.activities.conformance;

/**
 * One part of the contract that is tried.
 *
 * @param name short, in kebab case
 * @param claim what a sub-domain that keeps the contract does, one sentence
 * @param body throws what speaks against it
 * @param needsRestart whether the sub-domain's process must be restarted
 */
public record Check(String name, String claim, Body body, boolean needsRestart) {

  Check(String name, String claim, Body body) {
    this(name, claim, body, false);
  }

  /** Tries a sub-domain. */
  @FunctionalInterface
  public interface Body {
    void run(Hands hands) throws Exception;
  }
}
