package dev.sluice.domain.subdomain;

/**
 * Whether a target may be changed now.
 *
 * @param target the target's name
 * @param ready whether it may
 * @param reason why not, and what would make it ready; empty when ready
 */
public record Readiness(String target, boolean ready, String reason) {}
