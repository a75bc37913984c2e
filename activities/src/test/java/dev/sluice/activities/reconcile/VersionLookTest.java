package dev.sluice.activities.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.LedgerConfig;
import dev.sluice.activities.ledger.Selection;
import dev.sluice.activities.ledger.VersionMemory;
import dev.sluice.activities.subdomain.RecordingSubDomain;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.reconcile.Memory;
import dev.sluice.domain.reconcile.Place;
import dev.sluice.domain.reconcile.Work;
import dev.sluice.domain.subdomain.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionLookTest {
  private static final Lookout ALL = new Lookout(Map.of(), "service", "");
  private static final Problem AWAY = new Problem.Passing("AWAY", "it is away");

  @TempDir private Path folder;
  private final RecordingSubDomain fleet = new RecordingSubDomain(1).withTargets(1_500);
  private Instant now = Instant.parse("2026-03-02T10:00:00Z");
  private List<Work> works = List.of();
  private Ledger ledger;

  @BeforeEach
  void begin() {
    ledger = Ledger.of(LedgerConfig.inFile(folder.resolve("ledger.db")));
    look();
  }

  @AfterEach
  void end() {
    ledger.close();
  }

  private VersionLook.Seen look() {
    now = now.plus(Duration.ofMinutes(5));
    Instant at = now;
    return new VersionLook(fleet, new VersionMemory(ledger), _ -> works, () -> at)
        .look(List.of(ALL));
  }

  private List<Entry> entries() {
    List<Entry> all = new ArrayList<>();
    ledger.read(Selection.ALL, all::add);
    return all;
  }

  private void runs(int target, String version) {
    fleet.put(
        new Target(
            "n%03d".formatted(target), "a", version, true, Map.of("service", "checkout"), ""));
  }

  @Test
  void recordsOnceWhatSomebodyChangedByHandHoweverOftenItLooks() {
    runs(7, "v2");
    runs(1_400, "v2");
    VersionLook.Seen seen = look();
    look();
    assertThat(seen.targets()).isEqualTo(1_500);
    assertThat(seen.services()).isEqualTo(1);
    assertThat(entries())
        .singleElement()
        .extracting(Entry::content)
        .isInstanceOfSatisfying(
            Registered.class,
            found -> {
              assertThat(found.kind()).isEqualTo(ChangeKind.UNREGISTERED);
              assertThat(found.targets()).isEqualTo(2);
              assertThat(found.services()).containsExactly("checkout");
            });
  }

  @Test
  void aChangeThatRunsRecordsNone() {
    works = List.of(new Work("c", List.of("checkout"), "", List.of(), null, Set.of()));
    runs(7, "v2");
    look();
    works = List.of();
    look();
    assertThat(entries()).isEmpty();
  }

  @Test
  void aPageThatIsMissingFindsNothingAndForgetsNothing() {
    runs(7, "v2");
    fleet.meetListing(fleet.listed().size() + 2, AWAY);
    assertThatThrownBy(this::look).isInstanceOf(ProblemException.class);
    assertThat(entries()).isEmpty();
    look();
    assertThat(entries()).hasSize(1);
  }

  @Test
  void whereNobodyCanTellWhoIsAtWorkNothingIsFoundOrForgotten() {
    runs(7, "v2");
    Instant at = now.plusSeconds(300);
    Works unknown =
        _ -> {
          throw new ProblemException(AWAY);
        };
    assertThatThrownBy(() ->
            new VersionLook(fleet, new VersionMemory(ledger), unknown, () -> at).look(List.of(ALL)))
        .isInstanceOf(ProblemException.class);
    assertThat(entries()).isEmpty();
    look();
    assertThat(entries()).hasSize(1);
  }

  @Test
  void twoThatLookAtOnceRecordItOnce() {
    runs(7, "v2");
    Instant at = now.plusSeconds(300);
    Works slow =
        _ -> {
          look();
          return List.of();
        };
    assertThatThrownBy(() ->
            new VersionLook(fleet, new VersionMemory(ledger), slow, () -> at).look(List.of(ALL)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo("LOOKED_MEANWHILE"));
    assertThat(entries()).hasSize(1);
  }

  @Test
  void whatIsRememberedOutlivesTheProcess() {
    runs(7, "véΩ\uD83D\uDE00 \\u0041");
    look();
    fleet.remove("n003");
    VersionLook.Seen seen = look();
    Place place = new Place("fleet", "checkout");
    Memory memory = new VersionMemory(ledger).of("fleet").getOrDefault(place, Memory.NOTHING);
    assertThat(memory).isEqualTo(seen.memories().get(place));
    assertThat(memory.episodes()).hasSize(1);
    assertThat(memory.targets()).hasSize(1_500);
  }

  @Test
  void targetsThatTellNoVersionAreCounted() {
    RecordingSubDomain silent = new RecordingSubDomain(1);
    silent.put(new Target("n1", "a", "unknown", false, Map.of("service", "checkout"), ""));
    VersionLook.Seen seen =
        new VersionLook(silent, new VersionMemory(ledger), _ -> List.of(), () -> now)
            .look(List.of(ALL));
    assertThat(seen.targets()).isEqualTo(1);
    assertThat(seen.told()).isZero();
  }
}
