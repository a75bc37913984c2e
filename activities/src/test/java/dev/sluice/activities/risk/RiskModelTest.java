package dev.sluice.activities.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.inspection.risk.RiskQuality;
import dev.sluice.inspection.risk.RiskQuality.Judged;
import dev.sluice.inspection.risk.RiskTable;
import dev.sluice.inspection.risk.RiskTable.Change;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RiskModelTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final RiskTable HISTORY = MadeUpHistory.of(0, 1200);
  private static final RiskTable LATER = MadeUpHistory.of(1200, 1500);

  private static RiskModel model;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws InterruptedException {
    model = training(2).train(HISTORY);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void findsTheColumnThatDecides() {
    double[] probabilities = model.probabilities(LATER);

    assertThat(quality(probabilities).auc()).isGreaterThan(0.85);
    assertThat(quality(probabilities).calibrationError()).isLessThan(0.1);
    assertThat(Arrays.stream(probabilities)).allMatch(one -> one > 0 && one < 1);
  }

  @Test
  void saysTheSameOfTheSameChangesHoweverManyThreadsTrained() throws InterruptedException {
    try (RiskModel again = training(1).train(HISTORY)) {
      assertThat(again.probabilities(LATER)).isEqualTo(model.probabilities(LATER));
    }
  }

  @Test
  void learnsMoreFromNewChangesThanFromOldOnes() throws InterruptedException {
    // What did harm in the first half does none in the second, and the other way round.
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      boolean many = i % 2 == 0;
      changes.add(
          new Change(
              "a",
              "c" + i,
              NOW.plusSeconds(i),
              new double[] {many ? 1000 : 10, i % 7},
              many == i < 500));
    }
    try (RiskModel turned = training(2).train(new RiskTable(MadeUpHistory.COLUMNS, changes))) {
      double[] asked = turned.probabilities(new RiskTable(MadeUpHistory.COLUMNS, twins()));
      assertThat(asked[0]).isLessThan(0.5);
      assertThat(asked[1]).isGreaterThan(0.5);
    }
  }

  private static List<Change> twins() {
    return List.of(
        new Change("a", "many", NOW.plusSeconds(2000), new double[] {1000, 1}, null),
        new Change("a", "few", NOW.plusSeconds(2001), new double[] {10, 1}, null));
  }

  @Test
  void saysWhatItLearnedFromAndHowGoodItWas() {
    Facts facts = model.facts();

    assertThat(facts.trained()).isEqualTo(NOW);
    assertThat(facts.groups())
        .extracting(Facts.Group::name, Facts.Group::known)
        .containsExactly(tuple("large", 800), tuple("small", 400));
    assertThat(facts.columns()).isEqualTo(MadeUpHistory.COLUMNS);
    RiskQuality heldOut = Objects.requireNonNull(facts.heldOut()).all();
    assertThat(heldOut.changes()).isEqualTo(240);
    assertThat(heldOut.auc()).isGreaterThan(0.8);
    assertThat(model.levels().baseRate()).isEqualTo(facts.baseRate());
  }

  @Test
  void answersTheSameWhenReadBackFromItsFile() {
    Path file = folder.resolve("model.risk");
    String digest = RiskModelFile.write(model, file).digest();

    RiskModelFile read = RiskModelFile.read(file);
    try (RiskModel again = read.model()) {
      assertThat(read.digest()).isEqualTo(digest).hasSize(64);
      assertThat(again.probabilities(LATER)).isEqualTo(model.probabilities(LATER));
      assertThat(again.facts()).isEqualTo(model.facts());
      // Neither compares a change with itself: this one keeps 300 of a group, that one all.
      assertThat(again.probabilities(HISTORY)).isEqualTo(model.probabilities(HISTORY));
      assertThat(RiskModelFile.write(again, folder.resolve("again.risk")).digest())
          .isEqualTo(digest);
    }
  }

  @Test
  void letsOtherColumnsBeAndFindsItsOwnInAnyOrder() {
    List<Change> moved =
        LATER.changes().stream()
            .map(change ->
                new Change(
                    change.group(),
                    change.id(),
                    change.time(),
                    new double[] {change.number(1), 7, change.number(0)},
                    null))
            .toList();

    assertThat(model.probabilities(new RiskTable(List.of("noise", "x", "files"), moved)))
        .isEqualTo(model.probabilities(LATER));
  }

  @Test
  void namesTheColumnsThatAreMissing() {
    RiskTable cases =
        new RiskTable(List.of("noise"), List.of(new Change("a", "c", NOW, new double[] {1}, null)));

    assertThatThrownBy(() -> model.probabilities(cases))
        .hasMessageStartingWith("RISK_COLUMNS: ")
        .hasMessageContaining("don't have: files. They have noise");
  }

  @Test
  void knowsAGroupItHasNeverSeenAndNumbersThatAreMissing() {
    RiskTable cases =
        new RiskTable(
            MadeUpHistory.COLUMNS,
            List.of(
                new Change("new", "few", NOW, new double[] {1, 50}, null),
                new Change("new", "many", NOW, new double[] {50, 50}, null),
                new Change("new", "?", NOW, new double[] {Double.NaN, Double.NaN}, null)));
    double[] probabilities = model.probabilities(cases);

    assertThat(probabilities[1]).isGreaterThan(3 * probabilities[0]);
    assertThat(probabilities[2]).isBetween(0.0, 1.0);
    assertThat(model.probabilities(new RiskTable(MadeUpHistory.COLUMNS, List.of()))).isEmpty();
  }

  @Test
  void refusesToLearnFromTooLittle() {
    assertThatThrownBy(() -> training(1).train(MadeUpHistory.of(0, 150)))
        .hasMessageContaining("too little to learn from: 150 changes")
        .hasMessageContaining("at least 200");
  }

  @Test
  void refusesAFileOfAnotherVersionOrABrokenOne() throws IOException {
    Path file = folder.resolve("model.risk");
    RiskModelFile.write(model, file);
    String text = unzipped(file);

    assertThatThrownBy(() -> read(text.replace("\"version\":1,", "\"version\":2,")))
        .hasMessageStartingWith("RISK_MODEL_VERSION: ")
        .hasMessageContaining("has format version 2, this Sluice reads version 1");
    assertThatThrownBy(() -> read(text.replace("leaf_value=", "leaf_value=1")))
        .hasMessageStartingWith("RISK_MODEL_BROKEN: ")
        .hasMessageContaining("not what its digest says");
    assertThatThrownBy(() -> read("{\"format\":\"other\"}\n{}"))
        .hasMessageContaining("does not say sluice-risk-model");
    assertThatThrownBy(() -> read("no model")).hasMessageContaining("is no risk model");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> RiskModelFile.read(file)).hasMessageContaining("no whole gzip file");
    Files.writeString(file, "project,commit");
    assertThatThrownBy(() -> RiskModelFile.read(file)).hasMessageContaining("no whole gzip file");
    assertThatThrownBy(() -> RiskModelFile.read(folder.resolve("none")))
        .hasMessageContaining("can't read");
  }

  private RiskModelFile read(String text) throws IOException {
    Path file = folder.resolve("other.risk");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return RiskModelFile.read(file);
  }

  private static String unzipped(Path file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static RiskTraining training(int threads) {
    return new RiskTraining(NOW, threads, (_, _) -> {});
  }

  private static RiskQuality quality(double[] probabilities) {
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      judged.add(
          new Judged(probabilities[i], Boolean.TRUE.equals(LATER.changes().get(i).harmed())));
    }
    return RiskQuality.of(judged);
  }
}
