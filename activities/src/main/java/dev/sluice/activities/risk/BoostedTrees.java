package dev.sluice.activities.risk;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;

/**
 * Gradient-boosted trees by LightGBM (Ke et al., NeurIPS 2017), which is native code. The same rows
 * and settings give the same trees.
 */
final class BoostedTrees implements AutoCloseable {
  /** One: several of a process are trained at once, and threads that wait for each other spin. */
  private static final String ON_ONE_THREAD = "num_threads=1 verbosity=-1";

  private final LGBMBooster booster;

  private BoostedTrees(LGBMBooster booster) {
    this.booster = booster;
  }

  /**
   * How to train.
   *
   * @param trees how many
   * @param rate share of each tree that counts
   * @param leaves most leaves of a tree
   * @param features share of the features that a tree may use
   * @param random whether cuts are drawn instead of searched (extremely randomized trees, Geurts et
   *     al. 2006)
   */
  record Settings(int trees, double rate, int leaves, double features, boolean random) {
    private String words(int seed) {
      return String.join(
          " ",
          "objective=binary",
          "learning_rate=" + rate,
          "num_leaves=" + leaves,
          "feature_fraction=" + features,
          "extra_trees=" + random,
          "min_data_in_leaf=40 bagging_fraction=0.7 bagging_freq=1 lambda_l2=5",
          "deterministic=true force_row_wise=true seed=" + seed,
          ON_ONE_THREAD);
    }
  }

  /**
   * @param rows features of each change
   * @param harmed what came of each, 0 or 1
   * @param weights how much each counts, above 0
   */
  static BoostedTrees train(
      Rows rows, float[] harmed, float[] weights, Settings settings, int seed) {
    NativeLibrary.require();
    String words = settings.words(seed);
    try (LGBMDataset changes =
        LGBMDataset.createFromMat(rows.numbers(), rows.count(), rows.width(), true, words, null)) {
      changes.setField("label", harmed);
      changes.setField("weight", weights);
      try (LGBMBooster booster = LGBMBooster.create(changes, words)) {
        for (int i = 0; i < settings.trees(); i++) {
          booster.updateOneIter();
        }
        // Read back: the booster that was trained holds on to what it learned from.
        return read(booster.saveModelToString(0, 0, FeatureImportanceType.SPLIT));
      }
    } catch (LGBMException broken) {
      throw failed(broken);
    }
  }

  /**
   * As {@link #write} gave it.
   *
   * @throws IllegalStateException for anything else
   */
  static BoostedTrees read(String text) {
    NativeLibrary.require();
    try {
      return new BoostedTrees(LGBMBooster.loadModelFromString(text));
    } catch (LGBMException broken) {
      throw failed(broken);
    }
  }

  String write() {
    try {
      return booster.saveModelToString(0, 0, FeatureImportanceType.SPLIT);
    } catch (LGBMException broken) {
      throw failed(broken);
    }
  }

  /** The logit of each row's probability of harm. */
  double[] logits(Rows rows) {
    try {
      return booster.predictForMat(
          rows.numbers(),
          rows.count(),
          rows.width(),
          true,
          PredictionType.C_API_PREDICT_RAW_SCORE,
          ON_ONE_THREAD);
    } catch (LGBMException broken) {
      throw failed(broken);
    }
  }

  @Override
  public void close() {
    try {
      booster.close();
    } catch (LGBMException broken) {
      throw failed(broken);
    }
  }

  private static IllegalStateException failed(LGBMException broken) {
    return new IllegalStateException("LightGBM: " + broken.getMessage(), broken);
  }
}
