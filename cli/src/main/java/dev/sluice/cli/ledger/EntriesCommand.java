package dev.sluice.cli.ledger;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.Selection;
import dev.sluice.activities.ledger.wire.ContentWire;
import dev.sluice.activities.ledger.wire.EntryJson;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.command.DurationConverter;
import dev.sluice.cli.command.Limit;
import dev.sluice.cli.command.Session;
import dev.sluice.cli.terminal.Style;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Registered;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the latest entries of the ledger. */
@Command(name = "list", description = "Lists entries of the ledger, the latest last.")
final class EntriesCommand implements Callable<Integer> {
  private final Session session;
  private final Map<String, String> environment;

  @Mixin private final LedgerOptions options = new LedgerOptions();

  @Option(names = "--change", paramLabel = "ID", description = "Only about this change.")
  private String change = "";

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Only about changes of this service.")
  private String service = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Only what happened in this last time: 12h, 7d.")
  private @Nullable Duration since;

  @Mixin private final Limit limit = new Limit();

  EntriesCommand(Session session, Map<String, String> environment) {
    this.session = session;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    int most = limit.count();
    Instant from = since == null ? null : session.clock().instant().minus(since);
    Deque<Entry> latest = new ArrayDeque<>();
    long found;
    try (Ledger ledger = Ledger.reading(options.ledger(environment))) {
      Set<String> changes = service.isEmpty() ? Set.of() : changesOf(ledger);
      long[] count = {0};
      ledger.read(
          new Selection(from, null, ChangeName.of(change), Set.of(), true),
          entry -> {
            if (service.isEmpty() || changes.contains(entry.change())) {
              count[0]++;
              latest.addLast(entry);
              if (latest.size() > most) {
                latest.removeFirst();
              }
            }
          });
      found = count[0];
    }
    show(List.copyOf(latest), found);
    return ExitCode.OK.code();
  }

  /** Only what registers a change names its services. */
  private Set<String> changesOf(Ledger ledger) {
    Set<String> changes = new HashSet<>();
    ledger.read(
        new Selection(null, null, ChangeName.of(change), Set.of(ContentWire.REGISTERED), false),
        entry -> {
          if (entry.content() instanceof Registered registered
              && registered.services().contains(service)) {
            changes.add(entry.change());
          }
        });
    return changes;
  }

  private void show(List<Entry> entries, long found) {
    PrintWriter out = session.terminal().out();
    if (options.json()) {
      entries.forEach(entry -> out.println(EntryJson.line(entry)));
    } else {
      Style style = options.style(session.terminal());
      out.println(entries.isEmpty() ? "No entries." : EntryTable.render(entries, style));
      if (found > entries.size()) {
        session
            .terminal()
            .err()
            .println(
                "There are %d older ones: --limit or --all shows them."
                    .formatted(found - entries.size()));
      }
    }
    out.flush();
  }
}
