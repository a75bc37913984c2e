package dev.sluice.domain.control;

import dev.sluice.domain.changetype.DurationText;
import dev.sluice.domain.changetype.Precheck;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks of the changes it is about. It can only tighten.
 *
 * @param approvals by role
 * @param approvalTimeout how long approvals are waited for at most
 * @param window times of the week in which a change may begin
 * @param minimumBake how long each batch is watched at least
 * @param growth each batch at most so many times as big as the one before, at least 1
 * @param maxBatch no batch is bigger, at least 1
 * @param maxTargetsAtRisk never more targets at risk, at least 1
 * @param refuse why such a change may not be made at all
 * @param hold why it waits while the rule's condition is true
 * @param raise how much it adds to the risk
 */
public record Asks(
    List<RoleApprovals> approvals,
    @Nullable Duration approvalTimeout,
    @Nullable TimeSpan window,
    @Nullable Duration minimumBake,
    @Nullable Double growth,
    @Nullable Integer maxBatch,
    @Nullable Integer maxTargetsAtRisk,
    List<Precheck> prechecks,
    @Nullable String refuse,
    @Nullable String hold,
    @Nullable RiskRaise raise,
    EmergencyRule emergency) {
  public static final Asks NOTHING =
      new Asks(
          List.of(),
          null,
          null,
          null,
          null,
          null,
          null,
          List.of(),
          null,
          null,
          null,
          EmergencyRule.BIND);

  public Asks {
    approvals = List.copyOf(approvals);
    prechecks = List.copyOf(prechecks);
    require(
        approvals.stream().map(RoleApprovals::role).distinct().count() == approvals.size(),
        "approvals: each role once");
    require(approvalTimeout == null || approvalTimeout.isPositive(), "approvalTimeout: above 0s");
    require(minimumBake == null || minimumBake.isPositive(), "minimumBake: above 0s");
    require(growth == null || (growth >= 1 && growth <= 100), "batches.growth: in 1 to 100");
    require(maxBatch == null || maxBatch >= 1, "batches.max: at least 1");
    require(maxTargetsAtRisk == null || maxTargetsAtRisk >= 1, "maxTargetsAtRisk: at least 1");
    require(refuse == null || !refuse.isBlank(), "refuse: say why");
    require(hold == null || !hold.isBlank(), "holdWhile: say why");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** One part of a sentence for each thing that is asked; empty when nothing is. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    if (refuse != null) {
      words.add("refuses it: " + refuse);
    }
    if (hold != null) {
      words.add("holds it: " + hold);
    }
    if (!approvals.isEmpty()) {
      words.add(
          "approvals: "
              + approvals.stream().map(RoleApprovals::words).collect(Collectors.joining(", ")));
    }
    add(words, "approvals within %s", approvalTimeout);
    if (window != null) {
      words.add("begins only " + windowWords(window));
    }
    add(words, "each batch is watched for %s at least", minimumBake);
    if (growth != null) {
      words.add("batches grow by %s at most".formatted(growth));
    }
    if (maxBatch != null) {
      words.add("batches of %d targets at most".formatted(maxBatch));
    }
    if (maxTargetsAtRisk != null) {
      words.add("%d targets at risk at most".formatted(maxTargetsAtRisk));
    }
    prechecks.forEach(
        precheck -> words.add("precheck " + precheck.name().toLowerCase(Locale.ROOT)));
    if (raise != null) {
      words.add(
          raise.by() > 0
              ? "raises the risk by " + raise.by()
              : "raises the risk to " + raise.atLeast());
    }
    if (emergency == EmergencyRule.REFUSE) {
      words.add("refuses emergencies");
    }
    return words;
  }

  private static void add(List<String> words, String form, @Nullable Duration duration) {
    if (duration != null) {
      words.add(form.formatted(DurationText.format(duration)));
    }
  }

  private static String windowWords(TimeSpan window) {
    return switch (window) {
      case TimeSpan.Once once -> "%s to %s %s".formatted(once.from(), once.to(), once.zone());
      case TimeSpan.Weekly weekly ->
          "%s %s to %s %s"
              .formatted(days(weekly.days()), weekly.from(), weekly.to(), weekly.zone());
    };
  }

  private static String days(Set<DayOfWeek> days) {
    return days.size() == DayOfWeek.values().length
        ? "any day"
        : days.stream()
            .sorted()
            .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
            .collect(Collectors.joining(", "));
  }
}
