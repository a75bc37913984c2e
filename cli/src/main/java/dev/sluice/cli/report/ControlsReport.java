package dev.sluice.cli.report;

import dev.sluice.proto.v1.AppliedRule;
import dev.sluice.proto.v1.ControlLevel;
import dev.sluice.proto.v1.Controls;
import dev.sluice.proto.v1.RoleApprovals;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What policies ask of a change, as text. */
final class ControlsReport {
  private ControlsReport() {}

  /** In words; nothing where a plan has none. */
  static String level(ControlLevel level) {
    return switch (level) {
      case CONTROL_LEVEL_UNSPECIFIED, UNRECOGNIZED -> "";
      case OBSERVED, GATED, BATCHED, ASSESSED, UNATTENDED -> level.name().toLowerCase(Locale.ROOT);
    };
  }

  /** ": 1 of owner, 2 of security"; nothing where no role is asked. */
  static String roles(Controls controls) {
    List<RoleApprovals> roles = controls.getApprovalsList();
    return roles.isEmpty()
        ? ""
        : ": "
            + roles.stream()
                .map(one -> one.getCount() + " of " + one.getRole())
                .collect(Collectors.joining(", "));
  }

  static void add(Facts facts, Controls controls) {
    facts.add("begins", window(controls));
    facts.addAll("rules", controls.getRulesList().stream().map(ControlsReport::rule).toList());
  }

  private static String window(Controls controls) {
    String from =
        controls.hasNotBefore() ? "not before " + Quantity.instant(controls.getNotBefore()) : "";
    String to = controls.hasNotAfter() ? "before " + Quantity.instant(controls.getNotAfter()) : "";
    return from.isEmpty() || to.isEmpty() ? from + to : from + ", " + to;
  }

  private static String rule(AppliedRule rule) {
    String state = rule.getShadow() ? " (shadow, decides nothing)" : "";
    String said = rule.getFailed() ? "could not be evaluated: " + rule.getSaid() : rule.getSaid();
    return rule.getName() + state + ": " + said;
  }
}
