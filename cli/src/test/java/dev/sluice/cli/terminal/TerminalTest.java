package dev.sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.Samples;
import dev.sluice.proto.v1.Change;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final StringWriter written = new StringWriter();

  @Test
  void coloursOnlyWhereAPersonReadsAndWantsIt() {
    assertThat(terminal(true, Map.of()).style(false).colour()).isTrue();
    assertThat(terminal(true, Map.of()).style(true).colour()).isFalse();
    assertThat(terminal(true, Map.of("NO_COLOR", "1")).style(false).colour()).isFalse();
    assertThat(terminal(true, Map.of("TERM", "dumb")).style(false).colour()).isFalse();
    assertThat(terminal(false, Map.of()).style(false)).isEqualTo(Style.PLAIN);
  }

  @Test
  void alignsColouredCellsByWhatIsSeen() {
    Style style = new Style(true, true, 80, ZoneOffset.UTC);
    String table =
        Table.of("NAME", ">SIZE", "EMPTY", "STATE")
            .row("a", "1", "", style.good("PASS"))
            .row("longer", "1000", "", "x")
            .render(Style.PLAIN, "");

    assertThat(table)
        .isEqualTo(
            """
            NAME    SIZE  STATE
            a          1  \u001b[32mPASS\u001b[0m
            longer  1000  x\
            """);
  }

  @Test
  void refusesARowThatDoesNotFitItsTable() {
    Table table = Table.of("A", "B");

    assertThatThrownBy(() -> table.row("only one")).hasMessageContaining("needs 2 cells, not 1");
  }

  @Test
  void takesControlCharactersOutOfEveryTextOfAMessage() {
    Change hostile =
        Samples.CHANGE.toBuilder()
            .setTitle("a\u001b[31mb")
            .putParameters("key", "line\nbreak")
            .setPlan(Samples.PLAN.toBuilder().addReasons("back\rward"))
            .build();

    Change printable = Printable.of(hostile);

    assertThat(printable.getTitle()).isEqualTo("a [31mb");
    assertThat(printable.getParametersMap()).containsEntry("key", "line break");
    assertThat(printable.getPlan().getReasonsList()).contains("back ward");
    assertThat(Printable.of(Samples.CHANGE)).isEqualTo(Samples.CHANGE);
  }

  @Test
  void cutsTheLiveLineToTheTerminalAndLetsNothingBackAfterItsEnd() {
    LiveLine line = new LiveLine(new PrintWriter(written), 10);

    line.redraw("0123456789abc");
    line.end();
    line.redraw("late");

    assertThat(written.toString()).isEqualTo("01234567…\r\u001b[2K");
  }

  private Terminal terminal(boolean interactive, Map<String, String> environment) {
    PrintWriter out = new PrintWriter(written);
    return new Terminal(
        out, out, interactive, 80, ZoneOffset.UTC, variable -> environment.get(variable));
  }
}
