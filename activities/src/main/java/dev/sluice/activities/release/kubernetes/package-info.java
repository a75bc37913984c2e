/**
 * Releases of Kubernetes workloads in batches that Sluice chooses.
 *
 * <p>{@code Draft} decides, as a pure function of what was read, what a workload is to look like
 * next; {@code OrderDesk} reads and writes; {@code WorkloadView} says what runs.
 */
@NullMarked
package dev.sluice.activities.release.kubernetes;

import org.jspecify.annotations.NullMarked;
