package dev.sluice.activities.risk;

import dev.sluice.inspection.risk.LogitShift;
import dev.sluice.inspection.risk.RiskFeatures;
import dev.sluice.inspection.risk.RiskQuality.Judged;
import dev.sluice.inspection.risk.RiskTable;
import dev.sluice.inspection.risk.RiskTable.Change;
import dev.sluice.inspection.risk.RiskTrial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * How models are trained.
 *
 * @param now when that is
 * @param threads how many work at the same time, at least 1; they don't change the model
 * @param progress is told how far it has come
 */
public record RiskTraining(Instant now, int threads, Progress progress) {
  /** Share of a group's changes, the newest, on which a model is tried. */
  private static final double HELD_OUT = 0.2;

  private static final int FEWEST = 200;
  private static final int FEWEST_OF_EACH = 20;

  public RiskTraining {
    if (threads < 1) {
      throw new IllegalArgumentException("a model is trained on at least one thread: " + threads);
    }
  }

  /** Is told how far a training has come. */
  @FunctionalInterface
  public interface Progress {
    /** Of the parts of a model so many are done; a model to try comes before the one to keep. */
    void done(int parts, int all);
  }

  /**
   * A model of all changes. Before, another is trained on all but the newest fifth of each group
   * and tried on that: this says how good it is, and whether its probabilities must be shifted.
   *
   * @param history changes of which it is known what came of them; others are only compared with
   * @throws dev.sluice.domain.problem.ProblemException where there is too little to learn from, or
   *     LightGBM can't be used
   */
  public RiskModel train(RiskTable history) throws InterruptedException {
    List<Facts.Group> groups = groups(history);
    int known = groups.stream().mapToInt(Facts.Group::known).sum();
    int harmful = groups.stream().mapToInt(Facts.Group::harmful).sum();
    if (known < FEWEST || harmful < FEWEST_OF_EACH || known - harmful < FEWEST_OF_EACH) {
      throw RiskProblem.RISK_HISTORY.because(
          "there is too little to learn from: %d changes of which it is known what came of them, %d of them harmful; it needs at least %d, and %d of each kind"
              .formatted(known, harmful, FEWEST, FEWEST_OF_EACH));
    }
    List<Integer> older = new ArrayList<>();
    List<Integer> newest = new ArrayList<>();
    for (List<Integer> group : history.byGroup().values()) {
      int cut = cut(history, group);
      older.addAll(group.subList(0, cut));
      newest.addAll(group.subList(cut, group.size()));
    }
    RiskTable later = history.at(newest);
    try (RiskModel tried = train(history.at(older), null, LogitShift.NONE)) {
      double[] probabilities = tried.probabilities(later);
      RiskTrial trial = RiskTrial.of(later.changes(), probabilities);
      return train(history, trial, LogitShift.of(judged(later, probabilities)));
    }
  }

  private static List<Judged> judged(RiskTable later, double[] probabilities) {
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      Boolean harmed = later.changes().get(i).harmed();
      if (harmed != null) {
        judged.add(new Judged(probabilities[i], harmed));
      }
    }
    return judged;
  }

  private RiskModel train(RiskTable history, @Nullable RiskTrial heldOut, LogitShift shift)
      throws InterruptedException {
    List<Facts.Group> groups = groups(history);
    Facts facts = new Facts(now, groups, history.columns(), heldOut);
    RiskFeatures features = RiskFeatures.of(history);
    Lessons lessons = new Lessons(history, features, groups);
    return new RiskModel(facts, features, lessons.toldApart(), trees(lessons), shift, history);
  }

  private RiskModel.Trees trees(Lessons lessons) throws InterruptedException {
    SortedMap<String, Lesson> own = lessons.own();
    List<Lesson> all = new ArrayList<>(List.of(lessons.shared(), lessons.searched()));
    all.addAll(own.values());
    // The longest first, so that no thread is left alone with one at the end.
    List<Ensemble> learned = learned(all);
    SortedMap<String, Ensemble> ofGroups = new TreeMap<>();
    int next = 2;
    for (String group : own.keySet()) {
      ofGroups.put(group, learned.get(next++));
    }
    return new RiskModel.Trees(learned.get(0), learned.get(1), ofGroups);
  }

  private List<Ensemble> learned(List<Lesson> lessons) throws InterruptedException {
    NativeLibrary.require();
    List<Future<BoostedTrees>> parts = new ArrayList<>();
    List<BoostedTrees> done = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (Lesson lesson : lessons) {
        lesson.work().forEach(work -> parts.add(pool.submit(work)));
      }
      for (Future<BoostedTrees> part : parts) {
        done.add(part.get());
        progress.done(done.size(), parts.size());
      }
      List<Ensemble> learned = new ArrayList<>();
      for (int i = 0; i < done.size(); i += Lesson.SEEDS) {
        learned.add(new Ensemble(done.subList(i, i + Lesson.SEEDS)));
      }
      return learned;
    } catch (ExecutionException broken) {
      done.forEach(BoostedTrees::close);
      throw new IllegalStateException("the training broke", broken.getCause());
    } catch (InterruptedException interrupted) {
      done.forEach(BoostedTrees::close);
      throw interrupted;
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<Facts.Group> groups(RiskTable history) {
    List<Facts.Group> groups = new ArrayList<>();
    history
        .byGroup()
        .forEach((name, places) -> {
          List<Change> known = history.at(places).known();
          int harmful =
              (int) known.stream().filter(one -> Boolean.TRUE.equals(one.harmed())).count();
          groups.add(new Facts.Group(name, places.size(), known.size(), harmful));
        });
    return groups;
  }

  /** Where, in the order of time, the newest fifth of those begins of which it is known. */
  private static int cut(RiskTable history, List<Integer> group) {
    int known = history.at(group).known().size();
    int learned = (int) Math.ceil(known * (1 - HELD_OUT));
    int cut = 0;
    while (cut < group.size() && learned > 0) {
      learned -= history.changes().get(group.get(cut)).harmed() == null ? 0 : 1;
      cut++;
    }
    return cut;
  }
}
