package dev.sluice.activities.conformance;

import static dev.sluice.activities.conformance.BrokenClaimException.require;

import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.domain.changetype.Fault;
import dev.sluice.domain.changetype.ParameterCheck;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Capability;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetQuery;
import java.util.ArrayList;
import java.util.HashMap;
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
              "selector",
              "A selector lists just the targets that have its labels.",
              ListingChecks::selects),
          new Check(
              "observe", "It says how targets can be watched.", ListingChecks::saysHowToWatch));

  private static final int MOST_LABELS = 5;

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
    endsOnlyAtTheEnd(hands);
  }

  /** A page that is cut to less than was asked for looks like the end of the list. */
  private static void endsOnlyAtTheEnd(Hands hands) {
    List<Target> all = hands.targets();
    if (all.size() == Hands.MOST_TARGETS) {
      return;
    }
    TargetRange rest = TargetRange.ALL.startingAfter(all.getLast().name());
    List<Target> more = hands.subDomain.list(new TargetQuery(hands.trial.selector(), rest, 10));
    require(
        more.isEmpty(),
        "a page of less than %d targets was not the last: after %s comes %s"
            .formatted(
                TargetQuery.MAX_LIMIT,
                all.getLast().name(),
                more.stream().map(Target::name).toList()));
  }

  private static void keepsToRange(Hands hands) {
    List<Target> targets = hands.targets();
    String after = targets.getFirst().name();
    String upTo = targets.get(Math.min(targets.size(), 5) - 1).name();
    String zone = targets.getLast().zone();
    check(hands, targets, "", List.of(), after, upTo);
    check(hands, targets, zone, List.of(), "", "");
    check(hands, targets, "", List.of(zone), "", "");
    check(hands, targets, "no-such-zone", List.of(), "", "");
    check(hands, targets, "", List.of(), after + " é%2F/,\"'&=", "");
    check(hands, targets, "", List.of(), "", "no such/name, é%2F");
  }

  private static void check(
      Hands hands,
      List<Target> targets,
      String zone,
      List<String> exceptZones,
      String after,
      String upTo) {
    boolean cut = upTo.isEmpty() && targets.size() == Hands.MOST_TARGETS;
    TargetRange range =
        new TargetRange(zone, exceptZones, after, cut ? targets.getLast().name() : upTo);
    List<String> wanted = targets.stream().filter(range::contains).map(Target::name).toList();
    List<String> found = new ArrayList<>();
    new TargetListing(hands.subDomain, hands.trial.selector())
        .read(range, TargetListing.MOST, target -> found.add(target.name()));
    require(found.equals(wanted), "%s lists %s instead of %s".formatted(range, found, wanted));
  }

  private static void selects(Hands hands) {
    List<Target> targets = hands.targets();
    Map<String, String> selector = hands.trial.selector();
    for (Target target : targets) {
      require(
          hasAll(target, selector),
          "%s is listed for %s and has the labels %s"
              .formatted(target.name(), selector, target.labels()));
    }
    Target one = targets.getLast();
    one.labels().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(MOST_LABELS)
        .forEach(label -> {
          Map<String, String> narrower = new HashMap<>(selector);
          narrower.put(label.getKey(), label.getValue());
          selects(hands, targets, narrower);
        });
    selects(hands, targets, Map.of("sluice.dev/no-such-label", "x"));
    try {
      selects(hands, targets, Map.of("sluice.dev/no-such-label", "a, b=c/é%2F\"'"));
    } catch (ProblemException e) {
      // Where no label can have such a value, it may be refused as well.
      require(
          e.problem() instanceof Problem.ForAuthor,
          "an odd selector met what is not for the author: %s".formatted(e.problem()));
    }
  }

  private static void selects(Hands hands, List<Target> targets, Map<String, String> selector) {
    List<String> wanted =
        targets.stream().filter(target -> hasAll(target, selector)).map(Target::name).toList();
    List<String> found = new ArrayList<>();
    TargetRange upToLast = new TargetRange("", List.of(), "", targets.getLast().name());
    new TargetListing(hands.subDomain, selector)
        .read(upToLast, TargetListing.MOST, target -> found.add(target.name()));
    require(found.equals(wanted), "%s lists %s instead of %s".formatted(selector, found, wanted));
  }

  private static boolean hasAll(Target target, Map<String, String> labels) {
    return target.labels().entrySet().containsAll(labels.entrySet());
  }

  private static void saysHowToWatch(Hands hands) {
    List<String> names = hands.targets().stream().limit(3).map(Target::name).toList();
    var metrics = hands.subDomain.observe(names).metrics();
    long unlike = metrics.stream().map(metric -> metric.name()).distinct().count();
    require(unlike == metrics.size(), "two metrics have the same name");
    boolean source = !hands.subDomain.observe(names).source().isEmpty();
    require(source || metrics.isEmpty(), "it has metrics, and no source that gives them");
  }
}
