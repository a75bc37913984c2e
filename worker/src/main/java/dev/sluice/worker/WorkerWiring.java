package dev.sluice.worker;

import dev.sluice.activities.batch.BatchActivitiesImpl;
import dev.sluice.activities.catalog.ChangeTypeCatalog;
import dev.sluice.activities.catalog.ServiceFolder;
import dev.sluice.activities.fleet.Fleet;
import dev.sluice.activities.fleet.FleetMetricSource;
import dev.sluice.activities.fleet.FleetSubDomain;
import dev.sluice.activities.fleet.control.ControlClient;
import dev.sluice.activities.fleet.spec.FleetSpec;
import dev.sluice.activities.inspection.BakeRecorder;
import dev.sluice.activities.inspection.InspectionActivitiesImpl;
import dev.sluice.activities.inspection.MetricSourceCatalog;
import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.LedgerActivitiesImpl;
import dev.sluice.activities.metrics.MetricSource;
import dev.sluice.activities.metrics.prometheus.PrometheusConfig;
import dev.sluice.activities.metrics.prometheus.PrometheusMetricSource;
import dev.sluice.activities.notify.Channels;
import dev.sluice.activities.notify.NotifyActivitiesImpl;
import dev.sluice.activities.notify.Webhooks;
import dev.sluice.activities.plan.ChangePlanner;
import dev.sluice.activities.plan.Governance;
import dev.sluice.activities.plan.PlanActivitiesImpl;
import dev.sluice.activities.policy.PolicyFolder;
import dev.sluice.activities.policy.PolicySet;
import dev.sluice.activities.reconcile.Fates;
import dev.sluice.activities.reconcile.ReconcileActivitiesImpl;
import dev.sluice.activities.reconcile.Works;
import dev.sluice.activities.record.LedgerRecords;
import dev.sluice.activities.recorded.CaseFolder;
import dev.sluice.activities.risk.WatchedRiskModel;
import dev.sluice.activities.subdomain.ReadinessSurvey;
import dev.sluice.activities.subdomain.SubDomainCatalog;
import dev.sluice.activities.work.BeatingWork;
import dev.sluice.activities.work.Pause;
import dev.sluice.activities.yaml.Refusal;
import dev.sluice.domain.control.ChangeCalendar;
import dev.sluice.domain.control.Policies;
import dev.sluice.domain.control.RiskModel;
import dev.sluice.domain.control.Roles;
import dev.sluice.domain.gate.Caps;
import dev.sluice.domain.gate.FreezeWindows;
import dev.sluice.domain.gate.GateRules;
import dev.sluice.domain.service.Service;
import dev.sluice.domain.service.ServiceCatalog;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.worker.api.Catalog;
import dev.sluice.worker.api.Planning;
import dev.sluice.worker.catalog.CatalogView;
import dev.sluice.worker.catalog.PlanningView;
import dev.sluice.worker.config.ConfigException;
import dev.sluice.worker.config.GateConfig;
import dev.sluice.worker.config.PrometheusSourceConfig;
import dev.sluice.worker.config.SluiceConfig;
import dev.sluice.worker.config.SubDomainsConfig;
import dev.sluice.worker.gate.GateDesk;
import dev.sluice.worker.gate.RunningAtGate;
import dev.sluice.worker.ops.SluiceMetrics;
import dev.sluice.worker.temporal.UiLinks;
import dev.sluice.workflows.TaskQueues;
import dev.sluice.workflows.change.ChangeWorkflowImpl;
import dev.sluice.workflows.gate.GateWorkflowImpl;
import dev.sluice.workflows.guard.GuardWorkflowImpl;
import dev.sluice.workflows.ledger.LedgerWorkflowImpl;
import dev.sluice.workflows.notify.NoticeWorkflowImpl;
import dev.sluice.workflows.reconcile.ReconcilerWorkflowImpl;
import dev.sluice.workflows.stage.StageWorkflowImpl;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The only place where the parts of a process are put together. */
public final class WorkerWiring implements Wiring {
  private static final Duration PROMETHEUS_TIMEOUT = Duration.ofSeconds(10);

  private static final Path DEFAULT_POLICIES = Path.of("policies");

  private final @Nullable Fleet fleet;
  private final @Nullable ControlClient fleetClient;
  private final ConnectedSubDomains connected;
  private final SubDomainsConfig serving;
  private final ChangeTypeCatalog types;
  private final ServiceFolder services;
  private final GateConfig gate;
  private final @Nullable PolicyFolder policies;
  private final SubDomainCatalog subDomains;
  private final MetricSourceCatalog sources;
  private final RunningAtGate running = new RunningAtGate();
  private final ChangePlanner planner;
  private final ReadinessSurvey survey;
  private final @Nullable BakeRecorder recorder;
  private final Ledger ledger;
  private final LedgerRecords records;
  private final @Nullable WatchedRiskModel riskModel;
  private final Channels channels;
  private final Webhooks webhooks;
  private final NotifyActivitiesImpl notify;

  /**
   * @param fleet that of this process; null for none
   * @param fleetAddress null where nobody needs a fleet
   */
  private WorkerWiring(
      SluiceConfig config,
      @Nullable Fleet fleet,
      @Nullable URI fleetAddress,
      SluiceMetrics metrics) {
    this.fleet = fleet;
    channels = channels(config.notifications());
    serving = config.subDomains();
    types = types(config.changeTypes());
    services = ServiceFolder.of(config.services());
    gate = config.gate();
    policies = policies(config.policies());
    connected = ConnectedSubDomains.of(serving, InstantSource.system(), agent());
    List<SubDomain> all = new ArrayList<>(connected.all());
    fleetClient = fleetAddress == null ? null : new ControlClient(fleetAddress);
    if (fleetClient != null) {
      all.add(new FleetSubDomain(fleetClient));
    }
    subDomains = new SubDomainCatalog(all);
    requireServed();
    sources = new MetricSourceCatalog(sources(fleetClient, config.prometheus()));
    ledger = Ledger.of(config.ledger());
    records = new LedgerRecords(ledger, InstantSource.system());
    if (config.ledger().mayHoldRows()) {
      records.begin();
    }
    Path model = config.riskModel();
    riskModel = model == null ? null : new WatchedRiskModel(model);
    planner = new ChangePlanner(types::find, subDomains, governance());
    survey = new ReadinessSurvey(subDomains, Pause.REAL);
    Path recordings = config.recordings();
    recorder = recordings == null ? null : new BakeRecorder(new CaseFolder(recordings));
    webhooks = new Webhooks(channels, InstantSource.system());
    UiLinks links = new UiLinks(config.temporal().ui(), config.temporal().namespace());
    notify = new NotifyActivitiesImpl(webhooks, this::tierOf, links::uiUri, metrics.registry());
  }

  /**
   * Puts the parts together. Without a fleet's address a fleet is started inside this process,
   * unless the configuration says otherwise.
   *
   * @param metrics where the parts count
   */
  public static Wiring of(SluiceConfig config, SluiceMetrics metrics) {
    URI address = config.fleet().address();
    if (address != null || !needsFleet(config)) {
      return new WorkerWiring(config, null, address, metrics);
    }
    Fleet fleet = startFleet();
    try {
      return new WorkerWiring(config, fleet, fleet.controlUri(), metrics);
    } catch (RuntimeException e) {
      fleet.close();
      throw e;
    }
  }

  private static Fleet startFleet() {
    try {
      return Fleet.start(FleetSpec.DEFAULT, 0, InstantSource.system(), System.nanoTime());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the fleet was starting", interrupted);
    }
  }

  /** A worker that only serves other sub-domains has no use for one. */
  private static boolean needsFleet(SluiceConfig config) {
    if (!config.fleet().start()) {
      return false;
    }
    SubDomainsConfig subDomains = config.subDomains();
    return config.roles().servesApi()
        || subDomains.serves(SubDomainsConfig.CHANGES)
        || subDomains.serves(FleetSubDomain.NAME);
  }

  private static ChangeTypeCatalog types(List<Path> folders) {
    return folders.size() > 1 || folders.stream().allMatch(Files::isDirectory)
        ? ChangeTypeCatalog.of(folders)
        : ChangeTypeCatalog.shipped();
  }

  private static Channels channels(@Nullable Path file) {
    try {
      return Channels.of(file, System.getenv());
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(List.of(String.valueOf(wrong.getMessage())));
    }
  }

  private int tierOf(String service) {
    return services.content().services().find(service).map(Service::tier).orElse(0);
  }

  private Governance governance() {
    return new Governance(
        services::content,
        policies == null ? Policies.NONE : policies,
        records,
        riskModel == null ? RiskModel.NONE : riskModel,
        running,
        InstantSource.system());
  }

  /** Nobody has to have policies; who names a folder of them means them to hold. */
  private static @Nullable PolicyFolder policies(Path folder) {
    return folder.equals(DEFAULT_POLICIES) && !Files.isDirectory(folder)
        ? null
        : PolicyFolder.of(folder);
  }

  private List<Refusal> refused() {
    return Stream.concat(
            services.content().refused().stream().map(one -> one.in("services/")),
            policies == null
                ? Stream.of()
                : policies.refused().stream().map(one -> one.in("policies/")))
        .toList();
  }

  private static @Nullable Path agent() {
    String socket = System.getenv("SSH_AUTH_SOCK");
    return socket == null || socket.isBlank() ? null : Path.of(socket);
  }

  private void requireServed() {
    List<String> known = new ArrayList<>(subDomains.all().stream().map(SubDomain::name).toList());
    known.add(SubDomainsConfig.CHANGES);
    for (String name : serving.serve()) {
      if (!known.contains(name)) {
        connected.close();
        throw new ConfigException(
            List.of(
                "subDomains.serve: no sub-domain %s is connected: connect it, or name some of %s"
                    .formatted(name, String.join(", ", known))));
      }
    }
  }

  private static List<MetricSource> sources(
      @Nullable ControlClient fleet, PrometheusSourceConfig prometheus) {
    List<MetricSource> sources = new ArrayList<>();
    if (fleet != null) {
      sources.add(new FleetMetricSource(fleet, fleet.topology().scrapeInterval()));
    }
    URI address = prometheus.address();
    if (address != null) {
      sources.add(
          new PrometheusMetricSource(
              new PrometheusConfig(
                  address, prometheus.targetLabel(), prometheus.step(), PROMETHEUS_TIMEOUT)));
    }
    return sources;
  }

  @Override
  public List<Class<?>> workflowTypes() {
    return List.of(
        ChangeWorkflowImpl.class,
        StageWorkflowImpl.class,
        GateWorkflowImpl.class,
        LedgerWorkflowImpl.class,
        NoticeWorkflowImpl.class,
        GuardWorkflowImpl.class,
        ReconcilerWorkflowImpl.class);
  }

  @Override
  public Map<String, List<Object>> activities() {
    InstantSource clock = InstantSource.system();
    BeatingWork work = BeatingWork.EVERY_SECOND;
    Map<String, List<Object>> activities = new LinkedHashMap<>();
    if (serving.serves(SubDomainsConfig.CHANGES)) {
      activities.put(
          TaskQueues.CHANGES,
          List.of(
              new PlanActivitiesImpl(planner, survey, work),
              new LedgerActivitiesImpl(ledger),
              notify,
              new InspectionActivitiesImpl(
                  subDomains, sources, clock, Pause.REAL, work, recorder)));
    }
    for (SubDomain subDomain : subDomains.all()) {
      if (serving.serves(subDomain.name())) {
        activities.put(
            TaskQueues.ofSubDomain(subDomain.name()),
            List.of(new BatchActivitiesImpl(subDomains, clock, Pause.REAL, work)));
      }
    }
    return activities;
  }

  @Override
  public Object reconciling(Works works, Fates fates) {
    return new ReconcileActivitiesImpl(
        () -> types.content().types(),
        subDomains,
        ledger,
        works,
        fates,
        InstantSource.system(),
        BeatingWork.EVERY_SECOND);
  }

  /** The long-term record, opened at its first use. */
  Ledger ledger() {
    return ledger;
  }

  /** Where no policies are in force, planning holds every change. */
  @Override
  public GateRules gateRules() {
    ServiceCatalog declared = services.content().services();
    ChangeCalendar calendar = policies == null ? ChangeCalendar.NONE : policies.calendar();
    Map<String, Integer> caps = new TreeMap<>();
    for (Service service : declared.all()) {
      Integer cap = service.targetsAtRisk();
      if (cap != null) {
        caps.put(service.name(), cap);
      }
    }
    return new GateRules(
        new Caps(
            uncapped(gate.targetsAtRisk()),
            Integer.MAX_VALUE,
            caps,
            uncapped(gate.targetsAtRiskPerZone()),
            Map.of()),
        FreezeWindows.of(calendar, declared, startOfToday()));
  }

  /** Windows are told anew once a day, not at each look. */
  private static Instant startOfToday() {
    return Instant.now().truncatedTo(ChronoUnit.DAYS);
  }

  private static int uncapped(int cap) {
    return cap == 0 ? Integer.MAX_VALUE : cap;
  }

  private Roles roles() {
    return policies == null
        ? Roles.NONE
        : policies.inForce().map(PolicySet::roles).orElse(Roles.NONE);
  }

  @Override
  public void meets(GateDesk desk) {
    running.askAt(desk);
  }

  @Override
  public boolean notifies() {
    return !channels.isEmpty();
  }

  @Override
  public Planning planning() {
    return new PlanningView(planner, survey, subDomains, this::roles);
  }

  @Override
  public Catalog catalog() {
    return new CatalogView(types, subDomains, this::refused);
  }

  @Override
  public void close() {
    connected.close();
    records.close();
    ledger.close();
    if (riskModel != null) {
      riskModel.close();
    }
    webhooks.close();
    if (fleetClient != null) {
      fleetClient.close();
    }
    if (fleet != null) {
      fleet.close();
    }
  }
}
