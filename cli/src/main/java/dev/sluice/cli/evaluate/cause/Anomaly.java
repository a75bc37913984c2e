package dev.sluice.cli.evaluate.cause;

import dev.sluice.activities.recorded.BrokenCaseException;
import dev.sluice.activities.recorded.RecordedCaseReader;
import dev.sluice.activities.recorded.RecordedIncident;
import dev.sluice.cli.evaluate.cases.Case;
import dev.sluice.inspection.attribution.Incident;

/** A recorded anomaly with the changes that may have done it. */
public record Anomaly(RecordedIncident recorded) implements Case {
  /** Reads a line of recorded anomalies. */
  public static Anomaly read(byte[] line) throws BrokenCaseException {
    return new Anomaly(RecordedCaseReader.readIncident(line));
  }

  @Override
  public String id() {
    return recorded.id();
  }

  /** What is known around it. */
  public Incident incident() {
    return recorded.incident();
  }
}
