package dev.sluice.cli.evaluate.cause;

import dev.sluice.activities.recorded.BrokenCaseException;
import dev.sluice.activities.recorded.RecordedCaseReader;
import dev.sluice.activities.recorded.RecordedSplit;
import dev.sluice.cli.evaluate.cases.Case;
import dev.sluice.inspection.localization.Split;

/** A recorded measure that is split by labels. */
public record SplitCase(RecordedSplit recorded) implements Case {
  /** Reads a line of recorded splits. */
  public static SplitCase read(byte[] line) throws BrokenCaseException {
    return new SplitCase(RecordedCaseReader.readSplit(line));
  }

  @Override
  public String id() {
    return recorded.id();
  }

  /** The measure. */
  public Split split() {
    return recorded.split();
  }
}
