package dev.sluice.worker.config;

import java.time.Duration;

/**
 * How the running systems are looked at for changes that nobody registered.
 *
 * @param every time between two looks; zero for none
 */
public record ReconcileConfig(Duration every) {
  static final Duration LEAST = Duration.ofSeconds(1);
  static final Duration MOST = Duration.ofHours(6);

  static ReconcileConfig of(Settings settings) {
    String text = settings.text("reconcile.every");
    return new ReconcileConfig(
        text.equals("0") || text.equals("off")
            ? Duration.ZERO
            : settings.duration("reconcile.every", LEAST, MOST));
  }
}
