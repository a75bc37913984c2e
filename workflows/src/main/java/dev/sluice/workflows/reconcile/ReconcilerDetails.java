package dev.sluice.workflows.reconcile;

import dev.sluice.domain.rollout.Words;
import dev.sluice.proto.history.v1.EndSight;
import dev.sluice.proto.history.v1.MissedVersion;
import dev.sluice.proto.history.v1.VersionSight;
import dev.sluice.workflows.change.Markdown;
import dev.sluice.workflows.wire.TimeWire;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What the Temporal UI shows of the reconciler, in Markdown. */
final class ReconcilerDetails {
  /** Most of a list. */
  static final int SHOWN = 20;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ReconcilerDetails() {}

  /**
   * @param trouble why it is not known what to look at; empty where it is
   */
  static String markdown(
      Duration every, String trouble, Collection<VersionSight> sights, EndSight ends) {
    List<MissedVersion> missed =
        sights.stream().flatMap(sight -> sight.getMissedList().stream()).toList();
    Markdown page =
        new Markdown()
            .heading("%d unregistered changes lately".formatted(missed.size()))
            .paragraph("Looks every", Words.of(every) + ". Times are in UTC.");
    missed.stream()
        .limit(SHOWN)
        .forEach(one -> page.command("sluice ledger list --change " + one.getChange(), words(one)));
    page.section("Versions");
    if (!trouble.isEmpty()) {
      page.item("It is not known what to look at: " + trouble);
    }
    sights.forEach(sight -> page.item(words(sight)));
    page.section("Changes that were ended from outside").item(words(ends));
    ends.getWrittenList()
        .forEach(one -> page.command("sluice ledger list --change " + one, "got its end"));
    return page.made();
  }

  private static String words(MissedVersion one) {
    return "%s: %s runs %s on %d targets"
        .formatted(
            time(TimeWire.toDomain(one.getSince())),
            one.getService().isEmpty() ? one.getSubDomain() : one.getService(),
            one.getVersion(),
            one.getTargets());
  }

  private static String words(VersionSight sight) {
    String seen =
        !sight.hasTime()
            ? "never seen"
            : sight.getTold() == 0
                ? "%s, none of %d targets tells its version: nothing to compare"
                    .formatted(time(TimeWire.toDomain(sight.getTime())), sight.getTargets())
                : "%s, %d targets of %d services, %d tell their version"
                    .formatted(
                        time(TimeWire.toDomain(sight.getTime())),
                        sight.getTargets(),
                        sight.getServices(),
                        sight.getTold());
    return "%s: %s%s".formatted(sight.getSubDomain(), seen, trouble(sight.getTrouble()));
  }

  private static String words(EndSight ends) {
    return "%s%s%s"
        .formatted(
            ends.hasTime() ? time(TimeWire.toDomain(ends.getTime())) : "never seen",
            ends.getUnknown() == 0
                ? ""
                : ", %d without an end and without a workflow here".formatted(ends.getUnknown()),
            trouble(ends.getTrouble()));
  }

  private static String trouble(String why) {
    return why.isEmpty() ? "" : "; not now: " + why;
  }

  static String time(Instant time) {
    return TIME.format(time);
  }
}
