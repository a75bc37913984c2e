package dev.sluice.activities.fleet.control;

import dev.sluice.activities.fleet.control.Wire.Before;
import dev.sluice.activities.fleet.control.Wire.Done;
import dev.sluice.activities.fleet.control.Wire.Health;
import dev.sluice.activities.fleet.control.Wire.InstancePage;
import dev.sluice.activities.fleet.control.Wire.JournalPage;
import dev.sluice.activities.fleet.control.Wire.ScrapeGroup;
import dev.sluice.activities.fleet.control.Wire.SeriesPage;
import dev.sluice.activities.fleet.control.Wire.Service;
import dev.sluice.activities.fleet.control.Wire.Services;
import dev.sluice.activities.fleet.control.Wire.VersionList;
import dev.sluice.activities.fleet.deploy.DeployOrder;
import dev.sluice.activities.fleet.deploy.InstanceState;
import dev.sluice.activities.fleet.deploy.Journal;
import dev.sluice.activities.fleet.series.SeriesKind;
import dev.sluice.activities.fleet.spec.VersionSpec;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.inspection.series.TargetSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What each path of the API does. */
final class ControlRoutes {
  private static final int MAX_SAMPLES = 200_000;
  private static final int MAX_INSTANCES = 1_000;
  private static final long MAX_TURN_MILLIS = Duration.ofMinutes(1).toMillis();

  private final FleetParts fleet;
  private final List<Route> routes;

  ControlRoutes(FleetParts fleet) {
    this.fleet = fleet;
    routes =
        List.of(
            new Route("GET", "health", _ -> new Health("ok")),
            new Route("GET", "topology", _ -> fleet.spec()),
            new Route("GET", "load", _ -> fleet.load().get()),
            new Route("GET", "services", _ -> services()),
            new Route("GET", "services/*/versions", this::versions),
            new Route("GET", "services/*/versions/*", this::version),
            new Route("PUT", "services/*/versions/*", this::define),
            new Route("GET", "instances", this::instances),
            new Route("GET", "instances/*", call -> fleet.deployer().state(call.path().get(1))),
            new Route("POST", "instances/*/snapshot", this::snapshot),
            new Route("POST", "instances/*/deploy", this::deploy),
            new Route("POST", "instances/*/revert", this::revert),
            new Route("GET", "journal", this::journal),
            new Route("POST", "series", this::series),
            new Route("GET", "prometheus/targets", _ -> scrapeGroups()));
  }

  /** The answer to a request, to be sent as JSON. */
  Object answer(Call call) throws InterruptedException {
    for (Route route : routes) {
      if (route.matches(call)) {
        return route.handler().answer(call);
      }
    }
    List<String> known = routes.stream().map(r -> r.method() + " /" + r.template()).toList();
    throw new ProblemException(
        new Problem.ForAuthor(
            "UNKNOWN_PATH",
            "%s /%s does nothing here; use one of %s"
                .formatted(call.method(), String.join("/", call.path()), known)));
  }

  private Services services() {
    return new Services(
        fleet.spec().services().stream()
            .map(service ->
                new Service(
                    service.name(),
                    service.calls(),
                    fleet.versions().of(service.name()).stream().map(VersionSpec::name).toList()))
            .toList());
  }

  private VersionList versions(Call call) {
    return new VersionList(fleet.versions().of(call.path().get(1)));
  }

  private VersionSpec version(Call call) {
    return fleet.versions().get(call.path().get(1), call.path().get(3));
  }

  private VersionSpec define(Call call) {
    var version = call.body(VersionSpec.class);
    if (!version.name().equals(call.path().get(3))) {
      throw Call.wrong("the body names another version than the path: " + version.name());
    }
    fleet.versions().define(call.path().get(1), version);
    return version;
  }

  private InstancePage instances(Call call) {
    var filter = InstanceFilter.of(call);
    List<InstanceState> page =
        filter.page(fleet.pool()).stream().map(fleet.deployer()::state).toList();
    return new InstancePage(page);
  }

  private Before snapshot(Call call) throws InterruptedException {
    var order = call.body(Wire.SnapshotOrder.class);
    String instance = call.path().get(1);
    Duration turnWithin = turnWithin(order.turnWithinMillis());
    return new Before(fleet.deployer().snapshot(order.change(), instance, turnWithin));
  }

  private static Duration turnWithin(long millis) {
    return Duration.ofMillis(Math.clamp(millis, 0, MAX_TURN_MILLIS));
  }

  private Done deploy(Call call) throws InterruptedException {
    return carryOut(call, DeployOrder.Action.DEPLOY);
  }

  private Done revert(Call call) throws InterruptedException {
    return carryOut(call, DeployOrder.Action.REVERT);
  }

  private Done carryOut(Call call, DeployOrder.Action action) throws InterruptedException {
    var order = call.body(Wire.Order.class);
    return new Done(
        fleet
            .deployer()
            .carryOut(
                new DeployOrder(
                    action,
                    order.change(),
                    call.path().get(1),
                    order.version(),
                    order.key(),
                    order.fence(),
                    turnWithin(order.turnWithinMillis()))));
  }

  private JournalPage journal(Call call) {
    String instance = call.parameter("instance");
    int limit = call.number("limit", MAX_INSTANCES, Journal.KEPT);
    List<Journal.Entry> entries =
        fleet.deployer().journal().entries().stream()
            .filter(entry -> instance.isEmpty() || entry.instance().equals(instance))
            .toList();
    return new JournalPage(entries.subList(Math.max(0, entries.size() - limit), entries.size()));
  }

  private SeriesPage series(Call call) {
    var request = call.body(Wire.SeriesRequest.class);
    SeriesKind kind = SeriesKind.of(request.query());
    if (request.instances().size() > MAX_INSTANCES) {
      throw Call.wrong("instances must be at most " + MAX_INSTANCES);
    }
    List<Wire.Series> found = new ArrayList<>();
    int samples = 0;
    for (String instance : request.instances()) {
      TargetSeries series = fleet.history().series(instance, kind, request.from(), request.to());
      samples += series.samples().size();
      if (samples > MAX_SAMPLES) {
        throw Call.wrong(
            "more than " + MAX_SAMPLES + " samples; ask for fewer instances or less time");
      }
      found.add(Wire.Series.of(series));
    }
    return new SeriesPage(found);
  }

  private List<ScrapeGroup> scrapeGroups() {
    return fleet.pool().all().stream()
        .map(fleet.deployer()::state)
        .filter(state -> !state.address().isEmpty())
        .map(state ->
            new ScrapeGroup(
                List.of(state.address()),
                FleetLabels.of(state.service(), state.name(), state.zone())))
        .toList();
  }

  /** A path of the API; {@code *} in its template stands for any one part. */
  private record Route(String method, String template, Handler handler) {
    boolean matches(Call call) {
      List<String> parts = List.of(template.split("/", -1));
      if (!method.equals(call.method()) || parts.size() != call.path().size()) {
        return false;
      }
      for (int i = 0; i < parts.size(); i++) {
        if (!parts.get(i).equals("*") && !parts.get(i).equals(call.path().get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  @FunctionalInterface
  private interface Handler {
    Object answer(Call call) throws InterruptedException;
  }
}
