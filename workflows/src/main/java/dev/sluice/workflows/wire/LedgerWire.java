package dev.sluice.workflows.wire;

import com.google.protobuf.Timestamp;
import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.ledger.Approved;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Feedback;
import dev.sluice.domain.ledger.Held;
import dev.sluice.domain.ledger.HoldCause;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.JudgedMetric;
import dev.sluice.domain.ledger.MatchedRule;
import dev.sluice.domain.ledger.Overridden;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.ledger.Released;
import dev.sluice.domain.ledger.RolledBack;
import dev.sluice.domain.ledger.Suspended;
import dev.sluice.domain.ledger.Unrecognized;
import dev.sluice.domain.ledger.Woken;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.proto.history.v1.ApprovedEntry;
import dev.sluice.proto.history.v1.EndedEntry;
import dev.sluice.proto.history.v1.HeldEntry;
import dev.sluice.proto.history.v1.JudgedEntry;
import dev.sluice.proto.history.v1.LedgerEntry;
import dev.sluice.proto.history.v1.MatchedRuleEntry;
import dev.sluice.proto.history.v1.OverriddenEntry;
import dev.sluice.proto.history.v1.RegisteredEntry;
import dev.sluice.proto.history.v1.ReleasedEntry;
import dev.sluice.proto.history.v1.RolledBackEntry;
import dev.sluice.proto.history.v1.SuspendedEntry;
import dev.sluice.proto.history.v1.WokenEntry;
import dev.sluice.proto.v1.Evidence;
import dev.sluice.proto.v1.Inspection;

/** Entries of the ledger, as histories keep them. */
public final class LedgerWire {
  private LedgerWire() {}

  /**
   * @throws IllegalArgumentException when it has no content that this version knows
   */
  public static Entry toDomain(LedgerEntry proto) {
    return new Entry(
        proto.getKey(), TimeWire.toDomain(proto.getTime()), proto.getChange(), content(proto));
  }

  private static Content content(LedgerEntry proto) {
    return switch (proto.getContentCase()) {
      case REGISTERED -> registered(proto.getRegistered());
      case APPROVED -> approved(proto.getApproved());
      case HELD ->
          new Held(
              HoldCause.valueOf(proto.getHeld().getCause()),
              proto.getHeld().getOn(),
              TimeWire.toDomain(proto.getHeld().getSince()));
      case RELEASED ->
          new Released(
              HoldCause.valueOf(proto.getReleased().getCause()),
              proto.getReleased().getOn(),
              TimeWire.toDomain(proto.getReleased().getAfter()));
      case JUDGED -> judged(proto.getJudged());
      case OVERRIDDEN -> overridden(proto.getOverridden());
      case SUSPENDED ->
          new Suspended(proto.getSuspended().getReason(), proto.getSuspended().getActor());
      case WOKEN ->
          new Woken(proto.getWoken().getActor(), TimeWire.toDomain(proto.getWoken().getAfter()));
      case ROLLED_BACK ->
          new RolledBack(
              proto.getRolledBack().getReason(),
              proto.getRolledBack().getTargets(),
              TimeWire.toDomain(proto.getRolledBack().getTook()),
              proto.getRolledBack().getComplete());
      case ENDED -> ended(proto.getEnded());
      case CONTENT_NOT_SET ->
          throw new IllegalArgumentException(
              "entry %s has no content that this version knows".formatted(proto.getKey()));
    };
  }

  private static Registered registered(RegisteredEntry proto) {
    return new Registered(
        proto.getType(),
        proto.getVersion(),
        ChangeKind.valueOf(proto.getKind()),
        proto.getTitle(),
        proto.getRequester(),
        proto.getServicesList(),
        proto.getZonesList(),
        proto.getTargets(),
        proto.hasShare() ? proto.getShare() : Double.NaN,
        proto.getReversible(),
        proto.getChangeClass().isEmpty() ? null : ChangeClass.valueOf(proto.getChangeClass()),
        proto.getRisk(),
        proto.hasProbability() ? proto.getProbability() : Double.NaN,
        proto.getLevel().isEmpty() ? null : ControlLevel.valueOf(proto.getLevel()),
        proto.getReasonsList(),
        proto.getRulesList().stream()
            .map(rule ->
                new MatchedRule(
                    rule.getRule(), MatchedRule.Status.valueOf(rule.getStatus()), rule.getAsked()))
            .toList());
  }

  private static Approved approved(ApprovedEntry proto) {
    return new Approved(
        proto.getActor(),
        proto.getRole(),
        proto.getReason(),
        proto.hasExpiry() ? TimeWire.toDomain(proto.getExpiry()) : null);
  }

  /** Of the evidence the numbers are kept, not the targets' names. */
  private static Judged judged(JudgedEntry proto) {
    Inspection inspection = proto.getInspection();
    return new Judged(
        proto.getStage(),
        proto.getBatch(),
        InspectionWire.toDomain(inspection.getVerdict()),
        inspection.getSummary(),
        inspection.getEvidenceList().stream().map(LedgerWire::judged).toList(),
        TimeWire.toDomain(inspection.getBaked()));
  }

  private static JudgedMetric judged(Evidence evidence) {
    return new JudgedMetric(
        evidence.getMetric(),
        InspectionWire.toDomain(evidence.getVerdict()),
        evidence.hasEffect() ? evidence.getEffect() : Double.NaN,
        evidence.getObserved(),
        evidence.getExpected(),
        evidence.getStatistic(),
        evidence.getThreshold());
  }

  private static Overridden overridden(OverriddenEntry proto) {
    return new Overridden(
        Overridden.What.valueOf(proto.getWhat()),
        proto.getFrom(),
        proto.getTo(),
        proto.getActor(),
        proto.getRole(),
        proto.getReason());
  }

  private static Ended ended(EndedEntry proto) {
    return new Ended(
        Outcome.valueOf(proto.getOutcome()),
        proto.getTargetsChanged(),
        proto.getFullRelease(),
        TimeWire.toDomain(proto.getWaiting()),
        TimeWire.toDomain(proto.getBaking()),
        TimeWire.toDomain(proto.getTotal()),
        proto.getCutOff());
  }

  public static LedgerEntry.Builder toProto(Registered registered) {
    RegisteredEntry.Builder proto =
        RegisteredEntry.newBuilder()
            .setType(registered.type())
            .setVersion(registered.version())
            .setKind(registered.kind().name())
            .setTitle(registered.title())
            .setRequester(registered.requester())
            .addAllServices(registered.services())
            .addAllZones(registered.zones())
            .setTargets(registered.targets())
            .setReversible(registered.reversible())
            .setRisk(registered.risk())
            .addAllReasons(registered.reasons());
    ChangeClass changeClass = registered.changeClass();
    ControlLevel level = registered.level();
    if (changeClass != null) {
      proto.setChangeClass(changeClass.name());
    }
    if (level != null) {
      proto.setLevel(level.name());
    }
    if (!Double.isNaN(registered.share())) {
      proto.setShare(registered.share());
    }
    if (!Double.isNaN(registered.probability())) {
      proto.setProbability(registered.probability());
    }
    registered
        .rules()
        .forEach(rule ->
            proto.addRules(
                MatchedRuleEntry.newBuilder()
                    .setRule(rule.rule())
                    .setStatus(rule.status().name())
                    .setAsked(rule.asked())));
    return LedgerEntry.newBuilder().setRegistered(proto);
  }

  public static LedgerEntry.Builder toProto(Approved approved) {
    ApprovedEntry.Builder proto =
        ApprovedEntry.newBuilder()
            .setActor(approved.actor())
            .setRole(approved.role())
            .setReason(approved.reason());
    if (approved.expiry() != null) {
      proto.setExpiry(TimeWire.toProto(approved.expiry()));
    }
    return LedgerEntry.newBuilder().setApproved(proto);
  }

  /**
   * Any content but feedback, which no workflow gives.
   *
   * @throws IllegalArgumentException for feedback and unrecognized rows
   */
  public static LedgerEntry.Builder toProto(Content content) {
    return switch (content) {
      case Registered registered -> toProto(registered);
      case Approved approved -> toProto(approved);
      case Held held -> LedgerEntry.newBuilder().setHeld(toProto(held));
      case Released released -> toProto(released);
      case Judged judged -> toProto(judged);
      case Overridden overridden -> toProto(overridden);
      case Suspended suspended -> toProto(suspended);
      case Woken woken -> toProto(woken);
      case RolledBack back -> toProto(back);
      case Ended ended -> toProto(ended);
      case Feedback _, Unrecognized _ ->
          throw new IllegalArgumentException("no workflow says this: " + content);
    };
  }

  public static LedgerEntry.Builder toProto(Judged judged) {
    Inspection.Builder inspection =
        Inspection.newBuilder()
            .setVerdict(InspectionWire.toProto(judged.verdict()))
            .setSummary(judged.summary())
            .setBaked(TimeWire.toProto(judged.baked()));
    judged.evidence().forEach(one -> inspection.addEvidence(evidence(one)));
    return LedgerEntry.newBuilder()
        .setJudged(
            JudgedEntry.newBuilder()
                .setStage(judged.stage())
                .setBatch(judged.batch())
                .setInspection(inspection));
  }

  private static Evidence evidence(JudgedMetric metric) {
    Evidence.Builder evidence =
        Evidence.newBuilder()
            .setMetric(metric.metric())
            .setVerdict(InspectionWire.toProto(metric.verdict()))
            .setObserved(metric.observed())
            .setExpected(metric.expected())
            .setStatistic(metric.statistic())
            .setThreshold(metric.threshold());
    if (!Double.isNaN(metric.effect())) {
      evidence.setEffect(metric.effect());
    }
    return evidence.build();
  }

  public static HeldEntry toProto(Held held) {
    return HeldEntry.newBuilder()
        .setCause(held.cause().name())
        .setOn(held.on())
        .setSince(TimeWire.toProto(held.since()))
        .build();
  }

  public static LedgerEntry.Builder toProto(Released released) {
    return LedgerEntry.newBuilder()
        .setReleased(
            ReleasedEntry.newBuilder()
                .setCause(released.cause().name())
                .setOn(released.on())
                .setAfter(TimeWire.toProto(released.after())));
  }

  public static LedgerEntry.Builder toProto(Overridden overridden) {
    return LedgerEntry.newBuilder()
        .setOverridden(
            OverriddenEntry.newBuilder()
                .setWhat(overridden.what().name())
                .setFrom(overridden.from())
                .setTo(overridden.to())
                .setActor(overridden.actor())
                .setRole(overridden.role())
                .setReason(overridden.reason()));
  }

  public static LedgerEntry.Builder toProto(Suspended suspended) {
    return LedgerEntry.newBuilder()
        .setSuspended(
            SuspendedEntry.newBuilder().setReason(suspended.reason()).setActor(suspended.actor()));
  }

  public static LedgerEntry.Builder toProto(Woken woken) {
    return LedgerEntry.newBuilder()
        .setWoken(
            WokenEntry.newBuilder()
                .setActor(woken.actor())
                .setAfter(TimeWire.toProto(woken.after())));
  }

  public static LedgerEntry.Builder toProto(RolledBack back) {
    return LedgerEntry.newBuilder()
        .setRolledBack(
            RolledBackEntry.newBuilder()
                .setReason(back.reason())
                .setTargets(back.targets())
                .setTook(TimeWire.toProto(back.took()))
                .setComplete(back.complete()));
  }

  public static LedgerEntry.Builder toProto(Ended ended) {
    return LedgerEntry.newBuilder()
        .setEnded(
            EndedEntry.newBuilder()
                .setOutcome(ended.outcome().name())
                .setTargetsChanged(ended.targetsChanged())
                .setFullRelease(ended.fullRelease())
                .setWaiting(TimeWire.toProto(ended.waiting()))
                .setBaking(TimeWire.toProto(ended.baking()))
                .setTotal(TimeWire.toProto(ended.total()))
                .setCutOff(ended.cutOff()));
  }

  /** An entry with its key, time and change. */
  public static LedgerEntry entry(
      LedgerEntry.Builder content, String key, Timestamp time, String change) {
    return content.setKey(key).setTime(time).setChange(change).build();
  }
}
