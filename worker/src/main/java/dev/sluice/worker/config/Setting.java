package dev.sluice.worker.config;

/**
 * A value and where it was written.
 *
 * @param text the value as written
 * @param place {@code sluice.yaml:12}, {@code SLUICE_API_PORT} or {@code default}
 */
record Setting(String text, String place) {}
