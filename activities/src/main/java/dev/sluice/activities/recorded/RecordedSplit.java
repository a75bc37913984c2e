package dev.sluice.activities.recorded;

import dev.sluice.inspection.localization.Split;

/**
 * A measure that was recorded, split by labels.
 *
 * @param id a name that no other has
 */
public record RecordedSplit(String id, Split split) {}
