package dev.sluice.worker.api;

import dev.sluice.proto.v1.ChangeType;
import dev.sluice.proto.v1.ListTargetsRequest;
import dev.sluice.proto.v1.ListTargetsResponse;
import dev.sluice.proto.v1.SubDomain;
import java.util.List;
import java.util.Optional;

/** What can be changed, and by which recipes. Thread-safe; reading targets blocks. */
public interface Catalog {
  /** In name order. */
  List<ChangeType> changeTypes();

  /** Files that were refused: line, key and what would be right. */
  List<String> refused();

  /** In name order. */
  List<SubDomain> subDomains();

  /**
   * A page of a sub-domain's targets; empty when there is no such sub-domain.
   *
   * @throws FieldProblems when the page token is not one of ours
   */
  Optional<ListTargetsResponse> targets(ListTargetsRequest request);
}
