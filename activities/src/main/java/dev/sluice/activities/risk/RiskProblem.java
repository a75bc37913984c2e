package dev.sluice.activities.risk;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a history, a model, or the machine; each says the remedy. */
enum RiskProblem {
  RISK_HISTORY,
  RISK_COLUMNS,
  RISK_MODEL_VERSION,
  RISK_MODEL_BROKEN,
  RISK_LIBRARY;

  ProblemException because(String message) {
    return because(message, null);
  }

  ProblemException because(String message, @Nullable Throwable cause) {
    Problem problem =
        switch (this) {
          case RISK_HISTORY, RISK_COLUMNS, RISK_MODEL_VERSION, RISK_MODEL_BROKEN ->
              new Problem.ForAuthor(name(), message);
          case RISK_LIBRARY -> new Problem.ForOperator(name(), message);
        };
    return cause == null ? new ProblemException(problem) : new ProblemException(problem, cause);
  }
}
