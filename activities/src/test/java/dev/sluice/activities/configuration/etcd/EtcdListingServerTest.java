package dev.sluice.activities.configuration.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Listing the keys of a real etcd. */
@Tag("server")
@Tag("systems")
@ResourceLock("etcd")
class EtcdListingServerTest {
  private static final int CELLS = 50;
  private static final int SERVICES = 20;
  private static final int KEYS = 100;
  private static final int ALL = CELLS * SERVICES * KEYS;

  @TempDir private static Path state;
  private static EtcdServer server;

  @BeforeAll
  static void start() {
    server = EtcdServer.start(state, false);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void grayCellsComeFirstInNameOrder() {
    server.putAll(
        Map.of(
            "/gray-first/cells/a/checkout/pool", "1",
            "/gray-first/cells/b/checkout/pool", "1",
            "/gray-first/cells/b-2/checkout/pool", "1",
            "/gray-first/cells/c/checkout/pool", "1",
            "/gray-first/cells/c/no key of ours", "1",
            "/gray-first/gray/c", "",
            "/gray-first/gray/b", ""));
    try (EtcdSubDomain configuration = subDomain("/gray-first")) {
      assertThat(names(configuration, Map.of(), TargetRange.ALL))
          .containsExactly(
              "gray/b/checkout/pool",
              "gray/c/checkout/pool",
              "live/a/checkout/pool",
              "live/b-2/checkout/pool");
      assertThat(names(configuration, Map.of("gray", "true"), TargetRange.ALL)).hasSize(2);
      assertThat(names(configuration, Map.of(), new TargetRange("b", List.of(), "", "")))
          .containsExactly("gray/b/checkout/pool");
      assertThat(
              names(
                  configuration,
                  Map.of(),
                  new TargetRange("", List.of("a"), "gray/b/checkout/pool", "live/b/")))
          .containsExactly("gray/c/checkout/pool", "live/b-2/checkout/pool");
    }
  }

  @Test
  void largeTextsAreReadInSmallerPages() {
    for (int i = 0; i < 45; i++) {
      server.put("/large/cells/a/checkout/key-%02d".formatted(i), "x".repeat(400_000));
    }
    try (EtcdSubDomain configuration = subDomain("/large")) {
      assertThat(names(configuration, Map.of(), TargetRange.ALL)).hasSize(45);
    }
    server.delete("/large");
  }

  @Test
  void aHundredThousandKeysAreListedPageByPage() {
    fill();
    try (EtcdSubDomain configuration = subDomain("/many")) {
      AtomicInteger count = new AtomicInteger();
      new TargetListing(configuration, Map.of())
          .read(TargetRange.ALL, TargetListing.MOST, _ -> count.incrementAndGet());
      List<String> few =
          names(configuration, Map.of("service", "service-7", "key", "key-3"), TargetRange.ALL);

      assertThat(count).hasValue(ALL);
      assertThat(few).hasSize(CELLS);
    }
  }

  private static void fill() {
    for (int cell = 0; cell < CELLS; cell++) {
      Map<String, String> texts = new HashMap<>();
      for (int service = 0; service < SERVICES; service++) {
        for (int key = 0; key < KEYS; key++) {
          texts.put(
              "/many/cells/cell-%d/service-%d/key-%d".formatted(cell, service, key),
              "{\"size\": %d}".formatted(key));
        }
      }
      server.putAll(texts);
    }
  }

  private static List<String> names(
      EtcdSubDomain configuration, Map<String, String> selector, TargetRange range) {
    List<String> names = new ArrayList<>();
    TargetRange rest = range;
    List<Target> page;
    do {
      page = configuration.list(new TargetQuery(selector, rest, 3));
      page.forEach(target -> names.add(target.name()));
      rest = page.isEmpty() ? rest : rest.startingAfter(page.getLast().name());
    } while (page.size() == 3);
    assertThat(names).isEqualTo(Stream.of(names.toArray(String[]::new)).sorted().toList());
    return names;
  }

  private static EtcdSubDomain subDomain(String prefix) {
    return new EtcdSubDomain(EtcdConfig.open(server.address(), prefix));
  }
}
