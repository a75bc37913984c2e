package dev.sluice.activities.fleet.series;

import java.time.Instant;

/**
 * What one scrape of one instance said.
 *
 * @param time when it was read
 * @param startSeconds when the instance started, in seconds since 1970
 * @param requests answered since then
 * @param errors of them answered with a status of 500 or more
 * @param durationSeconds sum of their durations
 * @param durations their histogram
 * @param memoryBytes what it holds
 */
record Reading(
    Instant time,
    double startSeconds,
    double requests,
    double errors,
    double durationSeconds,
    Buckets durations,
    double memoryBytes) {}
