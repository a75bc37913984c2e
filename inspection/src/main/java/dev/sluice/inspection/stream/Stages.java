package dev.sluice.inspection.stream;

/**
 * The samples since the start-up in stages of doubling length: the first, the second, the next two,
 * the next four and so on. Each stage has noise of its own, so that what stands out at once is
 * measured by what stands out at once without a change, not by what happens in a whole bake.
 *
 * @param skipped samples of the start-up
 * @param planned samples of the bake, start-up included
 */
record Stages(int skipped, int planned) {

  /** How many a whole bake has, at least 1. */
  int count() {
    return of(planned - skipped) + 1;
  }

  /**
   * @param sample since the start-up, from 1
   * @return the stage it lies in, from 0
   */
  static int of(int sample) {
    return sample <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(sample - 1);
  }

  /** Samples since the start-up by the end of a stage. */
  int end(int stage) {
    return (int) Math.min(1L << stage, Math.max(1, planned - skipped));
  }
}
