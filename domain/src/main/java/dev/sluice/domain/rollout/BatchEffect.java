package dev.sluice.domain.rollout;

import java.util.List;

/**
 * What changing a batch, or taking it back, really did.
 *
 * @param done targets that are as they should be now
 * @param failed targets that are not, or of which that is not known
 * @param failures the first of them, one sentence each
 */
public record BatchEffect(int done, int failed, List<String> failures) {
  public BatchEffect {
    failures = List.copyOf(failures);
  }

  public boolean complete() {
    return failed == 0;
  }

  String firstFailure() {
    return failures.isEmpty() ? "no reason given" : failures.getFirst();
  }
}
