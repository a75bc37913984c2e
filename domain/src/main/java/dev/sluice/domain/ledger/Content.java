package dev.sluice.domain.ledger;

/**
 * What happened to a change. Texts over 1,000 characters are cut, longer lists than a row may hold
 * are refused.
 */
public sealed interface Content
    permits Registered,
        Approved,
        Held,
        Released,
        Judged,
        Overridden,
        Suspended,
        Woken,
        RolledBack,
        Ended,
        Feedback,
        Unrecognized {}
