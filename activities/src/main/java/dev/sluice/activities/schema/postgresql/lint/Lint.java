package dev.sluice.activities.schema.postgresql.lint;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what must not run. What it can't read is a finding too.
 *
 * <p>Scripts are judged in the order in which they would run, because what one of them proves may
 * let a later one pass.
 */
public final class Lint {
  private final Phase phase;
  private final Proofs proofs;
  private final int serverVersion;

  /**
   * @param phase what the scripts are for
   * @param ground the database they are meant for
   */
  public Lint(Phase phase, Ground ground) {
    this.phase = phase;
    this.proofs = new Proofs(ground);
    this.serverVersion = ground.serverVersion();
  }

  /** What speaks against the next script; empty for nothing. */
  public List<Finding> judge(SqlScript script) {
    ScriptCase one = new ScriptCase(script, phase, serverVersion, proofs);
    StatementJudge judge = new StatementJudge(one);
    for (SqlScript.Statement statement : script.statements()) {
      one.begin(statement);
      judge.judge(statement);
    }
    List<Finding> findings = new ArrayList<>(script.wrongWaivers());
    findings.addAll(one.findings());
    return findings;
  }
}
