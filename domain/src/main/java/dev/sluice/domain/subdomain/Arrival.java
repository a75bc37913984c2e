package dev.sluice.domain.subdomain;

/**
 * How far a target is on the way of its newest order.
 *
 * @param target the target's name
 * @param there whether it says that it runs the new state, and is healthy
 * @param words one sentence for people: what it runs, or what it still waits for
 */
public record Arrival(String target, boolean there, String words) {}
