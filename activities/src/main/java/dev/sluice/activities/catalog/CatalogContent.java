package dev.sluice.activities.catalog;

import dev.sluice.activities.yaml.Refusal;
import dev.sluice.domain.changetype.ChangeType;
import java.util.List;

/**
 * What a catalogue holds at one moment.
 *
 * @param types in name order, each name once
 * @param refused what is wrong with files that were refused, in file order
 */
public record CatalogContent(List<ChangeType> types, List<Refusal> refused) {
  public CatalogContent {
    types = List.copyOf(types);
    refused = List.copyOf(refused);
  }
}
