package dev.sluice.domain.control;

import java.time.Instant;

/**
 * One person's yes.
 *
 * @param actor who said it
 * @param role in which role; empty for none
 */
public record Approval(String actor, String role, Instant at) {}
