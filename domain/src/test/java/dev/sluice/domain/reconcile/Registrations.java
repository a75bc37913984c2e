package dev.sluice.domain.reconcile;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.plan.ChangeClass;
import java.util.List;

final class Registrations {
  static final Registered OWN = of(ChangeKind.OWN);
  static final Registered UNREGISTERED = of(ChangeKind.UNREGISTERED);

  private Registrations() {}

  private static Registered of(ChangeKind kind) {
    return new Registered(
        "fleet-release",
        "1",
        kind,
        "release checkout",
        "ann",
        List.of("checkout"),
        List.of("zone-a"),
        10,
        1,
        true,
        ChangeClass.STANDARD,
        1,
        Double.NaN,
        ControlLevel.UNATTENDED,
        List.of(),
        List.of());
  }
}
