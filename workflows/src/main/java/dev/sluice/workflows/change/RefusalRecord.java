package dev.sluice.workflows.change;

import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.proto.history.v1.ChangeInput;
import java.time.Duration;
import java.util.List;

/** What the ledger is told of a change that was refused before it was planned. */
final class RefusalRecord {
  private RefusalRecord() {}

  /**
   * @param why the refusal
   * @param lasted since the change was asked for
   * @param held whether policies held it for all of that
   */
  static List<Content> of(ChangeInput input, String why, Duration lasted, boolean held) {
    Duration waited = held ? lasted : Duration.ZERO;
    return List.of(
        Registered.unplanned(
            input.getType(),
            ChangeKind.OWN,
            "%s, refused before it was planned".formatted(input.getType()),
            input.getRequester(),
            why),
        new Ended(Outcome.REFUSED, 0, false, waited, Duration.ZERO, lasted));
  }
}
