package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.subdomain.OrderBook;
import io.fabric8.kubernetes.api.model.Pod;
import org.jspecify.annotations.Nullable;

/**
 * How one target stands.
 *
 * @param part of its name
 * @param place where it is
 * @param pod the pod that serves as it; null for none
 * @param actual what that pod runs; null for none
 * @param current whether the pod is of the workload's present template
 * @param runs id of the revision it is meant to run
 * @param book orders given to it
 */
record Standing(
    String part,
    NodePlaces.Place place,
    @Nullable Pod pod,
    @Nullable Revision actual,
    boolean current,
    String runs,
    OrderBook book) {}
