package dev.sluice.cli.command;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Terminal;
import java.util.List;
import java.util.function.BiFunction;

/** Prints what the API said, as text or as JSON. */
final class Output {
  private static final JsonFormat.Printer OBJECT = JsonFormat.printer();
  private static final JsonFormat.Printer LINE =
      JsonFormat.printer().omittingInsignificantWhitespace();

  private final Terminal terminal;
  private final boolean json;
  private final Style style;

  Output(Terminal terminal, boolean json, boolean noColour) {
    this.terminal = terminal;
    this.json = json;
    style = terminal.style(noColour);
  }

  boolean json() {
    return json;
  }

  Style style() {
    return style;
  }

  /** One object. */
  <M extends Message> void show(M message, BiFunction<M, Style, String> text) {
    print(json ? json(OBJECT, message) : text.apply(Printable.of(message), style));
  }

  /** Many: a line of JSON for each, or one text for all. */
  <M extends Message> void showAll(List<M> messages, BiFunction<List<M>, Style, String> text) {
    if (json) {
      messages.forEach(this::jsonLine);
    } else {
      print(text.apply(messages.stream().map(Printable::of).toList(), style));
    }
  }

  void jsonLine(Message message) {
    print(json(LINE, message));
  }

  void print(String text) {
    terminal.out().println(text);
    terminal.out().flush();
  }

  /** Something beside the answer, that must not get into a pipe. */
  void note(String text) {
    terminal.err().println(text);
    terminal.err().flush();
  }

  private static String json(JsonFormat.Printer printer, Message message) {
    try {
      return printer.print(message);
    } catch (InvalidProtocolBufferException unprintable) {
      throw new IllegalStateException(
          "the answer holds a message of an unknown type: update sluice", unprintable);
    }
  }
}
