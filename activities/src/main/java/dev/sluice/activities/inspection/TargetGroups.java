package dev.sluice.activities.inspection;

import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.domain.plan.TargetRange;
import java.util.List;

/** Changed targets, and unchanged ones to compare them with. */
final class TargetGroups {
  private final TargetListing listing;
  private final List<TargetRange> treated;
  private final TargetGroup treatment = new TargetGroup(_ -> true);
  private final TargetGroup control;

  /**
   * @param treated what is judged
   * @param touched all that the change has touched: never in the control group
   */
  TargetGroups(TargetListing listing, List<TargetRange> treated, List<TargetRange> touched) {
    this.listing = listing;
    this.treated = List.copyOf(treated);
    List<TargetRange> excluded = List.copyOf(touched);
    this.control =
        new TargetGroup(target ->
            excluded.stream().noneMatch(range -> range.contains(target))
                && this.treated.stream().noneMatch(range -> range.contains(target)));
  }

  /** Goes on with those watched earlier. */
  void watch(List<String> changed, List<String> unchanged) {
    treatment.watch(changed);
    control.watch(unchanged);
  }

  void refresh() {
    treatment.refresh(listing, treated);
    control.refresh(listing, List.of(TargetRange.ALL));
  }

  List<String> treatment() {
    return treatment.names();
  }

  List<String> control() {
    return control.names();
  }
}
