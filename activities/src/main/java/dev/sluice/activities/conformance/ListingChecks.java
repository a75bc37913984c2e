package dev.sluice.activities.conformance;

import static dev.sluice.activities.conformance.BrokenClaimException.require;

import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.domain.changetype.Fault;
import dev.sluice.domain.changetype.ParameterCheck;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.Capability;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a sub-domain says of itself and of its targets. */
final class ListingChecks {
  static final List<Check> ALL =
      List.of(
          new Check(
              "describe",
              "It describes the capability that is tried, and what that is told.",
              ListingChecks::describes),
          new Check(
              "order", "Targets come in name order, each once, with zone.", ListingChecks::inOrder),
          new Check("paging", "Pages of any size make up the same list.", ListingChecks::pages),
          new Check(
              "range", "A range of names and zones holds just those.", ListingChecks::keepsToRange),
          new Check(
              "selector", "A selector that no target fits lists none.", ListingChecks::selects),
          new Check(
              "observe", "It says how targets can be watched.", ListingChecks::saysHowToWatch));

  private ListingChecks() {}

  private static void describes(Hands hands) {
    Capability capability =
        hands
            .subDomain
            .describe()
            .capability(hands.trial.capability())
            .orElseThrow(() ->
                new BrokenClaimException(
                    "no capability %s is described".formatted(hands.trial.capability())));
    require(!capability.wayBack().words().isBlank(), "nothing is said of the way back");
    for (Map<String, String> given :
        List.of(hands.trial.parameters(), hands.trial.otherParameters())) {
      List<Fault> faults = ParameterCheck.faults(capability.parameters(), given);
      require(
          faults.isEmpty(),
          "what it is tried with does not fit its parameters: %s".formatted(faults));
    }
  }

  private static void inOrder(Hands hands) {
    List<Target> targets = hands.targets();
    require(targets.size() >= 2, "needs two targets, found %d".formatted(targets.size()));
    for (Target target : targets) {
      require(!target.zone().isEmpty(), "%s has no zone".formatted(target.name()));
    }
    // The listing itself refuses what is out of order.
  }

  private static void pages(Hands hands) {
    List<String> whole = hands.targets().stream().limit(50).map(Target::name).toList();
    for (int size : new int[] {1, 2, 7}) {
      List<String> pages = new ArrayList<>();
      TargetRange rest = TargetRange.ALL;
      List<Target> page;
      do {
        page = hands.subDomain.list(new TargetQuery(hands.trial.selector(), rest, size));
        require(page.size() <= size, "%d targets in a page of %d".formatted(page.size(), size));
        page.forEach(target -> pages.add(target.name()));
        rest = page.isEmpty() ? rest : rest.startingAfter(page.getLast().name());
      } while (page.size() == size && pages.size() < whole.size());
      require(
          pages.subList(0, Math.min(pages.size(), whole.size())).equals(whole),
          "pages of %d hold other targets than the whole list: %s instead of %s"
              .formatted(size, pages, whole));
    }
  }

  private static void keepsToRange(Hands hands) {
    List<Target> targets = hands.targets();
    String after = targets.getFirst().name();
    String upTo = targets.get(Math.min(targets.size(), 5) - 1).name();
    String zone = targets.getLast().zone();
    check(hands, targets, new TargetRange("", List.of(), after, upTo));
    check(hands, targets, new TargetRange(zone, List.of(), "", ""));
    check(hands, targets, new TargetRange("", List.of(zone), "", ""));
    check(hands, targets, new TargetRange("no-such-zone", List.of(), "", ""));
  }

  private static void check(Hands hands, List<Target> targets, TargetRange range) {
    List<String> wanted = targets.stream().filter(range::contains).map(Target::name).toList();
    List<String> found = new ArrayList<>();
    new TargetListing(hands.subDomain, hands.trial.selector())
        .read(range, TargetListing.MOST, target -> found.add(target.name()));
    require(found.equals(wanted), "%s lists %s instead of %s".formatted(range, found, wanted));
  }

  private static void selects(Hands hands) {
    List<Target> found =
        hands.subDomain.list(
            new TargetQuery(Map.of("sluice.dev/no-such-label", "x"), TargetRange.ALL, 10));
    require(found.isEmpty(), "listed %s".formatted(found));
  }

  private static void saysHowToWatch(Hands hands) {
    List<String> names = hands.targets().stream().limit(3).map(Target::name).toList();
    var metrics = hands.subDomain.observe(names).metrics();
    long unlike = metrics.stream().map(metric -> metric.name()).distinct().count();
    require(unlike == metrics.size(), "two metrics have the same name");
  }
}
