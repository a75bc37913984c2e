package dev.sluice.worker.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Which fleet is changed.
 *
 * @param address URL of its control API; null for one inside this process
 */
public record FleetConfig(@Nullable URI address) {}
