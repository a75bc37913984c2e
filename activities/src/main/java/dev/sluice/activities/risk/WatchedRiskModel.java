package dev.sluice.activities.risk;

import dev.sluice.domain.control.ChangeFacts;
import dev.sluice.domain.control.RiskEstimate;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.record.PlannedNumbers;
import dev.sluice.inspection.risk.RiskTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model of a file, asked about changes that are planned. It is read when somebody asks and the
 * file is another than before. A file that is missing or broken means no model: the log says so
 * once, and no change waits for it. Thread-safe.
 */
public final class WatchedRiskModel implements dev.sluice.domain.control.RiskModel, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedRiskModel.class);
  private static final String PLANNED = "(being planned)";

  private final Path file;
  private @Nullable Stamp read;
  private @Nullable RiskModel model;

  /** Tells one state of the file from another. */
  private record Stamp(@Nullable FileTime modified, long size) {
    static final Stamp MISSING = new Stamp(null, 0);
  }

  /** Reads the file, and says in the log what it found. */
  public WatchedRiskModel(Path file) {
    this.file = file;
    refresh();
  }

  @Override
  public synchronized Optional<RiskEstimate> estimate(ChangeFacts facts) {
    refresh();
    RiskModel current = model;
    if (current == null) {
      return Optional.empty();
    }
    try {
      double probability = current.probabilities(asked(facts))[0];
      return Optional.of(new RiskEstimate(probability, current.levels().of(probability)));
    } catch (ProblemException | IllegalStateException | IllegalArgumentException broken) {
      LOG.warn("the risk model {} gave no answer: {}", file, broken.getMessage());
      return Optional.empty();
    }
  }

  private static RiskTable asked(ChangeFacts facts) {
    Instant time = facts.moment().now();
    String group = PlannedNumbers.group(facts.reach().serviceNames());
    return new RiskTable(
        PlannedNumbers.COLUMNS,
        List.of(new RiskTable.Change(group, PLANNED, time, PlannedNumbers.of(facts), null)));
  }

  private synchronized void refresh() {
    Stamp now = stamp();
    if (now.equals(read)) {
      return;
    }
    read = now;
    close();
    try {
      model = load();
    } catch (ProblemException | UncheckedIOException | IllegalStateException broken) {
      LOG.error(
          "there is no risk model, risks come from types, rules and policies alone: {}",
          broken instanceof UncheckedIOException unreadable
              ? unreadable.getMessage() + ": " + unreadable.getCause()
              : broken.getMessage());
    }
  }

  private RiskModel load() {
    RiskModel loaded = RiskModelFile.read(file).model();
    List<String> columns = loaded.facts().columns();
    if (!columns.equals(PlannedNumbers.COLUMNS)) {
      loaded.close();
      throw RiskProblem.RISK_COLUMNS.because(
          "%s: was trained on the columns %s; a change that is planned has %s: train it with `sluice risk train --from ledger`"
              .formatted(
                  file, String.join(", ", columns), String.join(", ", PlannedNumbers.COLUMNS)));
    }
    LOG.info(
        "the risk model {} is in use: trained {} on {} changes",
        file,
        loaded.facts().trained(),
        loaded.facts().known());
    return loaded;
  }

  private Stamp stamp() {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(found.lastModifiedTime(), found.size());
    } catch (IOException missing) {
      return Stamp.MISSING;
    }
  }

  @Override
  public synchronized void close() {
    if (model != null) {
      model.close();
      model = null;
    }
  }
}
