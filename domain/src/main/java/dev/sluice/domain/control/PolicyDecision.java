package dev.sluice.domain.control;

import java.util.List;

/** What a change may do now, as far as policies say. Approvals are counted elsewhere. */
public sealed interface PolicyDecision {
  /** It may begin. */
  record Go() implements PolicyDecision {}

  /**
   * It waits, and is judged again later.
   *
   * @param reasons one sentence each, at least one
   */
  record Hold(List<String> reasons) implements PolicyDecision {
    public Hold {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * It may not be made as it is.
   *
   * @param reasons one sentence each, at least one
   */
  record Refuse(List<String> reasons) implements PolicyDecision {
    public Refuse {
      reasons = List.copyOf(reasons);
    }
  }
}
