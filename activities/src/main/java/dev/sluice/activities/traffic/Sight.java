package dev.sluice.activities.traffic;

/**
 * What real requests say of a route.
 *
 * @param answer whether they go where they are meant to
 * @param words for people: how many were seen, and where they went
 * @param missing requests that are still needed; 0 when that is not what it waits for
 */
record Sight(Answer answer, String words, int missing) {
  /** What was seen. */
  enum Answer {
    AS_ASKED,
    TOO_FEW,
    /** Enough were seen, and they go elsewhere: begin to count anew. */
    OTHERWISE
  }

  static Sight asAsked(String words) {
    return new Sight(Answer.AS_ASKED, words, 0);
  }

  static Sight otherwise(String words) {
    return new Sight(Answer.OTHERWISE, words, 0);
  }
}
