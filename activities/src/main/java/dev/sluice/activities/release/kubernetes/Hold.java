package dev.sluice.activities.release.kubernetes;

/**
 * Why a workload stands still between batches. As long as it is there, the workload's own way of
 * rolling out is set aside.
 *
 * @param base id of the revision of the targets that were not touched
 * @param turning whether the way was just turned: the controller is paused until it has seen that
 * @param print of the specification as Sluice left it; another one means that somebody edited it
 * @param strategy the workload's own way of rolling out, as JSON, to be put back
 */
record Hold(String base, boolean turning, String print, String strategy) {}
