package dev.sluice.workflows.change;

import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.workflows.ledger.LedgerBook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells the ledger of a change that was refused before it was planned. */
final class RefusalRecord {
  private RefusalRecord() {}

  /**
   * @param why the refusal
   * @param begun when the change was asked for
   * @param held whether policies held it until then
   */
  static void write(ChangeInput input, String why, Instant begun, boolean held) {
    Instant now = ChangePage.now();
    Duration total = Duration.between(begun, now);
    LedgerBook book =
        new LedgerBook(input.getChangeId(), input.getChangeId(), input.getKeepsLedger(), 0);
    book.add(
        List.of(
            Registered.unplanned(
                input.getType(),
                ChangeKind.OWN,
                "%s, refused before it was planned".formatted(input.getType()),
                input.getRequester(),
                why),
            new Ended(
                Outcome.REFUSED, 0, false, held ? total : Duration.ZERO, Duration.ZERO, total)),
        now);
    book.close();
  }
}
