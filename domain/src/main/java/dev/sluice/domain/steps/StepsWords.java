package dev.sluice.domain.steps;

import dev.sluice.domain.rollout.EventWords;
import dev.sluice.domain.rollout.Words;
import java.util.Locale;

/** What a fact is called by machines and how people are told of it. */
public final class StepsWords {
  private StepsWords() {}

  /** Stable word: {@code STEP_BEGUN}, {@code WAY_BACK_BEGUN}. */
  public static String kind(StepsEvent event) {
    return event
        .getClass()
        .getSimpleName()
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toUpperCase(Locale.ROOT);
  }

  /** Who caused it, empty unless a person did. */
  public static String actor(StepsEvent event) {
    return switch (event) {
      case StepsEvent.Approved approved -> approved.actor();
      case StepsEvent.GatePassed passed -> passed.actor();
      case StepsEvent.StopBegun stop -> stop.actor();
      case StepsEvent.PauseAsked asked -> asked.actor();
      case StepsEvent.Resumed resumed -> resumed.actor();
      case StepsEvent.ApprovalAsked _,
          StepsEvent.ApprovalExpired _,
          StepsEvent.PlanningAgain _,
          StepsEvent.GateAsked _,
          StepsEvent.GateWaits _,
          StepsEvent.GateOpened _,
          StepsEvent.Suspended _,
          StepsEvent.Woken _,
          StepsEvent.Begun _,
          StepsEvent.GateReached _,
          StepsEvent.StepBegun _,
          StepsEvent.StepDone _,
          StepsEvent.StepUndone _,
          StepsEvent.StepStuck _,
          StepsEvent.StopAsked _,
          StepsEvent.WayBackBegun _,
          StepsEvent.TakeBackBegun _,
          StepsEvent.Held _,
          StepsEvent.Ended _ ->
          "";
    };
  }

  /** One line for people. */
  public static String message(StepsEvent event) {
    return switch (event) {
      case StepsEvent.ApprovalAsked asked ->
          "waits for %s".formatted(Words.count(asked.needed(), "approval"));
      case StepsEvent.Approved approved ->
          said(EventWords.approved(approved.approval()), approved.actor(), approved.reason());
      case StepsEvent.ApprovalExpired expired ->
          EventWords.expired(expired.actor(), expired.expiry());
      case StepsEvent.PlanningAgain again -> "is planned again: " + again.reason();
      case StepsEvent.Begun _ -> "begins";
      case StepsEvent.GateAsked _ -> "asks whether it may begin beside all others";
      case StepsEvent.GateWaits waits -> "waits for " + waits.standing().words();
      case StepsEvent.GateOpened opened ->
          opened.pass().isNone() ? "may begin" : "may begin, passes " + opened.pass().words();
      case StepsEvent.Suspended suspended ->
          "%s has begun: no step begins, those that run stop between batches"
              .formatted(suspended.stop());
      case StepsEvent.Woken woken ->
          woken.pass().isNone()
              ? "%s is over".formatted(woken.stop())
              : "goes on, passes " + woken.pass().words();
      case StepsEvent.GateReached reached ->
          "step %s waits for approval: %s".formatted(reached.step(), reached.irreversible());
      case StepsEvent.GatePassed passed ->
          said("step %s approved".formatted(passed.step()), passed.actor(), passed.reason());
      case StepsEvent.StepBegun begun -> "step %s begins".formatted(begun.step());
      case StepsEvent.StepDone done -> "step %s is done".formatted(done.step());
      case StepsEvent.StepUndone undone ->
          "step %s is back: %s".formatted(undone.step(), undone.reason());
      case StepsEvent.StepStuck stuck ->
          "step %s is stuck: %s".formatted(stuck.step(), stuck.reason());
      case StepsEvent.StopAsked asked -> "step %s is to stop".formatted(asked.step());
      case StepsEvent.WayBackBegun begun -> "goes back: %s".formatted(begun.reason());
      case StepsEvent.TakeBackBegun begun -> "takes step %s back".formatted(begun.step());
      case StepsEvent.StopBegun stop ->
          said("stopped, everything stays as it is", stop.actor(), stop.reason());
      case StepsEvent.PauseAsked asked -> said("pause asked", asked.actor(), asked.reason());
      case StepsEvent.Resumed resumed -> said("resumed", resumed.actor(), resumed.reason());
      case StepsEvent.Held held -> "held for a person: %s".formatted(held.reason());
      case StepsEvent.Ended ended -> "%s: %s".formatted(ended.outcome(), ended.reason());
    };
  }

  private static String said(String what, String actor, String reason) {
    return reason.isEmpty()
        ? "%s by %s".formatted(what, actor)
        : "%s by %s: %s".formatted(what, actor, reason);
  }
}
