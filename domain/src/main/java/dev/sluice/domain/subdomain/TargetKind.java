package dev.sluice.domain.subdomain;

/**
 * A kind of target.
 *
 * @param name one word: {@code pod}, {@code shard}
 * @param description one sentence for people
 */
public record TargetKind(String name, String description) {}
