package dev.sluice.worker.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Which fleet Sluice is tried on.
 *
 * @param address URL of its control API; null for one inside this process, or none
 * @param start whether a process without an address starts one in itself
 */
public record FleetConfig(@Nullable URI address, boolean start) {}
