package dev.sluice.activities.subdomain;

import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.OrderBook;
import java.util.function.Function;

/**
 * Keeps order books for systems that have no place for them. Whoever may give orders to the same
 * targets shares one journal.
 *
 * <p>Every method throws {@link ProblemException}: for the operator when the journal can't be read
 * or written, passing when another process works on the same target for too long.
 */
public interface OrderJournal {
  /** What is kept of a target; {@link Entry#EMPTY} for one that was never touched. */
  Entry read(String target);

  /**
   * Lets nobody else change a target's entry meanwhile, neither in this process nor in another.
   *
   * @param work reads and writes the entry; what it wrote stays, also when it throws
   * @return what the work returns
   */
  <T> T change(String target, Function<Page, T> work);

  /**
   * What is kept of one target.
   *
   * @param book its orders
   * @param note what its sub-domain wants to remember with them, in its own words
   */
  record Entry(OrderBook book, String note) {
    public static final Entry EMPTY = new Entry(OrderBook.EMPTY, "");
  }

  /** One target's entry while it is being changed. */
  interface Page {
    Entry entry();

    /** Once it returns, the entry outlives the process and the machine's power. */
    void write(Entry next);
  }
}
