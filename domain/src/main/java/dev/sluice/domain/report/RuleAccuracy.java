package dev.sluice.domain.report;

import dev.sluice.domain.ledger.MatchedRule;

/**
 * What a rule of a policy did.
 *
 * @param rule its name
 * @param status its status when it matched last
 * @param matched changes that it matched
 * @param holds times that it held one
 * @param accuracy how often it was right, as far as people said so
 */
public record RuleAccuracy(
    String rule, MatchedRule.Status status, int matched, int holds, Accuracy accuracy) {}
