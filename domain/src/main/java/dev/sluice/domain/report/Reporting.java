package dev.sluice.domain.report;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.ledger.Unrecognized;
import dev.sluice.domain.service.Service;
import dev.sluice.domain.service.ServiceCatalog;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a report out of entries, which come in the order of the ledger. */
public final class Reporting {
  /** Most changes of one report. */
  public static final int MOST_CHANGES = 1_000_000;

  /** What services that nobody declared are asked for. */
  public static final ControlLevel ASKED_OTHERWISE = ControlLevel.BATCHED;

  private final ServiceCatalog catalog;
  private final Instant since;
  private final Instant until;
  private final Map<String, Story> stories = new HashMap<>();
  private long unrecognized;

  /**
   * @param catalog what services ask for and who owns them
   * @param since changes that became known before it don't count
   * @param until nor do those that became known at this time or later
   */
  public Reporting(ServiceCatalog catalog, Instant since, Instant until) {
    this.catalog = catalog;
    this.since = since;
    this.until = until;
  }

  /**
   * Takes in one entry; those of changes that don't count are left out at the end.
   *
   * @throws IllegalArgumentException if there are more changes than one report takes
   */
  public void add(Entry entry) {
    if (entry.content() instanceof Unrecognized) {
      unrecognized++;
      return;
    }
    stories.computeIfAbsent(entry.change(), _ -> new Story()).add(entry);
    if (stories.size() > MOST_CHANGES) {
      throw new IllegalArgumentException(
          "more than %d changes: report a shorter time".formatted(MOST_CHANGES));
    }
  }

  /** The report on what was taken in. */
  public Report report() {
    Tally total = new Tally();
    SortedMap<String, Tally> services = new TreeMap<>();
    SortedMap<String, Tally> teams = new TreeMap<>();
    SortedMap<LocalDate, Tally> weeks = new TreeMap<>();
    RuleTally rules = new RuleTally();
    int right = 0;
    int wrong = 0;
    int missed = 0;
    for (Story story : stories.values()) {
      Registered registered = story.registered();
      if (registered == null || story.time().isBefore(since) || !story.time().isBefore(until)) {
        continue;
      }
      boolean meets = meetsLevel(registered);
      total.add(story, meets);
      tally(weeks, week(story.time())).add(story, meets);
      List<String> names = names(registered);
      names.forEach(service -> tally(services, service).add(story, meets));
      owners(names).forEach(team -> tally(teams, team).add(story, meets));
      rules.add(story, registered.rules());
      Accuracy judge = story.judge();
      right += judge.right();
      wrong += judge.wrong();
      missed += judge.missed();
    }
    return new Report(
        since,
        until,
        total.figures(),
        groups(services, true),
        groups(teams, false),
        withoutGaps(weeks),
        new Accuracy(right, wrong, missed),
        rules.all(),
        unrecognized);
  }

  private boolean meetsLevel(Registered change) {
    ControlLevel asked =
        change.services().stream()
            .map(name -> catalog.find(name).map(Service::level).orElse(ASKED_OTHERWISE))
            .reduce((one, other) -> one.isAtLeast(other) ? one : other)
            .orElse(ASKED_OTHERWISE);
    ControlLevel level = change.level();
    return change.kind() != ChangeKind.UNREGISTERED && level != null && level.isAtLeast(asked);
  }

  private static List<String> names(Registered change) {
    return change.services().isEmpty()
        ? List.of(Report.UNKNOWN)
        : change.services().stream().distinct().toList();
  }

  private Set<String> owners(List<String> services) {
    Set<String> owners = new TreeSet<>();
    services.forEach(service -> owners.add(owner(service)));
    return owners;
  }

  private String owner(String service) {
    Optional<Service> declared = catalog.find(service);
    return declared.map(Service::owner).orElse(Report.UNKNOWN);
  }

  private static <K> Tally tally(Map<K, Tally> tallies, K key) {
    return tallies.computeIfAbsent(key, _ -> new Tally());
  }

  private static LocalDate week(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC)
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  private List<Report.Group> groups(SortedMap<String, Tally> tallies, boolean areServices) {
    return tallies.entrySet().stream()
        .map(each ->
            new Report.Group(
                each.getKey(),
                areServices ? owner(each.getKey()) : each.getKey(),
                each.getValue().figures()))
        .toList();
  }

  private static List<Report.Week> withoutGaps(SortedMap<LocalDate, Tally> weeks) {
    List<Report.Week> all = new ArrayList<>();
    if (weeks.isEmpty()) {
      return all;
    }
    LocalDate last = weeks.lastKey();
    for (LocalDate monday = weeks.firstKey(); !monday.isAfter(last); monday = monday.plusWeeks(1)) {
      all.add(new Report.Week(monday, tally(weeks, monday).figures()));
    }
    return all;
  }
}
