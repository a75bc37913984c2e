package dev.sluice.activities.fleet.load;

/**
 * What became of the requests since the start.
 *
 * @param sent requests that left
 * @param answered answered without an error
 * @param failed answered with an error, or not at all
 * @param dropped never left, because too many were in flight or their time was over
 */
public record LoadCount(long sent, long answered, long failed, long dropped) {}
