package dev.sluice.cli.evaluate.cases;

import dev.sluice.activities.recorded.BrokenCaseException;

/** Reads one line of a file of cases; called on several threads at the same time. */
@FunctionalInterface
public interface CaseReader<C extends Case> {
  /**
   * @param line one JSON object in UTF-8
   * @throws BrokenCaseException says which field is wrong and what would be right
   */
  C read(byte[] line) throws BrokenCaseException;
}
