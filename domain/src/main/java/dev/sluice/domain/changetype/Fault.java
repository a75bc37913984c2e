package dev.sluice.domain.changetype;

/**
 * One thing that is wrong with a change type or a part of it.
 *
 * @param path keys that lead to the place, from the part that was checked: {@code
 *     strategy.stages[0].percent}; empty for the part itself
 * @param message what is wrong and what would be right
 */
public record Fault(String path, String message) {}
