package dev.sluice.activities.fleet.control;

import dev.sluice.activities.fleet.pool.Pool;
import dev.sluice.activities.fleet.pool.Slot;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.TargetQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which slots a request asks for. */
record InstanceFilter(TargetQuery query) {

  static InstanceFilter of(Call call) {
    Map<String, String> selector = new LinkedHashMap<>();
    for (String pair : call.list("selector")) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw Call.wrong("selector must be label=value pairs with commas between: " + pair);
      }
      selector.put(Call.decode(pair.substring(0, equals)), Call.decode(pair.substring(equals + 1)));
    }
    var range =
        new TargetRange(
            call.parameter("zone"),
            call.list("exceptZones").stream().map(Call::decode).toList(),
            call.parameter("after"),
            call.parameter("upTo"));
    int limit = call.number("limit", TargetQuery.MAX_LIMIT, TargetQuery.MAX_LIMIT);
    return new InstanceFilter(new TargetQuery(selector, range, limit));
  }

  /** The slots asked for, in name order, no more than the limit. */
  List<Slot> page(Pool pool) {
    List<Slot> page = new ArrayList<>();
    for (Slot slot : pool.after(query.range().after())) {
      if (page.size() == query.limit()) {
        break;
      }
      if (query.range().contains(slot.name(), slot.zone()) && selected(slot)) {
        page.add(slot);
      }
    }
    return page;
  }

  private boolean selected(Slot slot) {
    Map<String, String> labels = FleetLabels.of(slot.service(), slot.name(), slot.zone());
    return labels.entrySet().containsAll(query.selector().entrySet());
  }
}
