package dev.sluice.inspection.attribution;

import java.util.List;

/**
 * A change in a ranking.
 *
 * @param id of the change
 * @param score how much speaks for its guilt, 0 to 1; to compare changes with, no probability
 * @param probability that it did it, 0 to 1
 * @param clues what speaks for it, the strongest first
 * @param instances that it changed, the most broken first; empty where they could not be compared
 */
public record Accused(
    String id, double score, double probability, List<Clue> clues, List<String> instances) {
  public Accused {
    clues = List.copyOf(clues);
    instances = List.copyOf(instances);
  }
}
