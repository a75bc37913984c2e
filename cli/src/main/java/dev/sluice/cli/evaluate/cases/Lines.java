package dev.sluice.cli.evaluate.cases;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, plain or gzip, each of bounded length. */
final class Lines implements Closeable {
  /** A day of samples every second of a hundred metrics fits. */
  static final int LONGEST = 64 << 20;

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int filled;
  private long number;

  /** A line that is longer than any case can be; the next call goes on behind it. */
  static final class TooLongException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private Lines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /**
   * @param longest bytes that a line may have
   */
  static Lines of(InputStream raw, int longest) throws IOException {
    BufferedInputStream peeked = new BufferedInputStream(raw, BUFFER);
    peeked.mark(2);
    boolean gzip = peeked.read() == GZIP_FIRST && peeked.read() == GZIP_SECOND;
    peeked.reset();
    return new Lines(gzip ? new GZIPInputStream(peeked, BUFFER) : peeked, longest);
  }

  /** The number of the newest line, from 1. */
  long number() {
    return number;
  }

  /** The next line without its end, or null when there is none. */
  byte @Nullable [] next() throws IOException, TooLongException {
    if (!fill()) {
      return null;
    }
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    do {
      int end = end();
      tooLong |= line.size() + (end - position) > longest;
      if (!tooLong) {
        line.write(buffer, position, end - position);
      }
      position = end + 1;
      if (end < filled) {
        return whole(line, tooLong);
      }
    } while (fill());
    return whole(line, tooLong);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static byte[] whole(ByteArrayOutputStream line, boolean tooLong) throws TooLongException {
    if (tooLong) {
      throw new TooLongException();
    }
    return line.toByteArray();
  }

  /** Where the line ends in the buffer, or the buffer does. */
  private int end() {
    int end = position;
    while (end < filled && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  private boolean fill() throws IOException {
    while (position >= filled) {
      filled = in.read(buffer);
      position = 0;
      if (filled < 0) {
        filled = 0;
        return false;
      }
    }
    return true;
  }
}
