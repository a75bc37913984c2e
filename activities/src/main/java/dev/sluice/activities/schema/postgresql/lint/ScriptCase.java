package dev.sluice.activities.schema.postgresql.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One script while it is judged: what it made, what it locked, and what was found. */
final class ScriptCase {
  private static final SqlScript.Statement NONE = new SqlScript.Statement(1, "");

  final Phase phase;
  final int serverVersion;
  final Proofs proofs;
  private final SqlScript script;
  private final Set<String> created = new HashSet<>();
  private final Set<String> locked = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();
  private SqlScript.Statement statement = NONE;

  ScriptCase(SqlScript script, Phase phase, int serverVersion, Proofs proofs) {
    this.script = script;
    this.phase = phase;
    this.serverVersion = serverVersion;
    this.proofs = proofs;
  }

  void begin(SqlScript.Statement next) {
    statement = next;
  }

  boolean isAlone() {
    return script.statements().size() == 1;
  }

  void found(Rule rule) {
    boolean told =
        findings.stream()
            .anyMatch(finding -> finding.rule() == rule && finding.line() == statement.line());
    if (!told && !script.waivers().containsKey(rule)) {
      findings.add(new Finding(rule, script.name(), statement.line(), statement.shown()));
    }
  }

  void creates(String table) {
    created.add(table);
  }

  /** Tables that this script makes are empty, and nobody else sees them. */
  boolean isNew(String table) {
    return created.contains(table);
  }

  void locks(String table) {
    if (!isNew(table)) {
      locked.add(table);
      if (locked.size() > 1) {
        found(Rule.SEVERAL_LOCKS);
      }
    }
  }

  /** Rows are written: that takes its time, while what was locked before stays locked. */
  void writes() {
    if (!locked.isEmpty()) {
      found(Rule.SEVERAL_LOCKS);
    }
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }
}
