package dev.sluice.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.csv.CsvReader.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {
  @TempDir private Path folder;

  @Test
  void cutsRowsIntoCellsAndKnowsTheirLines() {
    assertThat(rows("\ufeffa,b\r\n\n\"1,\n\"\"x\"\"\",\n,2"))
        .containsExactly(
            new Row(1, List.of("a", "b")),
            new Row(3, List.of("1,\n\"x\"", "")),
            new Row(5, List.of("", "2")));
    assertThat(rows("\n\n")).isEmpty();
  }

  @Test
  void refusesAQuoteThatIsNeverClosed() {
    assertThatThrownBy(() -> rows("a\n\"b\nc"))
        .hasMessage("x:2: a cell begins with a quote that is never closed");
  }

  @Test
  void opensGzipWhateverTheNameOfTheFile() throws IOException {
    Path file = folder.resolve("a.csv");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("ä,b".getBytes(StandardCharsets.UTF_8));
    }
    try (CsvReader reader = CsvReader.open(file)) {
      assertThat(all(reader)).containsExactly(new Row(1, List.of("ä", "b")));
    }
    Files.write(file, new byte[0]);
    try (CsvReader reader = CsvReader.open(file)) {
      assertThat(reader.next()).isNull();
    }
    assertThatThrownBy(() -> CsvReader.open(folder.resolve("none")))
        .hasMessageContaining("can't read");
  }

  private static List<Row> rows(String text) {
    try (CsvReader reader = CsvReader.of("x", new StringReader(text))) {
      return all(reader);
    }
  }

  private static List<Row> all(CsvReader reader) {
    List<Row> rows = new ArrayList<>();
    for (Row row = reader.next(); row != null; row = reader.next()) {
      rows.add(row);
    }
    return rows;
  }
}
