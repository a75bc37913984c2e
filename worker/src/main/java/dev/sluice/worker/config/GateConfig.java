package dev.sluice.worker.config;

/**
 * Most targets at risk at a time, over all running changes. Caps of single services stand with the
 * services.
 *
 * @param targetsAtRisk overall; 0 for no cap
 * @param targetsAtRiskPerZone in each zone; 0 for no cap
 */
public record GateConfig(int targetsAtRisk, int targetsAtRiskPerZone) {}
