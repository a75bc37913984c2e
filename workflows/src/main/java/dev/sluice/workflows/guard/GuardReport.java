package dev.sluice.workflows.guard;

import com.google.protobuf.Duration;
import dev.sluice.domain.guard.GuardAnswer;
import dev.sluice.domain.guard.GuardState;
import dev.sluice.domain.guard.GuardTerms;
import dev.sluice.domain.guard.Guards;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.proto.history.v1.GuardInput;
import dev.sluice.proto.history.v1.TargetClaim;
import dev.sluice.proto.v1.ControlLevel;
import dev.sluice.proto.v1.Guard;
import dev.sluice.proto.v1.GuardKind;
import dev.sluice.proto.v1.GuardPhase;
import dev.sluice.proto.v1.ReportedTargets;
import dev.sluice.proto.v1.StepAnswer;
import dev.sluice.proto.v1.StepDecision;
import dev.sluice.proto.v1.TargetRange;
import java.util.List;

/** Says where a guarded or reported change stands. */
final class GuardReport {
  private static final Duration SOON = Duration.newBuilder().setSeconds(2).build();

  private GuardReport() {}

  static Guard.Builder of(GuardInput input, GuardTerms terms, GuardState state) {
    Guard.Builder guard =
        Guard.newBuilder()
            .setName("guards/" + input.getGuard())
            .setKind(GuardKind.valueOf(input.getKind()))
            .setType(input.getType())
            .setTitle(input.getTitle())
            .setRequester(input.getRequester())
            .setLevel(ControlLevel.valueOf(GuardRecord.level(input).name()))
            .setPhase(GuardPhase.valueOf(state.phase().name()))
            .setStep(state.step())
            .setSteps(input.getSteps())
            .addAllServices(input.getServicesList())
            .addAllZones(GuardRecord.zones(input))
            .addAllTouched(touched(input))
            .setWaitsFor(Guards.waitsFor(terms, state))
            .setReason(state.reason());
    Outcome outcome = state.outcome();
    if (outcome != null) {
      guard.setOutcome(dev.sluice.proto.v1.Outcome.valueOf(outcome.name()));
    }
    return guard;
  }

  private static List<ReportedTargets> touched(GuardInput input) {
    return input.hasPlan()
        ? List.of(
            ReportedTargets.newBuilder()
                .setSubDomain(input.getPlan().getSubDomain())
                .putAllSelector(input.getPlan().getSelectorMap())
                .build())
        : input.getTouchedList().stream().map(GuardReport::touched).toList();
  }

  private static ReportedTargets touched(TargetClaim claim) {
    return ReportedTargets.newBuilder()
        .setSubDomain(claim.getSubDomain())
        .putAllSelector(claim.getSelectorMap())
        .addAllNames(
            claim.getRangesList().stream()
                .map(TargetRange::getUpTo)
                .filter(name -> !name.isEmpty())
                .toList())
        .build();
  }

  static StepAnswer answer(GuardAnswer answer, Guard guard) {
    StepAnswer.Builder said = StepAnswer.newBuilder().setGuard(guard);
    return switch (answer) {
      case GuardAnswer.Go _ -> said.setDecision(StepDecision.GO).build();
      case GuardAnswer.Wait wait ->
          said.setDecision(StepDecision.WAIT).setWaitsFor(wait.on()).setRetryAfter(SOON).build();
      case GuardAnswer.RollBack back ->
          said.setDecision(StepDecision.MUST_ROLL_BACK).setReason(back.reason()).build();
    };
  }

  /** For the UI; what people wrote stands in code marks, so that it can't be markup. */
  static String markdown(Guard guard) {
    StringBuilder text = new StringBuilder();
    line(text, "phase", guard.getPhase().name());
    if (guard.getSteps() > 0) {
      line(text, "step", "%d of at most %d".formatted(guard.getStep(), guard.getSteps()));
    }
    line(text, "waits for", guard.getWaitsFor());
    line(text, "because", guard.getReason());
    return text.toString();
  }

  private static void line(StringBuilder text, String what, String said) {
    if (!said.isEmpty()) {
      text.append("- %s `%s`%n".formatted(what, said.replace('`', '\'').replaceAll("\\s+", " ")));
    }
  }
}
