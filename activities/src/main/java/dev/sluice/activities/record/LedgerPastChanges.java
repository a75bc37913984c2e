package dev.sluice.activities.record;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.Selection;
import dev.sluice.activities.ledger.wire.ContentWire;
import dev.sluice.activities.policy.PastChange;
import dev.sluice.activities.policy.PastChanges;
import dev.sluice.domain.control.ChangeRecord;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.RulesRisk;
import dev.sluice.domain.record.Records;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The changes of a ledger, as conditions of policies see them. What the ledger does not hold is
 * missing: parameters, sub-domains, tiers and neighbours, batches, freezes, what else ran.
 *
 * @param zone in which weekdays and hours are counted
 */
public record LedgerPastChanges(Ledger ledger, ZoneId zone) implements PastChanges {
  @Override
  public void forEach(Consumer<PastChange> reader) {
    Records records = new Records();
    ledger.read(
        new Selection(null, null, "", ContentWire.COURSE, false),
        entry -> {
          if (entry.content() instanceof Registered change && change.isPlanned()) {
            reader.accept(past(entry, change, records));
          }
          records.add(entry);
        });
  }

  private PastChange past(Entry entry, Registered change, Records records) {
    RulesRisk rules =
        RulesRisk.of(Objects.requireNonNull(change.changeClass()), change.risk(), change.reasons());
    return new PastChange(
        entry.change(),
        Map.of(
            "change",
            change(change, rules, records, entry.time()),
            "risk",
            Map.of(
                "level",
                (long) rules.risk(),
                "probability",
                Double.isNaN(change.probability()) ? -1.0 : change.probability(),
                "reasons",
                change.reasons()),
            "calendar",
            calendar(entry.time().atZone(zone))));
  }

  private static Map<String, Object> change(
      Registered change, RulesRisk rules, Records records, Instant time) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (!change.type().isEmpty()) {
      fields.put("type", change.type());
    }
    fields.put("class", small(rules.changeClass()));
    fields.put("requester", change.requester());
    fields.put("services", change.services());
    fields.put("zones", change.zones());
    fields.put("targets", (long) change.targets());
    if (!Double.isNaN(change.share())) {
      fields.put("share", change.share());
    }
    fields.put("reversible", change.reversible());
    fields.put("emergency", rules.changeClass() == ChangeClass.EMERGENCY);
    put(fields, "requester", records.ofRequester(change.requester(), time));
    put(fields, "services", records.ofServices(change.services(), time));
    return fields;
  }

  private static void put(Map<String, Object> fields, String whose, ChangeRecord record) {
    String last = record.lastOutcome();
    fields.put(whose + "Changes", (long) record.changes());
    fields.put(whose + "Failures", (long) record.failures());
    fields.put(whose + "Last", last == null ? "" : last);
  }

  private static Map<String, Object> calendar(ZonedDateTime time) {
    return Map.of(
        "now",
        time.toInstant(),
        "weekday",
        small(time.getDayOfWeek()),
        "hour",
        (long) time.getHour());
  }

  private static String small(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
