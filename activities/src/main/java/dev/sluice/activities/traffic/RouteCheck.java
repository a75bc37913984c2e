package dev.sluice.activities.traffic;

import dev.sluice.activities.subdomain.OrderJournal.Entry;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.OrderBook.State;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import dev.sluice.domain.subdomain.TargetOrder;

/** Says why a route may not be changed now. */
record RouteCheck(Place place, TargetOrder order, Wish wish) {

  /** Empty when it may. */
  String reason(Reading now, Entry entry) {
    String busy =
        entry.book().touches().stream()
            .filter(touch -> touch.state() == State.ORDERED)
            .map(Touch::change)
            .filter(change -> !change.equals(order.change()))
            .findFirst()
            .orElse("");
    if (!busy.isEmpty()) {
      return "change %s is at work on it; wait until it is done".formatted(busy);
    }
    String drift = drift(now, entry);
    if (!drift.isEmpty()) {
      return drift;
    }
    String sight = sight();
    if (!sight.isEmpty()) {
      return sight;
    }
    try {
      Settings wanted = wish.settings(now.now(), now.now(), now, place.system().mostWeight());
      return now.serves(wanted)
          ? ""
          : "not all of %s would have a backend that is up; see to their health"
              .formatted(now.words(wanted));
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.ForOperator) {
        return e.problem().message();
      }
      throw e;
    }
  }

  private String drift(Reading now, Entry entry) {
    Written last = Written.of(place.target(), entry);
    String owner = entry.book().changedBy();
    if (last == null || owner.isEmpty()) {
      return "";
    }
    return switch (Drift.of(now, last)) {
      case NONE, UNFINISHED -> "";
      case FORGOTTEN ->
          owner.equals(order.change()) ? "" : DriftWords.forgotten(place, now, last, owner);
      case FOREIGN -> DriftWords.foreign(place, now, last);
    };
  }

  /** Why it could not be seen where requests go. */
  private String sight() {
    ProxyPlace proxy = place.system().place();
    if (wish instanceof Wish.HeaderRoute route && !place.system().routesBy(route.header())) {
      return "%s can't tell requests apart by %s; give it a map for that header"
          .formatted(proxy.name(), route.header());
    }
    ProbeConfig probe = proxy.probe();
    boolean blind = probe == null || probe.servedBy().isEmpty();
    return blind && (wish instanceof Wish.HeaderRoute || !place.system().countsRequests())
        ? "%s has no probe with a served-by header to see that requests go there; configure one"
            .formatted(proxy.name())
        : "";
  }
}
