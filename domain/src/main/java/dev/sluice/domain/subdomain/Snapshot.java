package dev.sluice.domain.subdomain;

/**
 * What a target would be taken back to.
 *
 * @param target the target's name
 * @param version what it ran before the change, in the sub-domain's own words
 * @param words one sentence for people: what coming back takes
 */
public record Snapshot(String target, String version, String words) {}
