package dev.sluice.activities.configuration.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.configuration.etcd.Acknowledgements.Instance;
import dev.sluice.activities.configuration.etcd.Acknowledgements.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {
  @Test
  void isThereOnceEveryLiveInstanceRunsTheRevision() {
    Acknowledgements said = said(Instance.read("a", "12"), Instance.read("b", " 13\n"));

    assertThat(said.standing(12, true))
        .isEqualTo(new Standing(true, "all 2 live instances run revision 12"));
    assertThat(said.standing(13, true).words())
        .isEqualTo("1 of 2 live instances do not run revision 13: a is at revision 12");
  }

  @Test
  void oneThatFailedOnTheRevisionIsNotThere() {
    Standing standing = said(Instance.read("a", "12 failed: no such pool")).standing(12, false);

    assertThat(standing.there()).isFalse();
    assertThat(standing.words()).endsWith("a failed at revision 12: no such pool");
  }

  @Test
  void whatCannotBeReadIsNotThere() {
    for (String text : List.of("", "yes", "-1", "12.5", "12 ok", "1234567890123456789012")) {
      assertThat(said(Instance.read("a", text)).standing(1, false).there()).as(text).isFalse();
    }
  }

  @Test
  void withoutInstancesItDependsOnWhetherOneIsRequired() {
    assertThat(said().standing(1, false).there()).isTrue();
    assertThat(said().standing(1, true).there()).isFalse();
  }

  @Test
  void thoseWithoutALeaseAreNamedAndIgnored() {
    Acknowledgements said = new Acknowledgements(List.of(), List.of("stale"));

    assertThat(said.standing(1, true))
        .returns(false, Standing::there)
        .extracting(Standing::words)
        .asString()
        .contains("without a lease", "stale");
  }

  @Test
  void namesAFewOfMany() {
    Instance[] instances = new Instance[500];
    for (int i = 0; i < instances.length; i++) {
      instances[i] = Instance.read("instance-" + i, "1 failed: " + "x".repeat(5_000));
    }

    assertThat(said(instances).standing(2, true).words())
        .startsWith("500 of 500")
        .hasSizeLessThan(1_200);
  }

  private static Acknowledgements said(Instance... instances) {
    return new Acknowledgements(List.of(instances), List.of());
  }
}
