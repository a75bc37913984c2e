package dev.sluice.domain.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What raises a risk above that of the change type. Each rule is on its own, none ever lowers. The
 * floors come first, then what is added on top; {@code docs/policies.md} has them as a table.
 */
public final class RiskRules {
  /** How the model's reason begins. */
  public static final String BY_MODEL = "the model gives it a chance of";

  private static final int LONGEST_FAILURE = 200;
  private static final int MANY_NEIGHBOURS = 5;
  private static final double MOST = 0.5;
  private static final int ENOUGH_CHANGES = 3;
  private static final double OFTEN = 0.3;

  private static final List<Function<ChangeFacts, Optional<RiskRaise>>> RULES =
      List.of(
          RiskRules::coreService,
          RiskRules::coreNeighbour,
          RiskRules::noWayBack,
          RiskRules::undeclared,
          RiskRules::manyNeighbours,
          RiskRules::mostAtOnce,
          RiskRules::mostTraffic,
          RiskRules::badTime,
          facts -> badRecord(facts.requesterRecord(), "changes of " + facts.requester()),
          facts -> badRecord(facts.servicesRecord(), "changes of these services"));

  private RiskRules() {}

  /** Those that apply. The model's comes last and only sets a floor. */
  public static List<RiskRaise> raises(ChangeFacts facts, @Nullable RiskEstimate estimate) {
    List<RiskRaise> raises = new ArrayList<>();
    if (facts.governed()) {
      RULES.forEach(rule -> rule.apply(facts).ifPresent(raises::add));
    }
    if (estimate != null) {
      raises.add(
          RiskRaise.to(
              estimate.level(),
              "%s %.0f %% to fail".formatted(BY_MODEL, estimate.probability() * 100)));
    }
    return raises;
  }

  private static Optional<RiskRaise> coreService(ChangeFacts facts) {
    return facts.reach().services().stream()
        .filter(service -> service.tier() == 1)
        .findFirst()
        .map(service -> RiskRaise.to(3, service.name() + " is of tier 1"));
  }

  private static Optional<RiskRaise> coreNeighbour(ChangeFacts facts) {
    return when(
        facts.neighbours().tiers().contains(1),
        RiskRaise.to(2, "a neighbour of its services is of tier 1"));
  }

  private static Optional<RiskRaise> noWayBack(ChangeFacts facts) {
    return when(!facts.reversible(), RiskRaise.to(4, "not all of it can be taken back"));
  }

  private static Optional<RiskRaise> undeclared(ChangeFacts facts) {
    return facts.reach().services().stream()
        .filter(service -> !service.declared())
        .findFirst()
        .map(service ->
            RiskRaise.by(1, service.name() + " is not declared, so nobody knows what needs it"));
  }

  private static Optional<RiskRaise> manyNeighbours(ChangeFacts facts) {
    int neighbours = facts.neighbours().services().size();
    return when(
        neighbours >= MANY_NEIGHBOURS,
        RiskRaise.by(1, neighbours + " other services are its neighbours"));
  }

  private static Optional<RiskRaise> mostAtOnce(ChangeFacts facts) {
    Extent extent = facts.extent();
    return when(
        extent.targets() > 1 && extent.atOnce() > MOST,
        RiskRaise.by(
            1,
            "%d of its %d targets are changed at once"
                .formatted(extent.largestBatch(), extent.targets())));
  }

  private static Optional<RiskRaise> mostTraffic(ChangeFacts facts) {
    Double share = facts.extent().trafficShare();
    return when(
        share != null && share > MOST, RiskRaise.by(1, "it meets more than half of the traffic"));
  }

  /** One raise however many reasons: they mean the same few hours. */
  private static Optional<RiskRaise> badTime(ChangeFacts facts) {
    Moment moment = facts.moment();
    if (moment.peak()) {
      return Optional.of(RiskRaise.by(1, "these are peak hours"));
    }
    if (moment.fridayAfternoon()) {
      return Optional.of(RiskRaise.by(1, "it is Friday afternoon"));
    }
    return when(moment.freezeNear(), RiskRaise.by(1, "a freeze begins within a day"));
  }

  private static Optional<RiskRaise> badRecord(ChangeRecord record, String whose) {
    return when(
        record.changes() >= ENOUGH_CHANGES && record.failureRate() >= OFTEN,
        RiskRaise.by(
            1,
            "%d of the last %d %s failed%s"
                .formatted(record.failures(), record.changes(), whose, lastFailure(record))));
  }

  private static String lastFailure(ChangeRecord record) {
    String why = record.lastFailure();
    if (why == null || why.isBlank()) {
      return "";
    }
    // Another sentence ends with a dot of its own.
    String words = why.strip().replaceAll("[.\\s]+$", "");
    return ", the last one because of: "
        + (words.length() > LONGEST_FAILURE ? words.substring(0, LONGEST_FAILURE) + "…" : words);
  }

  private static Optional<RiskRaise> when(boolean holds, RiskRaise raise) {
    return holds ? Optional.of(raise) : Optional.empty();
  }
}
