package dev.sluice.domain.rollout;

import dev.sluice.domain.control.Approval;
import dev.sluice.domain.inspection.Inspection;
import java.time.Instant;
import java.util.Locale;

/** What an event is called by machines and how people are told of it. */
public final class EventWords {
  private EventWords() {}

  /** Stable word: {@code BATCH_CHANGED}, {@code ROLLBACK_BEGUN}. */
  public static String kind(RolloutEvent event) {
    return event
        .getClass()
        .getSimpleName()
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toUpperCase(Locale.ROOT);
  }

  /** Who caused it, empty unless a person did. */
  public static String actor(RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.Approved approved -> approved.actor();
      case RolloutEvent.PauseAsked asked -> asked.actor();
      case RolloutEvent.Resumed resumed -> resumed.actor();
      case RolloutEvent.AbortAsked asked -> asked.actor();
      case RolloutEvent.BakeExtended extended -> extended.actor();
      case RolloutEvent.Overridden overridden -> overridden.actor();
      case RolloutEvent.ApprovalAsked _,
          RolloutEvent.ApprovalExpired _,
          RolloutEvent.PlanningAgain _,
          RolloutEvent.GateAsked _,
          RolloutEvent.GateWaits _,
          RolloutEvent.GateOpened _,
          RolloutEvent.StopAsked _,
          RolloutEvent.Suspended _,
          RolloutEvent.Woken _,
          RolloutEvent.BaselineBegun _,
          RolloutEvent.BaselineTaken _,
          RolloutEvent.PrechecksBegun _,
          RolloutEvent.PrechecksPassed _,
          RolloutEvent.StageBegun _,
          RolloutEvent.BatchBegun _,
          RolloutEvent.BatchChanged _,
          RolloutEvent.BakeBegun _,
          RolloutEvent.Inspected _,
          RolloutEvent.BatchPassed _,
          RolloutEvent.StageAdvanced _,
          RolloutEvent.Paused _,
          RolloutEvent.Held _,
          RolloutEvent.WatchBegun _,
          RolloutEvent.Watched _,
          RolloutEvent.RollbackBegun _,
          RolloutEvent.RevertBegun _,
          RolloutEvent.BatchReverted _,
          RolloutEvent.RevertGivenUp _,
          RolloutEvent.StageReverted _,
          RolloutEvent.RollbackCheckBegun _,
          RolloutEvent.Ended _ ->
          "";
    };
  }

  /**
   * One line for people.
   *
   * @param after the state after the event
   */
  public static String message(RolloutEvent event, RolloutState after) {
    return switch (event) {
      case RolloutEvent.ApprovalAsked asked ->
          "waits for %s".formatted(Words.count(asked.needed(), "approval"));
      case RolloutEvent.Approved approved ->
          said(approved(approved.approval()), approved.actor(), approved.reason());
      case RolloutEvent.ApprovalExpired expired -> expired(expired.actor(), expired.expiry());
      case RolloutEvent.PlanningAgain again -> "is planned again: " + again.reason();
      case RolloutEvent.GateAsked _ -> "asks whether it may begin beside all others";
      case RolloutEvent.GateWaits waits -> "waits for " + waits.standing().words();
      case RolloutEvent.GateOpened opened ->
          opened.pass().isNone() ? "may begin" : "may begin, passes " + opened.pass().words();
      case RolloutEvent.StopAsked asked ->
          "%s has begun: it stops after the %s in hand"
              .formatted(asked.stop(), asked.drains() ? "stage" : "batch");
      case RolloutEvent.Suspended suspended ->
          "suspended after batch %d of %d by %s"
              .formatted(after.passed(), after.batches(), suspended.stop());
      case RolloutEvent.Woken woken ->
          woken.pass().isNone()
              ? "%s is over".formatted(woken.stop())
              : "goes on, passes " + woken.pass().words();
      case RolloutEvent.BaselineBegun baseline ->
          "takes a fresh baseline for " + Words.of(baseline.duration());
      case RolloutEvent.BaselineTaken _ -> "goes on with a fresh baseline";
      case RolloutEvent.PrechecksBegun _ -> "asks the targets whether they are ready";
      case RolloutEvent.PrechecksPassed _ ->
          "all %s ready".formatted(Words.count(after.plan().targets(), "target"));
      case RolloutEvent.StageBegun begun ->
          "stage %d of %d: %s"
              .formatted(
                  begun.stage() + 1,
                  after.plan().stages().size(),
                  after.plan().stages().get(begun.stage()).title());
      case RolloutEvent.BatchBegun begun ->
          "changes batch %d of %d: %s%s"
              .formatted(
                  after.passed() + 1,
                  after.batches(),
                  Words.count(after.current().targets(), "target"),
                  again(begun.attempt()));
      case RolloutEvent.BatchChanged changed ->
          "batch %d: %s".formatted(changed.batch(), effect(changed.effect(), "changed"));
      case RolloutEvent.BakeBegun bake ->
          "batch %d bakes for %s to %s"
              .formatted(
                  bake.batch(),
                  Words.of(after.plan().bake().minimum()),
                  Words.of(after.plan().bake().maximum().plus(after.bakeExtension())));
      case RolloutEvent.Inspected inspected ->
          "batch %d: %s".formatted(inspected.batch(), verdict(inspected.inspection()));
      case RolloutEvent.BatchPassed passed -> "batch %d is good".formatted(passed.batch());
      case RolloutEvent.StageAdvanced _ ->
          "%d of %d batches are good".formatted(after.passed(), after.batches());
      case RolloutEvent.BakeExtended extended ->
          said(
              "extended the bake by " + Words.of(extended.by()),
              extended.actor(),
              extended.reason());
      case RolloutEvent.Overridden overridden ->
          said(
              "set the verdict to " + overridden.verdict(),
              overridden.actor(),
              overridden.reason());
      case RolloutEvent.PauseAsked asked ->
          said("asked for a pause", asked.actor(), asked.reason());
      case RolloutEvent.Paused _ ->
          "paused after batch %d of %d".formatted(after.passed(), after.batches());
      case RolloutEvent.Resumed resumed -> said("resumed", resumed.actor(), resumed.reason());
      case RolloutEvent.Held held -> "held for a person: " + held.reason();
      case RolloutEvent.AbortAsked asked -> asked.reason();
      case RolloutEvent.WatchBegun _ ->
          "all targets changed; the whole is watched for " + Words.of(after.plan().watch());
      case RolloutEvent.Watched watched -> "last watch: " + verdict(watched.inspection());
      case RolloutEvent.RollbackBegun begun ->
          "rolls back %s: %s".formatted(Words.batches(after.begun()), begun.reason());
      case RolloutEvent.RevertBegun begun ->
          "takes back batch %d%s"
              .formatted(after.batch(begun.remaining()).number(), again(begun.attempt()));
      case RolloutEvent.BatchReverted reverted ->
          "batch %d: %s".formatted(reverted.batch(), effect(reverted.effect(), "taken back"));
      case RolloutEvent.RevertGivenUp givenUp ->
          "batch %d could not be taken back: %s".formatted(givenUp.batch(), givenUp.reason());
      case RolloutEvent.StageReverted reverted ->
          "stage %d: %s taken back"
              .formatted(reverted.stage() + 1, Words.count(reverted.reverted(), "target"));
      case RolloutEvent.RollbackCheckBegun _ -> "asks the touched targets whether they are back";
      case RolloutEvent.Ended ended -> "%s: %s".formatted(ended.outcome(), ended.reason());
    };
  }

  /** "approved as owner until 2026-11-24T09:00:00Z". */
  public static String approved(Approval approval) {
    String as = approval.role().isEmpty() ? "" : " as " + approval.role();
    return "approved" + as + (approval.expiry() == null ? "" : " until " + approval.expiry());
  }

  /** Why an approval counts no more. */
  public static String expired(String actor, Instant expiry) {
    return "the approval of %s expired at %s, before anything began".formatted(actor, expiry);
  }

  private static String said(String what, String actor, String reason) {
    return reason.isEmpty() ? actor + " " + what : "%s %s: %s".formatted(actor, what, reason);
  }

  private static String again(int attempt) {
    return attempt > 1 ? ", attempt " + attempt : "";
  }

  private static String effect(BatchEffect effect, String done) {
    String good = "%s %s".formatted(Words.count(effect.done(), "target"), done);
    return effect.complete()
        ? good
        : "%s, %d not: %s".formatted(good, effect.failed(), effect.firstFailure());
  }

  private static String verdict(Inspection inspection) {
    return inspection.verdict() + ". " + inspection.summary();
  }
}
