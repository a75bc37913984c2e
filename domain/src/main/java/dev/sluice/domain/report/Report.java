package dev.sluice.domain.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * All figures of the changes that became known in a time.
 *
 * @param since the begin of that time
 * @param until its end, not part of it
 * @param total of all changes, each once
 * @param services by service, by name; a change counts in each of its services
 * @param teams by the team that owns a service, by name; a change counts once in each of its teams
 * @param weeks by calendar week (UTC), from the first with a change to the last, without gaps
 * @param judge how often verdicts were right
 * @param rules rules that matched or held, by name
 * @param unrecognized rows that a newer version wrote, and that no figure knows
 */
public record Report(
    Instant since,
    Instant until,
    Figures total,
    List<Group> services,
    List<Group> teams,
    List<Week> weeks,
    Accuracy judge,
    List<RuleAccuracy> rules,
    long unrecognized) {
  /** Stands for changes of no service, and for the owner of services that nobody declared. */
  public static final String UNKNOWN = "unknown";

  public Report {
    services = List.copyOf(services);
    teams = List.copyOf(teams);
    weeks = List.copyOf(weeks);
    rules = List.copyOf(rules);
  }

  /**
   * The changes of one service or one team.
   *
   * @param name of the service or team
   * @param team that owns the service; a team's own name
   */
  public record Group(String name, String team, Figures figures) {}

  /**
   * The changes of one calendar week.
   *
   * @param monday its first day
   */
  public record Week(LocalDate monday, Figures figures) {}
}
