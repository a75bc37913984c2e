package dev.sluice.activities.configuration.etcd;

import dev.sluice.domain.problem.ProblemException;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Txn;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Configuration and what Sluice remembers of it, as they lie in etcd. */
final class ConfigurationStore implements AutoCloseable {
  private static final int MOST_INSTANCES = 10_000;
  private static final int MOST_GRAY_CELLS = 1_000;

  private final EtcdConnection etcd;
  private final Layout layout;

  ConfigurationStore(EtcdConfig config) {
    this.etcd = new EtcdConnection(config);
    this.layout = new Layout(config.prefix());
  }

  @Override
  public void close() {
    etcd.close();
  }

  /**
   * One key and who runs it.
   *
   * @param revision of etcd at which it was so
   */
  record Look(Entry entry, Acknowledgements acknowledgements, long revision) {}

  Look look(ConfigurationKey key) {
    ByteSequence instances = layout.acknowledged(key);
    TxnResponse answer =
        etcd.call(client ->
            client
                .getKVClient()
                .txn()
                .Then(
                    Op.get(layout.text(key.path()), GetOption.DEFAULT),
                    Op.get(layout.orders(key.path()), GetOption.DEFAULT),
                    Op.get(instances, below(MOST_INSTANCES)))
                .commit());
    List<GetResponse> found = answer.getGetResponses();
    Entry entry = entry(key, only(found.get(0)), only(found.get(1)));
    return new Look(
        entry, acknowledgements(instances, found.get(2)), answer.getHeader().getRevision());
  }

  /** Waits until a key or what its instances say may have changed, at most for a time. */
  void awaitChange(ConfigurationKey key, long revision, Duration atMost) {
    etcd.awaitChange(List.of(layout.text(key.path()), layout.acknowledged(key)), revision, atMost);
  }

  /**
   * What the instances of several services say, in one call where the answer is not too large.
   *
   * @param keys one of each service in each cell
   * @return by {@link ConfigurationKey#owner}
   */
  Map<String, Acknowledgements> acknowledgements(List<ConfigurationKey> keys) {
    try {
      Op[] reads =
          keys.stream()
              .map(key -> Op.get(layout.acknowledged(key), below(MOST_INSTANCES)))
              .toArray(Op[]::new);
      List<GetResponse> answers =
          etcd.call(client -> client.getKVClient().txn().Then(reads).commit()).getGetResponses();
      Map<String, Acknowledgements> found = new HashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        ConfigurationKey key = keys.get(i);
        found.put(key.owner(), acknowledgements(layout.acknowledged(key), answers.get(i)));
      }
      return found;
    } catch (ProblemException e) {
      if (!e.problem().code().equals(EtcdProblems.ANSWER_TOO_LARGE) || keys.size() == 1) {
        throw e;
      }
      int half = keys.size() / 2;
      Map<String, Acknowledgements> found = acknowledgements(keys.subList(0, half));
      found.putAll(acknowledgements(keys.subList(half, keys.size())));
      return found;
    }
  }

  /** The text that a change found; null where none was kept. */
  @Nullable ByteSequence before(ConfigurationKey key, String change) {
    return value(layout.before(key, change));
  }

  /** A text that an author has put there to be rolled out; null where there is none. */
  @Nullable ByteSequence draft(String name) {
    return value(layout.draft(name));
  }

  Optional<String> schema(String name) {
    return Optional.ofNullable(value(layout.schema(name)))
        .map(schema -> schema.toString(StandardCharsets.UTF_8));
  }

  private @Nullable ByteSequence value(ByteSequence key) {
    KeyValue found = only(etcd.call(client -> client.getKVClient().get(key)));
    return found == null ? null : found.getValue();
  }

  GrayCells grayCells() {
    ByteSequence front = layout.gray();
    GetOption names =
        GetOption.builder().isPrefix(true).withKeysOnly(true).withLimit(MOST_GRAY_CELLS).build();
    return new GrayCells(
        etcd.call(client -> client.getKVClient().get(front, names)).getKvs().stream()
            .map(marker -> Layout.below(front, marker.getKey()))
            .filter(cell -> cell.matches(ConfigurationKey.NAME))
            .toList());
  }

  /**
   * Carries out a turn: all of it, and only if nobody wrote the key or its orders since they were
   * seen.
   *
   * @return false when somebody did: nothing was written then
   */
  boolean commit(Turn turn) {
    Entry seen = turn.seen();
    ConfigurationKey key = seen.key();
    ByteSequence text = layout.text(key.path());
    ByteSequence orders = layout.orders(key.path());
    List<Op> writes = new ArrayList<>();
    switch (turn.edit()) {
      case Turn.Edit.Keep _ -> {}
      case Turn.Edit.Put(ByteSequence bytes) -> writes.add(put(text, bytes));
      case Turn.Edit.Remove _ -> writes.add(Op.delete(text, DeleteOption.DEFAULT));
    }
    writes.add(put(orders, Layout.bytes(turn.orders().write())));
    if (turn.kept() != null) {
      writes.add(put(layout.before(key, turn.change()), turn.kept()));
    }
    for (String change : turn.forgotten()) {
      writes.add(Op.delete(layout.before(key, change), DeleteOption.DEFAULT));
    }
    return etcd.call(
            client -> {
              Txn transaction = client.getKVClient().txn();
              return transaction.If(
                      unchanged(text, seen.textRevision()),
                      unchanged(orders, seen.ordersRevision()))
                  .Then(writes.toArray(Op[]::new))
                  .commit();
            })
        .isSucceeded();
  }

  /**
   * Some of what lies in a span of paths, all of it at the same revision.
   *
   * @param entries by path
   * @param last path that was read; null when the span has no more
   */
  record Page(NavigableMap<String, Entry> entries, @Nullable String last) {}

  /**
   * @param most how many keys are read at most; fewer are where their texts are large
   */
  Page page(GrayCells.Span span, int most) {
    for (int limit = most; ; limit = Math.max(1, limit / 8)) {
      try {
        return read(span, limit);
      } catch (ProblemException e) {
        if (!e.problem().code().equals(EtcdProblems.ANSWER_TOO_LARGE) || limit == 1) {
          throw e;
        }
      }
    }
  }

  private Page read(GrayCells.Span span, int limit) {
    TxnResponse answer =
        etcd.call(client ->
            client
                .getKVClient()
                .txn()
                .Then(
                    Op.get(layout.text(span.from()), upTo(layout.text(span.to()), limit)),
                    Op.get(layout.orders(span.from()), upTo(layout.orders(span.to()), limit)))
                .commit());
    NavigableMap<String, KeyValue> texts = new TreeMap<>();
    NavigableMap<String, KeyValue> orders = new TreeMap<>();
    String end = collect(answer.getGetResponses().get(0), layout.text(""), texts);
    String otherEnd = collect(answer.getGetResponses().get(1), layout.orders(""), orders);
    String last = end == null || (otherEnd != null && otherEnd.compareTo(end) < 0) ? otherEnd : end;
    NavigableMap<String, Entry> entries = new TreeMap<>();
    texts.keySet().forEach(path -> add(path, last, texts, orders, entries));
    orders.keySet().forEach(path -> add(path, last, texts, orders, entries));
    return new Page(entries, last);
  }

  private static void add(
      String path,
      @Nullable String last,
      NavigableMap<String, KeyValue> texts,
      NavigableMap<String, KeyValue> orders,
      NavigableMap<String, Entry> entries) {
    if (last == null || path.compareTo(last) <= 0) {
      ConfigurationKey.ofPath(path)
          .ifPresent(key -> entries.put(path, entry(key, texts.get(path), orders.get(path))));
    }
  }

  /** The last path read; null when there are no more. */
  private static @Nullable String collect(
      GetResponse answer, ByteSequence front, NavigableMap<String, KeyValue> found) {
    answer.getKvs().forEach(each -> found.put(Layout.below(front, each.getKey()), each));
    return answer.isMore() ? Layout.below(front, answer.getKvs().getLast().getKey()) : null;
  }

  private static Entry entry(
      ConfigurationKey key, @Nullable KeyValue text, @Nullable KeyValue orders) {
    return new Entry(
        key,
        text == null
            ? null
            : new Text(text.getValue(), text.getModRevision(), text.getLease() != 0),
        orders == null
            ? KeyOrders.NONE
            : KeyOrders.read(
                orders.getValue().toString(StandardCharsets.UTF_8),
                orders.getModRevision(),
                Layout.words(orders.getKey())),
        orders == null ? 0 : orders.getModRevision());
  }

  private static Acknowledgements acknowledgements(ByteSequence front, GetResponse answer) {
    List<Acknowledgements.Instance> live = new ArrayList<>();
    List<String> leaseless = new ArrayList<>();
    for (KeyValue each : answer.getKvs()) {
      String name = Layout.below(front, each.getKey());
      if (each.getLease() == 0) {
        leaseless.add(name);
      } else {
        live.add(
            Acknowledgements.Instance.read(name, each.getValue().toString(StandardCharsets.UTF_8)));
      }
    }
    return new Acknowledgements(live, leaseless);
  }

  private static @Nullable KeyValue only(GetResponse answer) {
    return answer.getKvs().isEmpty() ? null : answer.getKvs().getFirst();
  }

  private static GetOption below(int limit) {
    return GetOption.builder().isPrefix(true).withLimit(limit).build();
  }

  private static GetOption upTo(ByteSequence end, int limit) {
    return GetOption.builder().withRange(end).withLimit(limit).build();
  }

  private static Op put(ByteSequence key, ByteSequence value) {
    return Op.put(key, value, PutOption.DEFAULT);
  }

  private static Cmp unchanged(ByteSequence key, long revision) {
    return new Cmp(key, Cmp.Op.EQUAL, CmpTarget.modRevision(revision));
  }
}
