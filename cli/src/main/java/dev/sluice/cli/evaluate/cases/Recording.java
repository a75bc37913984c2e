package dev.sluice.cli.evaluate.cases;

import dev.sluice.activities.recorded.BrokenCaseException;
import dev.sluice.activities.recorded.CaseLine;
import dev.sluice.activities.recorded.CaseLine.Said;
import dev.sluice.activities.recorded.RecordedCaseReader;
import dev.sluice.inspection.recorded.RecordedCase;
import org.jspecify.annotations.Nullable;

/** A recorded change to be judged. */
public record Recording(CaseLine line) implements Case {
  /** Reads a line of recorded changes. */
  public static Recording read(byte[] line) throws BrokenCaseException {
    return new Recording(RecordedCaseReader.read(line));
  }

  @Override
  public String id() {
    return line.recorded().id();
  }

  /** What was measured. */
  public RecordedCase recorded() {
    return line.recorded();
  }

  /** What the inspection of the running change said; null where there was none. */
  public @Nullable Said said() {
    return line.said();
  }
}
