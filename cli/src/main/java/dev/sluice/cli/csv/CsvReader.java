package dev.sluice.cli.csv;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values, row after row, plain or gzip; cells may be quoted, as RFC 4180 says.
 * Lines without anything are passed over.
 */
public final class CsvReader implements Closeable {
  private static final char QUOTE = '"';
  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final int GZIP = 0x1f8b;
  private static final int LONGEST_CELL = 1 << 20;

  private final String name;
  private final BufferedReader text;
  private final StringBuilder cell = new StringBuilder();
  private int line = 1;

  private CsvReader(String name, Reader text) throws IOException {
    this.name = name;
    this.text = new BufferedReader(text);
    this.text.mark(1);
    if (this.text.read() != BYTE_ORDER_MARK) {
      this.text.reset();
    }
  }

  /** A row and the line where it begins, from 1. */
  public record Row(int line, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * Opens a file; what it holds says whether it is gzip.
   *
   * @throws UncheckedIOException where it can't be read
   */
  public static CsvReader open(Path file) {
    try {
      InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
      bytes.mark(2);
      boolean zipped = (bytes.read() << 8 | bytes.read()) == GZIP;
      bytes.reset();
      InputStream plain = zipped ? new GZIPInputStream(bytes) : bytes;
      return new CsvReader(file.toString(), new InputStreamReader(plain, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("can't read " + file, unreadable);
    }
  }

  static CsvReader of(String name, Reader text) {
    try {
      return new CsvReader(name, text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("can't read " + name, unreadable);
    }
  }

  /** Of the file, for what is said about it. */
  public String name() {
    return name;
  }

  /**
   * The next row, or null behind the last.
   *
   * @throws IllegalArgumentException for a quote that is not closed
   * @throws UncheckedIOException where it can't be read on
   */
  public @Nullable Row next() {
    try {
      return read();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("can't read " + name, unreadable);
    }
  }

  private @Nullable Row read() throws IOException {
    List<String> cells = new ArrayList<>();
    int begun = line;
    boolean quoted = false;
    for (int next = text.read(); next >= 0; next = text.read()) {
      char c = (char) next;
      if (c == '\n') {
        line++;
      }
      if (quoted && c == QUOTE) {
        quoted = goesOn();
      } else if (quoted) {
        append(c, begun);
      } else if (c == QUOTE) {
        quoted = true;
      } else if (c == ',') {
        end(cells);
      } else if (c == '\n') {
        if (!cells.isEmpty() || !cell.isEmpty()) {
          end(cells);
          return new Row(begun, cells);
        }
        begun = line;
      } else if (c != '\r') {
        append(c, begun);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException(
          "%s:%d: a cell begins with a quote that is never closed".formatted(name, begun));
    }
    if (cells.isEmpty() && cell.isEmpty()) {
      return null;
    }
    end(cells);
    return new Row(begun, cells);
  }

  /** Behind a quote inside quotes: a second one stands for itself, and the quotes go on. */
  private boolean goesOn() throws IOException {
    text.mark(1);
    if (text.read() == QUOTE) {
      cell.append(QUOTE);
      return true;
    }
    text.reset();
    return false;
  }

  private void append(char c, int begun) {
    if (cell.length() >= LONGEST_CELL) {
      throw new IllegalArgumentException(
          "%s:%d: a cell is longer than a million characters".formatted(name, begun));
    }
    cell.append(c);
  }

  private void end(List<String> cells) {
    cells.add(cell.toString());
    cell.setLength(0);
  }

  @Override
  public void close() {
    try {
      text.close();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("can't read " + name, unreadable);
    }
  }
}
