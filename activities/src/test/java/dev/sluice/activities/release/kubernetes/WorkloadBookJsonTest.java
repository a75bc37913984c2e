package dev.sluice.activities.release.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.OrderBook;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WorkloadBookJsonTest {
  @Test
  void readsWhatItWrote() {
    WorkloadBook book = book(30, 3);
    String text = WorkloadBookJson.write(book, Workloads.CHECKOUT);
    assertThat(WorkloadBookJson.read(text, Workloads.CHECKOUT)).isEqualTo(book);
  }

  @Test
  void aThousandSlotsOfFiveChangesTakeLittleRoom() {
    String text = WorkloadBookJson.write(book(1_000, 5), Workloads.CHECKOUT);
    assertThat(text).hasSizeLessThan(20_000);
  }

  @Test
  void writesNumbersThatFollowEachOtherAsRanges() {
    List<String> parts = List.of("00000", "00001", "00002", "00007", "node-1", "node-2");
    List<String> ranges = WorkloadBookJson.ranges(parts);
    assertThat(ranges).containsExactly("00000..00002", "00007", "node-1", "node-2");
    assertThat(WorkloadBookJson.parts(ranges)).isEqualTo(parts);
  }

  @Test
  void aBrokenBookIsTheOperators() {
    assertThatThrownBy(() -> WorkloadBookJson.read("{", Workloads.CHECKOUT))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("sluice.dev/orders");
  }

  /** As batches of a tenth leave it, in several changes. */
  private static WorkloadBook book(int slots, int changes) {
    Revision revision = PodTemplates.revision(Workloads.template("app:v1"));
    SortedMap<String, Revision> revisions = new TreeMap<>();
    revisions.put(revision.id(), revision);
    SortedMap<String, Entry> entries = new TreeMap<>();
    for (int i = 0; i < slots; i++) {
      OrderBook book = OrderBook.EMPTY;
      for (int change = 0; change < changes; change++) {
        var order =
            Workloads.order(
                "release-checkout-%d-%d".formatted(change, i / (slots / 10)), i, "app:v2");
        book = book.ordered(order, Direction.APPLY, revision.id()).done(order.change());
      }
      entries.put(TargetName.numbered(i), new Entry(revision.id(), "", "", book));
    }
    return new WorkloadBook(revisions, entries).bounded(new TreeSet<>());
  }
}
