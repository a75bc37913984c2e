package dev.sluice.activities.schema.postgresql;

import dev.sluice.activities.schema.postgresql.lint.Phase;
import dev.sluice.activities.schema.postgresql.migration.Version;
import dev.sluice.domain.changetype.Fault;
import dev.sluice.domain.changetype.ParameterCheck;
import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Capability;
import dev.sluice.domain.subdomain.Capability.WayBack;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Limits;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.TargetKind;
import dev.sluice.domain.subdomain.TargetOrder;
import java.util.List;

/** What is offered, what it is told, and how it is watched. */
final class Capabilities {
  static final String EXPAND = "expand";
  static final String CONTRACT = "contract";

  private static final String DATABASE = "database";
  private static final ParameterSpec MIGRATIONS =
      ParameterSpec.required(
          "migrations",
          "Folder of the migrations, below the configured one.",
          "[A-Za-z0-9][A-Za-z0-9._/-]{0,254}");
  private static final ParameterSpec VERSION =
      ParameterSpec.required("version", "The version to come to.", Version.PATTERN);
  private static final List<ParameterSpec> PARAMETERS = List.of(MIGRATIONS, VERSION);

  private static final List<Capability> ALL =
      List.of(
          new Capability(
              EXPAND,
              "Runs migrations that the running version does not notice.",
              DATABASE,
              PARAMETERS,
              WayBack.by(
                  "Runs the undo scripts that were there before, unless a migration declares itself irreversible.")),
          new Capability(
              CONTRACT,
              "Runs migrations that remove what nothing uses any more.",
              DATABASE,
              PARAMETERS,
              WayBack.none("What was dropped is gone: the point of no return lies before it.")));

  private Capabilities() {}

  static Description description(SchemaConfig config) {
    return new Description(
        "PostgreSQL databases and shards, each at one version of its migrations.",
        List.of(new TargetKind(DATABASE, "One database, or one shard of one.")),
        ALL,
        new Limits(
            config.concurrency(),
            Limits.ANY_RATE,
            config.limits().concurrently().plus(config.limits().statement())));
  }

  /**
   * What the lint lets pass.
   *
   * @throws ProblemException for the author, when the capability or a parameter is none
   */
  static Phase phase(TargetOrder order) {
    Phase phase =
        switch (order.capability()) {
          case EXPAND -> Phase.EXPAND;
          case CONTRACT -> Phase.CONTRACT;
          default ->
              throw author(
                  "UNKNOWN_CAPABILITY",
                  "%s has no capability %s; use %s or %s"
                      .formatted(
                          PostgresSchemaSubDomain.NAME, order.capability(), EXPAND, CONTRACT));
        };
    List<Fault> faults = ParameterCheck.faults(PARAMETERS, order.parameters());
    if (!faults.isEmpty()) {
      Fault first = faults.getFirst();
      throw author("WRONG_PARAMETER", "parameter %s %s".formatted(first.path(), first.message()));
    }
    return phase;
  }

  static String folder(TargetOrder order) {
    return order.parameters().getOrDefault(MIGRATIONS.name(), "");
  }

  static Version version(TargetOrder order) {
    phase(order);
    return new Version(order.parameters().getOrDefault(VERSION.name(), ""));
  }

  static Observation observation(SchemaConfig config) {
    if (config.metricSource().isEmpty()) {
      return Observation.NONE;
    }
    return new Observation(
        config.metricSource(),
        List.of(
            metric(
                "deadlocks",
                Kind.ERROR_RATE,
                Role.DECIDING,
                "sum by (target) (rate(pg_stat_database_deadlocks{target=~\"$targets\"}[1m]))",
                0.1),
            metric(
                "longest_transaction_seconds",
                Kind.RESOURCE,
                Role.SUPPORTING,
                "max by (target) (pg_stat_activity_max_tx_duration{target=~\"$targets\"})",
                1),
            metric(
                "replication_lag_seconds",
                Kind.RESOURCE,
                Role.SUPPORTING,
                "max by (target) (pg_replication_lag_seconds{target=~\"$targets\"})",
                1)),
        "");
  }

  private static MetricSpec metric(
      String name, Kind kind, Role role, String query, double minimumEffect) {
    return new MetricSpec(name, kind, BadDirection.INCREASE, role, query, minimumEffect);
  }

  private static ProblemException author(String code, String message) {
    return new ProblemException(new Problem.ForAuthor(code, message));
  }
}
