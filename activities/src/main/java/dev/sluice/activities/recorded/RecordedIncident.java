package dev.sluice.activities.recorded;

import dev.sluice.inspection.attribution.Incident;

/**
 * An anomaly that was recorded, with the changes that may have done it.
 *
 * @param id a name that no other has
 */
public record RecordedIncident(String id, Incident incident) {}
