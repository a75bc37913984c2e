package dev.sluice.activities.fleet.control;

import dev.sluice.activities.fleet.deploy.Deployer;
import dev.sluice.activities.fleet.deploy.Versions;
import dev.sluice.activities.fleet.load.LoadCount;
import dev.sluice.activities.fleet.pool.Pool;
import dev.sluice.activities.fleet.series.History;
import dev.sluice.activities.fleet.spec.FleetSpec;
import java.util.function.Supplier;

/**
 * The parts of a running fleet that its API reaches.
 *
 * @param spec what it was started from
 * @param pool its slots
 * @param versions what may be deployed
 * @param deployer who deploys
 * @param history what was measured
 * @param load what became of the requests
 */
public record FleetParts(
    FleetSpec spec,
    Pool pool,
    Versions versions,
    Deployer deployer,
    History history,
    Supplier<LoadCount> load) {}
