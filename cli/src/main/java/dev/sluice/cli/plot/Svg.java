package dev.sluice.cli.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A drawing while it is made. What its shapes look like is said by the style of their kinds. */
public final class Svg {
  private final StringBuilder body = new StringBuilder();
  private int clips;

  public void rectangle(String kind, double x, double y, double width, double height) {
    body.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>\n"
            .formatted(kind, number(x), number(y), number(width), number(height)));
  }

  public void line(String kind, double x1, double y1, double x2, double y2) {
    body.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(kind, number(x1), number(y1), number(x2), number(y2)));
  }

  /** Nothing is drawn for an empty path. */
  public void path(String kind, String path) {
    if (!path.isEmpty()) {
      body.append("<path class=\"%s\" d=\"%s\"/>\n".formatted(kind, path));
    }
  }

  public void text(String kind, double x, double y, String text) {
    text(kind, x, y, "start", text);
  }

  /**
   * @param anchor which part of the text stands at x: start, middle, end
   */
  public void text(String kind, double x, double y, String anchor, String text) {
    body.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(kind, number(x), number(y), anchor, escaped(text)));
  }

  /** What is drawn until {@link #unclip} shows only inside. */
  public void clip(double x, double y, double width, double height) {
    clips++;
    body.append("<clipPath id=\"clip%d\">".formatted(clips));
    body.append(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/></clipPath>\n"
            .formatted(number(x), number(y), number(width), number(height)));
    body.append("<g clip-path=\"url(#clip%d)\">\n".formatted(clips));
  }

  public void unclip() {
    body.append("</g>\n");
  }

  /** A rectangle that says what it stands for when it is pointed at. */
  public void rectangle(
      String kind, double x, double y, double width, double height, String meaning) {
    body.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s</title></rect>\n"
            .formatted(
                kind, number(x), number(y), number(width), number(height), escaped(meaning)));
  }

  /**
   * A file of its own, on a ground of the kind "paper".
   *
   * @param title what it shows, for those who can't see it
   * @param style what each kind looks like, in CSS
   */
  public String whole(double width, double height, String title, String style) {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" role="img">
    <title>%s</title>
    <style>
    %s</style>
    <rect class="paper" width="100%%" height="100%%"/>
    %s</svg>
    """
        .formatted(
            number(width),
            number(height),
            number(width),
            number(height),
            escaped(title),
            style,
            body);
  }

  /**
   * A part of a page in HTML, as wide as its place, and without a style of its own.
   *
   * @param title what it shows, for those who can't see it
   */
  public String inline(double width, double height, String title) {
    return """
    <svg viewBox="0 0 %s %s" role="img" aria-label="%s">
    %s</svg>
    """
        .formatted(number(width), number(height), escaped(title), body);
  }

  /** A tenth of a pixel is finer than any screen. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a place on a drawing must be finite: " + value);
    }
    BigDecimal rounded = new BigDecimal(value).setScale(1, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** The text as it may stand in XML or HTML, also between quotes. */
  public static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            default -> safe.appendCodePoint(isAllowed(c) ? c : ' ');
          }
        });
    return safe.toString();
  }

  /** XML knows no other control characters and no halves of pairs. */
  private static boolean isAllowed(int c) {
    boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return !Character.isISOControl(c) && !half && c != 0xFFFE && c != 0xFFFF;
  }
}
