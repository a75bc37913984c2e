package dev.sluice.activities.inspection;

import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.Target;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The names of the targets that are watched on one side of a comparison: a sample that stays the
 * same from look to look. A target that vanishes stays in it, since what it went through before may
 * be why; others take its place beside it.
 */
final class TargetGroup {
  /** Most targets watched that are still there. */
  static final int MOST = 100;

  private final Predicate<Target> member;
  private final Set<String> names = new LinkedHashSet<>();

  TargetGroup(Predicate<Target> member) {
    this.member = member;
  }

  /** Goes on with those watched earlier. */
  void watch(List<String> earlier) {
    names.addAll(earlier);
  }

  /** Lists the ranges and fills up the group. */
  void refresh(TargetListing listing, List<TargetRange> ranges) {
    EvenSample newcomers = new EvenSample(MOST);
    Set<String> stillThere = new HashSet<>();
    for (TargetRange range : ranges) {
      boolean _ =
          listing.read(
              range,
              TargetListing.MOST,
              target -> {
                if (names.contains(target.name())) {
                  stillThere.add(target.name());
                } else if (member.test(target)) {
                  newcomers.offer(target.name());
                }
              });
    }
    int room = Math.min(MOST - stillThere.size(), 2 * MOST - names.size());
    newcomers.names().stream().limit(Math.max(0, room)).forEach(names::add);
  }

  List<String> names() {
    return List.copyOf(names);
  }
}
