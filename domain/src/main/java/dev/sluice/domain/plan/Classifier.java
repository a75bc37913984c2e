package dev.sluice.domain.plan;

import dev.sluice.domain.changetype.ChangeType;
import dev.sluice.domain.changetype.Control;
import dev.sluice.domain.changetype.DurationText;
import dev.sluice.domain.changetype.OnStop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says how dangerous a change is held to be, as far as its type alone tells. */
final class Classifier {
  private Classifier() {}

  static Classification classify(ChangeType type) {
    Control control = type.control();
    String named = type.name() + " version " + type.version();
    var reasons = new ArrayList<String>();
    reasons.add(
        control.changeClass() == ChangeClass.STANDARD
            ? "It follows " + named + " unaltered, so it is a standard change."
            : named + " makes " + article(control.changeClass()) + " change of it.");
    reasons.add(named + " sets its risk to " + control.risk() + " of 5.");
    reasons.add(approvals(named, control));
    return new Classification(
            control.changeClass(),
            control.risk(),
            control.approvals(),
            control.approvalTimeout(),
            reasons)
        .within(Footprint.of(List.of(), Map.of(), 1, true, control.onStop() == OnStop.DRAIN, null));
  }

  private static String article(ChangeClass changeClass) {
    String name = changeClass.name().toLowerCase(Locale.ROOT);
    return changeClass == ChangeClass.EMERGENCY ? "an " + name : "a " + name;
  }

  private static String approvals(String named, Control control) {
    return switch (control.approvals()) {
      case 0 -> named + " asks for no approval.";
      case 1 ->
          named
              + " asks for 1 approval within "
              + DurationText.format(control.approvalTimeout())
              + ".";
      default ->
          named
              + " asks for "
              + control.approvals()
              + " approvals within "
              + DurationText.format(control.approvalTimeout())
              + ".";
    };
  }
}
