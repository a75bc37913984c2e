package dev.sluice.cli.ledger;

import dev.sluice.cli.report.Quantity;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Table;
import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.ledger.Approved;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Feedback;
import dev.sluice.domain.ledger.Held;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.Overridden;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.ledger.Released;
import dev.sluice.domain.ledger.RolledBack;
import dev.sluice.domain.ledger.Suspended;
import dev.sluice.domain.ledger.Unrecognized;
import dev.sluice.domain.ledger.Woken;
import dev.sluice.domain.plan.ChangeClass;
import java.util.List;
import java.util.Locale;

/** Entries as a table, one line each. */
final class EntryTable {
  private EntryTable() {}

  static String render(List<Entry> entries, Style style) {
    Table table = Table.of("TIME", "CHANGE", "WHAT", "HOW");
    for (Entry entry : entries) {
      Said said = said(entry, style);
      table.row(
          style.date(entry.time()),
          Printable.text(entry.change()),
          said.what(),
          Printable.text(said.how()));
    }
    return table.render(style, "");
  }

  private record Said(String what, String how) {}

  private static Said said(Entry entry, Style style) {
    return switch (entry.content()) {
      case Registered change -> new Said("registered", registered(change));
      case Approved approved ->
          new Said("approved", by(approved.actor(), approved.role(), approved.reason()));
      case Held held -> new Said("held", word(held.cause()) + " " + held.on());
      case Released released ->
          new Said(
              "released",
              "%s %s, after %s"
                  .formatted(
                      word(released.cause()), released.on(), Quantity.length(released.after())));
      case Judged judged ->
          new Said(
              verdict(judged.verdict(), style),
              "batch %d, baked %s: %s"
                  .formatted(judged.batch(), Quantity.length(judged.baked()), judged.summary()));
      case Overridden other ->
          new Said(
              "overridden",
              "%s from %s to %s, %s"
                  .formatted(
                      word(other.what()),
                      other.from(),
                      other.to(),
                      by(other.actor(), other.role(), other.reason())));
      case Suspended suspended ->
          new Said("suspended", by(suspended.actor(), "", suspended.reason()));
      case Woken woken ->
          new Said("woken", by(woken.actor(), "", "after " + Quantity.length(woken.after())));
      case RolledBack back ->
          new Said(
              "rolled back",
              "%s in %s%s: %s"
                  .formatted(
                      Quantity.count(back.targets(), "target"),
                      Quantity.length(back.took()),
                      back.complete() ? "" : ", not all",
                      back.reason()));
      case Ended ended ->
          new Said(
              "ended",
              "%s, %s, waited %s, baked %s of %s"
                  .formatted(
                      word(ended.outcome()),
                      ended.isCutOff()
                          ? ended.cutOff()
                          : Quantity.count(ended.targetsChanged(), "target") + " changed",
                      Quantity.length(ended.waiting()),
                      Quantity.length(ended.baking()),
                      Quantity.length(ended.total())));
      case Feedback feedback ->
          new Said(
              "feedback",
              "%s on %s%s, %s"
                  .formatted(
                      word(feedback.opinion()),
                      feedback.on(),
                      feedback.rule().isEmpty() ? "" : " of rule " + feedback.rule(),
                      by(feedback.actor(), "", feedback.reason())));
      case Unrecognized unknown ->
          new Said(Printable.text(unknown.kind()), "written by a newer Sluice: " + unknown.body());
    };
  }

  private static String registered(Registered change) {
    return "%s %s: %s, %s; %s, asked by %s"
        .formatted(
            word(change.kind()),
            change.type(),
            classified(change),
            Quantity.count(change.targets(), "target"),
            change.services().isEmpty() ? "no service" : String.join(", ", change.services()),
            change.requester());
  }

  private static String classified(Registered change) {
    ChangeClass changeClass = change.changeClass();
    ControlLevel level = change.level();
    return changeClass == null || level == null
        ? "refused before it was planned"
        : "%s, risk %d, control %s".formatted(word(changeClass), change.risk(), word(level));
  }

  private static String by(String actor, String role, String reason) {
    String who = actor.isEmpty() ? "by Sluice" : "by " + actor;
    return who
        + (role.isEmpty() ? "" : " (" + role + ")")
        + (reason.isEmpty() ? "" : ": " + reason);
  }

  private static String verdict(Verdict verdict, Style style) {
    return switch (verdict) {
      case PASS -> style.good("PASS");
      case FAIL -> style.bad("FAIL");
      case INCONCLUSIVE -> style.doubtful("INCONCLUSIVE");
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
