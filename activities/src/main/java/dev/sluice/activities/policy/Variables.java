package dev.sluice.activities.policy;

import dev.sluice.domain.control.ChangeFacts;
import dev.sluice.domain.control.ChangeRecord;
import dev.sluice.domain.control.Extent;
import dev.sluice.domain.control.Moment;
import dev.sluice.domain.control.Policies;
import dev.sluice.domain.control.RiskEstimate;
import dev.sluice.domain.control.RunningChange;
import dev.sluice.domain.control.TouchedService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts of a change in the form that conditions see. */
final class Variables {
  private static final double UNKNOWN = -1;

  private Variables() {}

  static Map<String, Object> of(Policies.Question question) {
    ChangeFacts facts = question.facts();
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("change", change(facts));
    variables.put("risk", risk(question));
    variables.put("calendar", calendar(facts.moment()));
    variables.put(
        Variable.RUNNING.name(), question.running().stream().map(Variables::running).toList());
    return variables;
  }

  private static Map<String, Object> change(ChangeFacts facts) {
    Extent extent = facts.extent();
    List<Long> tiers = longs(facts.reach().tiers());
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("type", facts.type());
    change.put("types", facts.reach().types());
    change.put("class", small(facts.control().changeClass()));
    change.put("risk", (long) facts.control().risk());
    change.put("approvals", (long) facts.control().approvals());
    change.put("subDomains", facts.subDomains());
    change.put("capabilities", facts.capabilities());
    change.put("parameters", facts.parameters());
    change.put("requester", facts.requester());
    change.put("services", facts.reach().serviceNames());
    change.put(
        "undeclared",
        facts.reach().services().stream()
            .filter(service -> !service.declared())
            .map(TouchedService::name)
            .toList());
    change.put("tiers", tiers);
    change.put("tier", tiers.isEmpty() ? 0L : tiers.getFirst());
    change.put("neighbours", facts.neighbours().services());
    change.put("neighbourTiers", longs(facts.neighbours().tiers()));
    change.put("zones", facts.reach().zones());
    change.put("targets", (long) extent.targets());
    change.put("matched", (long) extent.matched());
    change.put("share", extent.share());
    change.put("batches", (long) extent.batches());
    change.put("largestBatch", (long) extent.largestBatch());
    change.put("atOnce", extent.atOnce());
    change.put("trafficShare", known(extent.trafficShare()));
    change.put("reversible", facts.reversible());
    change.put("emergency", facts.emergency());
    putRecord(change, "requester", facts.requesterRecord());
    putRecord(change, "services", facts.servicesRecord());
    return change;
  }

  private static void putRecord(Map<String, Object> change, String whose, ChangeRecord record) {
    change.put(whose + "Changes", (long) record.changes());
    change.put(whose + "Failures", (long) record.failures());
    change.put(whose + "Last", record.lastOutcome() == null ? "" : record.lastOutcome());
  }

  private static Map<String, Object> risk(Policies.Question question) {
    RiskEstimate estimate = question.estimate();
    return Map.of(
        "level",
        (long) question.risk(),
        "probability",
        estimate == null ? UNKNOWN : estimate.probability(),
        "reasons",
        question.reasons());
  }

  private static Map<String, Object> calendar(Moment moment) {
    return Map.of(
        "now",
        moment.now(),
        "weekday",
        small(moment.weekday()),
        "hour",
        (long) moment.hour(),
        "inFreeze",
        !moment.frozenBy().isEmpty(),
        "freezes",
        moment.frozenBy(),
        "freezeNear",
        moment.freezeNear(),
        "peak",
        moment.peak(),
        "fridayAfternoon",
        moment.fridayAfternoon());
  }

  private static Map<String, Object> running(RunningChange change) {
    return Map.of(
        "id",
        change.id(),
        "type",
        change.type(),
        "services",
        change.services(),
        "zones",
        change.zones(),
        "class",
        small(change.changeClass()),
        "risk",
        (long) change.risk(),
        "targetsAtRisk",
        (long) change.targetsAtRisk());
  }

  private static double known(@Nullable Double value) {
    return value == null ? UNKNOWN : value;
  }

  private static String small(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static List<Long> longs(List<Integer> values) {
    return values.stream().map(Integer::longValue).toList();
  }
}
