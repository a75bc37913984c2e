package dev.sluice.inspection.attribution;

import java.time.Instant;
import java.util.List;

/**
 * What a change did in one batch.
 *
 * @param ready when what it changed ran
 * @param changed instances that run changed since
 * @param replaced instances that were there before in their place; the same ones where an instance
 *     is changed without a new name
 */
public record Touch(Instant ready, List<String> changed, List<String> replaced) {
  public Touch {
    changed = List.copyOf(changed);
    replaced = List.copyOf(replaced);
  }
}
