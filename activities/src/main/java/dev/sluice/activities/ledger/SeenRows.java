package dev.sluice.activities.ledger;

import dev.sluice.domain.reconcile.Episode;
import dev.sluice.domain.reconcile.Memory;
import dev.sluice.domain.reconcile.Place;
import dev.sluice.domain.reconcile.Remembered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The statements on what is remembered of targets' versions. Only what changed is written. */
final class SeenRows {
  private static final int BATCH = 1_000;

  private SeenRows() {}

  static Map<Place, Instant> lookedAt(Handle handle, String subDomain) {
    Map<Place, Instant> all = new HashMap<>();
    handle
        .createQuery("select service, looked_at_ms from seen_service where sub_domain = :subDomain")
        .bind("subDomain", Ascii.of(subDomain))
        .map((rs, _) ->
            all.put(
                new Place(subDomain, Ascii.back(rs.getString(1))),
                Instant.ofEpochMilli(rs.getLong(2))))
        .list();
    return all;
  }

  static Map<Place, Memory> read(Handle handle, String subDomain) {
    Map<Place, SortedMap<String, Remembered>> targets = new HashMap<>();
    handle
        .createQuery(
            "select service, target, version, last_told_ms from seen_target where sub_domain = :subDomain")
        .bind("subDomain", Ascii.of(subDomain))
        .map((rs, _) -> {
          long millis = rs.getLong(4);
          Instant lastTold = rs.wasNull() ? null : Instant.ofEpochMilli(millis);
          Remembered one = new Remembered(Ascii.back(rs.getString(3)), lastTold);
          return targets
              .computeIfAbsent(
                  new Place(subDomain, Ascii.back(rs.getString(1))), _ -> new TreeMap<>())
              .put(Ascii.back(rs.getString(2)), one);
        })
        .forEach(_ -> {});
    Map<Place, List<Episode>> episodes = episodes(handle, subDomain);
    Map<Place, Memory> all = new HashMap<>();
    lookedAt(handle, subDomain)
        .forEach((place, at) ->
            all.put(
                place,
                new Memory(
                    at,
                    targets.getOrDefault(place, new TreeMap<>()),
                    episodes.getOrDefault(place, List.of()))));
    return all;
  }

  private static Map<Place, List<Episode>> episodes(Handle handle, String subDomain) {
    Map<Place, List<Episode>> all = new HashMap<>();
    handle
        .createQuery(
            "select service, version, change_id, since_ms, last_ms, targets from missed_version where sub_domain = :subDomain order by since_ms, change_id")
        .bind("subDomain", Ascii.of(subDomain))
        .map((rs, _) ->
            all.computeIfAbsent(
                    new Place(subDomain, Ascii.back(rs.getString(1))), _ -> new ArrayList<>())
                .add(
                    new Episode(
                        Ascii.back(rs.getString(2)),
                        rs.getString(3),
                        Instant.ofEpochMilli(rs.getLong(4)),
                        Instant.ofEpochMilli(rs.getLong(5)),
                        rs.getInt(6))))
        .list();
    return all;
  }

  static void write(Handle handle, Map<Place, Memory> before, Map<Place, Memory> after) {
    List<Change> changes = new ArrayList<>();
    after.forEach((place, memory) -> {
      Memory was = before.getOrDefault(place, Memory.NOTHING);
      remember(handle, place, memory);
      if (!was.episodes().equals(memory.episodes())) {
        replace(handle, place, memory.episodes());
      }
      memory
          .targets()
          .forEach((target, now) -> {
            if (!now.equals(was.targets().get(target))) {
              changes.add(new Change(place, target, now));
            }
          });
      was.targets().keySet().stream()
          .filter(target -> !memory.targets().containsKey(target))
          .forEach(target -> changes.add(new Change(place, target, null)));
    });
    for (int i = 0; i < changes.size(); i += BATCH) {
      write(handle, changes.subList(i, Math.min(changes.size(), i + BATCH)));
    }
  }

  /**
   * @param now null for forgotten
   */
  private record Change(Place place, String target, @Nullable Remembered now) {}

  private static void remember(Handle handle, Place place, Memory memory) {
    if (memory.targets().isEmpty()) {
      handle.execute(
          "delete from seen_service where sub_domain = ? and service = ?",
          Ascii.of(place.subDomain()),
          Ascii.of(place.service()));
      return;
    }
    handle.execute(
        "insert into seen_service (sub_domain, service, looked_at_ms) values (?, ?, ?) on conflict (sub_domain, service) do update set looked_at_ms = excluded.looked_at_ms",
        Ascii.of(place.subDomain()),
        Ascii.of(place.service()),
        memory.lookedAt().toEpochMilli());
  }

  private static void replace(Handle handle, Place place, List<Episode> episodes) {
    handle.execute(
        "delete from missed_version where sub_domain = ? and service = ?",
        Ascii.of(place.subDomain()),
        Ascii.of(place.service()));
    for (Episode one : episodes) {
      handle.execute(
          "insert into missed_version (change_id, sub_domain, service, version, since_ms, last_ms, targets) values (?, ?, ?, ?, ?, ?, ?)",
          one.change(),
          Ascii.of(place.subDomain()),
          Ascii.of(place.service()),
          Ascii.of(one.version()),
          one.since().toEpochMilli(),
          one.last().toEpochMilli(),
          one.targets());
    }
  }

  private static void write(Handle handle, List<Change> changes) {
    PreparedBatch gone =
        handle.prepareBatch(
            "delete from seen_target where sub_domain = :subDomain and service = :service and target = :target");
    PreparedBatch there =
        handle.prepareBatch(
            "insert into seen_target (sub_domain, service, target, version, last_told_ms) values (:subDomain, :service, :target, :version, :lastTold) on conflict (sub_domain, service, target) do update set version = excluded.version, last_told_ms = excluded.last_told_ms");
    for (Change one : changes) {
      Remembered now = one.now();
      PreparedBatch batch = now == null ? gone : there;
      batch
          .bind("subDomain", Ascii.of(one.place().subDomain()))
          .bind("service", Ascii.of(one.place().service()))
          .bind("target", Ascii.of(one.target()));
      if (now != null) {
        Instant lastTold = now.lastTold();
        batch
            .bind("version", Ascii.of(now.version()))
            .bind("lastTold", lastTold == null ? null : (Long) lastTold.toEpochMilli());
      }
      batch.add();
    }
    if (gone.size() > 0) {
      gone.execute();
    }
    if (there.size() > 0) {
      there.execute();
    }
  }
}
