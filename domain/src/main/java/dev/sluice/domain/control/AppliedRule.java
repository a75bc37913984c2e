package dev.sluice.domain.control;

/**
 * A rule that had something to say, for the record.
 *
 * @param status shadow rules decided nothing
 * @param failed whether it could not be evaluated
 * @param said what it asked for, or why it failed
 */
public record AppliedRule(String name, RuleStatus status, boolean failed, String said) {}
