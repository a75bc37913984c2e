package dev.sluice.cli.command;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Values;
import dev.sluice.cli.client.ApiFailure;
import dev.sluice.cli.client.ApiFailure.Field;
import dev.sluice.cli.client.ApiFailure.State;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import dev.sluice.domain.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a command says when it failed.
 *
 * @param code a stable word: a gRPC code, a problem's code, USAGE or LOCAL
 * @param reason the server's stable reason, or empty
 * @param next what to do now, or empty
 */
record Complaint(
    ExitCode exit,
    String code,
    String message,
    String reason,
    List<Field> fields,
    List<State> states,
    String next) {

  /**
   * @param address where the API was called
   */
  static Complaint of(ApiFailure failure, String address, String next) {
    String said =
        failure.message().isEmpty()
            ? failure.code().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            : failure.message();
    String message =
        failure.exitCode() == ExitCode.UNREACHABLE
            ? "no answer from " + address + ": " + said
            : said;
    return new Complaint(
        failure.exitCode(),
        failure.code().name(),
        message,
        failure.reason(),
        failure.fields(),
        failure.states(),
        next);
  }

  /** What a sub-domain met; its message holds the remedy. */
  static Complaint of(Problem problem) {
    ExitCode exit =
        switch (problem) {
          case Problem.Passing _ -> ExitCode.UNREACHABLE;
          case Problem.ForAuthor _, Problem.ForOperator _ -> ExitCode.ERROR;
        };
    return plain(exit, problem.code(), problem.message(), "");
  }

  static Complaint usage(@Nullable String message, String next) {
    return plain(ExitCode.USAGE, "USAGE", message, next);
  }

  static Complaint local(@Nullable String message) {
    return plain(ExitCode.ERROR, "LOCAL", message, "");
  }

  private static Complaint plain(
      ExitCode exit, String code, @Nullable String message, String next) {
    String said = message == null ? "no reason given" : message;
    return new Complaint(exit, code, said, "", List.of(), List.of(), next);
  }

  String text(Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(style.bad("sluice: ") + Printable.text(message));
    for (Field field : fields) {
      lines.add(
          "  %s: %s".formatted(Printable.text(field.field()), Printable.text(field.problem())));
    }
    for (State state : states) {
      lines.add(
          "  needs %s of %s: %s"
              .formatted(
                  Printable.text(state.type()),
                  Printable.text(state.subject()),
                  Printable.text(state.problem())));
    }
    if (!next.isEmpty()) {
      lines.add(style.faint("Next: ") + next);
    }
    return String.join("\n", lines);
  }

  String json() {
    Struct.Builder error = Struct.newBuilder();
    error.putFields("code", Values.of(code));
    error.putFields("message", Values.of(message));
    put(error, "reason", reason);
    if (!fields.isEmpty()) {
      error.putFields("fields", list(fields.stream().map(Complaint::value).toList()));
    }
    if (!states.isEmpty()) {
      error.putFields("states", list(states.stream().map(Complaint::value).toList()));
    }
    put(error, "next", next);
    Struct whole = Struct.newBuilder().putFields("error", Values.of(error.build())).build();
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(whole);
    } catch (InvalidProtocolBufferException impossible) {
      throw new IllegalStateException("a struct of texts can always be printed", impossible);
    }
  }

  private static Value value(Field field) {
    return Values.of(
        Struct.newBuilder()
            .putFields("field", Values.of(field.field()))
            .putFields("problem", Values.of(field.problem()))
            .build());
  }

  private static Value value(State state) {
    return Values.of(
        Struct.newBuilder()
            .putFields("type", Values.of(state.type()))
            .putFields("subject", Values.of(state.subject()))
            .putFields("problem", Values.of(state.problem()))
            .build());
  }

  private static Value list(List<Value> values) {
    return Values.of(ListValue.newBuilder().addAllValues(values).build());
  }

  private static void put(Struct.Builder struct, String name, String value) {
    if (!value.isEmpty()) {
      struct.putFields(name, Values.of(value));
    }
  }
}
