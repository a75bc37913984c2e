package dev.sluice.domain.inspection;

/** The three answers of an inspection. Inconclusive never means pass. */
public enum Verdict {
  PASS,
  FAIL,
  INCONCLUSIVE
}
