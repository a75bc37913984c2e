package dev.sluice.domain.subdomain;

/**
 * What an order really did to a target. That nothing was left to do is an outcome, not a failure.
 */
public enum Effect {
  APPLIED,
  ALREADY_THERE
}
