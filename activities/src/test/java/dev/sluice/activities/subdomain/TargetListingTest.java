package dev.sluice.activities.subdomain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.Readiness;
import dev.sluice.domain.subdomain.Snapshot;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetListingTest {
  private final List<String> read = new ArrayList<>();

  @Test
  void readsOnPageByPageUntilTheRangeEnds() {
    RecordingSubDomain fleet = new RecordingSubDomain(1);
    for (int i = 0; i < 2_500; i++) {
      fleet.put(RecordingSubDomain.target("n%04d".formatted(i)));
    }

    boolean all = read(fleet, new TargetRange("", List.of(), "n0009", "n2400"), 100_000);

    assertThat(all).isTrue();
    assertThat(read).hasSize(2_391).startsWith("n0010").endsWith("n2400").isSorted();
    assertThat(fleet.listed()).hasSize(3);
  }

  @Test
  void readsNoMoreThanItIsAskedFor() {
    RecordingSubDomain fleet = new RecordingSubDomain(1).withTargets(10);

    assertThat(read(fleet, TargetRange.ALL, 4)).isFalse();
    assertThat(read).containsExactly("n001", "n002", "n003", "n004");
  }

  @Test
  void refusesATargetOutsideOfTheRange() {
    SubDomain careless = new CarelessSubDomain(List.of("n1", "n7"));

    assertThatThrownBy(() -> read(careless, new TargetRange("", List.of(), "", "n5"), 10))
        .isInstanceOfSatisfying(ProblemException.class, TargetListingTest::blamesTheSubDomain);
    assertThat(read).containsExactly("n1");
  }

  @Test
  void refusesAPageThatDoesNotGoOn() {
    SubDomain careless = new CarelessSubDomain(List.of("n1", "n1"));

    assertThatThrownBy(() -> read(careless, TargetRange.ALL, 10))
        .isInstanceOfSatisfying(ProblemException.class, TargetListingTest::blamesTheSubDomain);
  }

  private boolean read(SubDomain subDomain, TargetRange range, int most) {
    return new TargetListing(subDomain, Map.of())
        .read(range, most, target -> read.add(target.name()));
  }

  private static void blamesTheSubDomain(ProblemException e) {
    assertThat(e.problem()).isInstanceOf(Problem.ForOperator.class);
    assertThat(e.problem().code()).isEqualTo("BROKEN_LISTING");
  }

  /** Lists the same names whatever is asked. */
  private record CarelessSubDomain(List<String> names) implements SubDomain {
    @Override
    public String name() {
      return "careless";
    }

    @Override
    public Description describe() {
      throw new AssertionError("a listing asks nothing else");
    }

    @Override
    public List<Target> list(TargetQuery query) {
      return names.stream().map(RecordingSubDomain::target).toList();
    }

    @Override
    public Readiness precheck(TargetOrder order) {
      throw new AssertionError("a listing asks nothing else");
    }

    @Override
    public Effect apply(TargetOrder order) {
      throw new AssertionError("a listing touches nothing");
    }

    @Override
    public Effect revert(TargetOrder order) {
      throw new AssertionError("a listing touches nothing");
    }

    @Override
    public Snapshot snapshot(TargetOrder order) {
      throw new AssertionError("a listing asks nothing else");
    }

    @Override
    public Arrival await(TargetOrder order, Direction direction, Duration within) {
      throw new AssertionError("a listing waits for nothing");
    }

    @Override
    public Observation observe(List<String> targets) {
      throw new AssertionError("a listing asks nothing else");
    }
  }
}
