package dev.sluice.domain.ledger;

/**
 * A row that a newer Sluice wrote. It is kept and passed on as it is; it can't be written.
 *
 * @param kind its kind
 * @param body its content as it is stored
 */
public record Unrecognized(String kind, String body) implements Content {}
