package dev.sluice.inspection.stream;

/** How far the changed targets went from their baseline, at a change or where none was made. */
sealed interface Excursion permits Walk, Placebo {
  /**
   * The largest mean excess; 0 where this window does not count in this channel.
   *
   * @param channel see {@link Walk}
   * @param w index into {@link Windows#LENGTHS}
   */
  double largest(int channel, int w);
}
