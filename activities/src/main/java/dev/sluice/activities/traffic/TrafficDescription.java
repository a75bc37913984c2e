package dev.sluice.activities.traffic;

import dev.sluice.domain.changetype.Fault;
import dev.sluice.domain.changetype.ParameterCheck;
import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.changetype.ParameterType;
import dev.sluice.domain.changetype.ValueLimits;
import dev.sluice.domain.subdomain.Capability;
import dev.sluice.domain.subdomain.Capability.WayBack;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Limits;
import dev.sluice.domain.subdomain.TargetKind;
import dev.sluice.domain.subdomain.TargetOrder;
import java.util.List;
import java.util.Map;

/** What this sub-domain offers, and what its orders say. */
final class TrafficDescription {
  static final String WEIGHT = "weight";
  static final String HEADER_ROUTE = "header-route";

  private static final String VERSION = "version";
  private static final String PERCENT = "percent";
  private static final String HEADER = "header";
  private static final String VALUE = "value";
  private static final String KIND = "route";
  private static final ParameterSpec TO =
      ParameterSpec.required(
          VERSION, "The version the requests go to.", "[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private static final List<Capability> CAPABILITIES =
      List.of(
          new Capability(
              WEIGHT,
              "Sends a share of a route's requests to a version; the others share the rest as before.",
              KIND,
              List.of(
                  TO,
                  new ParameterSpec(
                      PERCENT,
                      ParameterType.NUMBER,
                      true,
                      null,
                      "Percent of the requests, 0 to 100.",
                      new ValueLimits("0", "100", List.of(), null))),
              WayBack.by("Sets the weights that the route had before.")),
          new Capability(
              HEADER_ROUTE,
              "Sends requests with a header of a certain value to a version.",
              KIND,
              List.of(
                  TO,
                  ParameterSpec.required(
                      HEADER, "The header's name, in small letters.", "x-[a-z0-9-]{1,60}"),
                  ParameterSpec.required(VALUE, "Its value.", "[A-Za-z0-9][A-Za-z0-9._-]{0,62}")),
              WayBack.by("Sends these requests where they went before.")));

  private TrafficDescription() {}

  static Description with(Limits limits) {
    return new Description(
        "Shares of requests of routes on proxies and gateways.",
        List.of(new TargetKind(KIND, "One route on one proxy or gateway.")),
        CAPABILITIES,
        limits);
  }

  /**
   * @throws dev.sluice.domain.problem.ProblemException for the author when there is none such
   */
  static Capability capability(TargetOrder order) {
    return CAPABILITIES.stream()
        .filter(capability -> capability.name().equals(order.capability()))
        .findFirst()
        .orElseThrow(() ->
            TrafficProblems.author(
                "UNKNOWN_CAPABILITY",
                "traffic has no capability %s; use %s or %s"
                    .formatted(order.capability(), WEIGHT, HEADER_ROUTE)));
  }

  /** What an order to apply wants, its parameters checked. */
  static Wish wish(TargetOrder order) {
    Capability capability = capability(order);
    Map<String, String> given = order.parameters();
    List<Fault> faults = ParameterCheck.faults(capability.parameters(), given);
    if (!faults.isEmpty()) {
      Fault first = faults.getFirst();
      throw TrafficProblems.author(
          "WRONG_PARAMETERS",
          "parameter %s of %s %s".formatted(first.path(), capability.name(), first.message()));
    }
    String version = given.getOrDefault(VERSION, "");
    return capability.name().equals(WEIGHT)
        ? new Wish.Weight(version, Double.parseDouble(given.getOrDefault(PERCENT, "")))
        : new Wish.HeaderRoute(
            given.getOrDefault(HEADER, ""), given.getOrDefault(VALUE, ""), version);
  }
}
