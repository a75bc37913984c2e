package dev.sluice.workflows;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/**
 * The search attributes by which changes are listed and filtered, in the API and in the Temporal
 * UI.
 */
public final class SearchAttributes {
  /** Change type's name. */
  public static final SearchAttributeKey<String> TYPE = SearchAttributeKey.forKeyword("SluiceType");

  public static final SearchAttributeKey<List<String>> SERVICES =
      SearchAttributeKey.forKeywordList("SluiceServices");
  public static final SearchAttributeKey<String> SUB_DOMAIN =
      SearchAttributeKey.forKeyword("SluiceSubDomain");

  /** STANDARD, NORMAL or EMERGENCY. */
  public static final SearchAttributeKey<String> CLASS =
      SearchAttributeKey.forKeyword("SluiceClass");

  /** 1 to 5. */
  public static final SearchAttributeKey<Long> RISK = SearchAttributeKey.forLong("SluiceRisk");

  /** Name of {@code sluice.v1.Phase}. */
  public static final SearchAttributeKey<String> PHASE =
      SearchAttributeKey.forKeyword("SluicePhase");

  /** Name of {@code sluice.v1.Outcome}; not set while the change runs. */
  public static final SearchAttributeKey<String> OUTCOME =
      SearchAttributeKey.forKeyword("SluiceOutcome");

  public static final SearchAttributeKey<String> REQUESTER =
      SearchAttributeKey.forKeyword("SluiceRequester");

  /** All of them, for registering on start. */
  public static final List<SearchAttributeKey<?>> ALL =
      List.of(TYPE, SERVICES, SUB_DOMAIN, CLASS, RISK, PHASE, OUTCOME, REQUESTER);

  private SearchAttributes() {}
}
