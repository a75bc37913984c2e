package dev.sluice.activities.ledger.wire;

import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Unrecognized;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.util.RawValue;

/** An entry for programs. */
public final class EntryJson {
  private EntryJson() {}

  /** One line: key, time, change, kind, and the body as it is stored. */
  public static String line(Entry entry) {
    ContentWire.Stored stored =
        entry.content() instanceof Unrecognized unknown
            ? new ContentWire.Stored(unknown.kind(), unknown.body())
            : ContentWire.write(entry.content());
    return JsonNodeFactory.instance
        .objectNode()
        .put("key", entry.key())
        .put("time", entry.time().toString())
        .put("change", entry.change())
        .put("kind", stored.kind())
        .putRawValue("body", new RawValue(stored.body()))
        .toString();
  }
}
