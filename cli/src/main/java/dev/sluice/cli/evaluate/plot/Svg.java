package dev.sluice.cli.evaluate.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A drawing while it is made. Its colours follow the viewer's choice of light or dark. */
final class Svg {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --paper: #ffffff; --ink: #1f2328; --faint: #656d76;
        --grid: #d8dee4; --treatment: #b4441a; --control: #2f6fab; --expected: #57606a;
        --fail: #c0262d; --pass: #1a7f37; --doubt: #9a6700; }
      @media (prefers-color-scheme: dark) { :root { --paper: #14181d; --ink: #e6edf3;
        --faint: #9aa4af; --grid: #30363d; --treatment: #ffa066; --control: #6cb2f5;
        --expected: #aab4be; --fail: #ff7b72; --pass: #56d364; --doubt: #e3b341; } }
      .paper { fill: var(--paper); }
      text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
        fill: var(--ink); }
      .title { font-size: 16px; font-weight: 600; } .name { font-weight: 600; }
      .tick, .note { fill: var(--faint); font-size: 11px; }
      .FAIL { fill: var(--fail); font-weight: 600; } .PASS { fill: var(--pass); font-weight: 600; }
      .INCONCLUSIVE { fill: var(--doubt); font-weight: 600; }
      .frame, .grid { fill: none; stroke: var(--grid); }
      .zero { stroke: var(--faint); fill: none; }
      .treatment, .one, .control, .expected, .score { fill: none; stroke-linecap: round;
        stroke-linejoin: round; stroke-width: 1.8; stroke: var(--treatment); }
      .one { stroke-width: 0.8; opacity: 0.55; }
      .control { stroke: var(--control); stroke-width: 1.5; }
      .expected { stroke: var(--expected); stroke-width: 1.5; stroke-dasharray: 5 3; }
      .spread { fill: var(--control); opacity: 0.16; }
      .interval { fill: var(--treatment); opacity: 0.2; }
      .score { stroke: var(--ink); }
      .threshold { stroke: var(--fail); fill: none; stroke-dasharray: 3 3; }
      .change { stroke: var(--ink); fill: none; stroke-width: 1.2; }
      .moment { stroke: var(--fail); fill: none; stroke-width: 1.6; }
      .bar { fill: var(--control); opacity: 0.45; } .point { fill: var(--treatment); }
      """;

  private final StringBuilder body = new StringBuilder();
  private int clips;

  void rectangle(String kind, double x, double y, double width, double height) {
    body.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>\n"
            .formatted(kind, number(x), number(y), number(width), number(height)));
  }

  void line(String kind, double x1, double y1, double x2, double y2) {
    body.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(kind, number(x1), number(y1), number(x2), number(y2)));
  }

  /** Nothing is drawn for an empty path. */
  void path(String kind, String path) {
    if (!path.isEmpty()) {
      body.append("<path class=\"%s\" d=\"%s\"/>\n".formatted(kind, path));
    }
  }

  void text(String kind, double x, double y, String text) {
    text(kind, x, y, "start", text);
  }

  /**
   * @param anchor which part of the text stands at x: start, middle, end
   */
  void text(String kind, double x, double y, String anchor, String text) {
    body.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(kind, number(x), number(y), anchor, escaped(text)));
  }

  /** What is drawn until {@link #unclip} shows only inside. */
  void clip(double x, double y, double width, double height) {
    clips++;
    body.append("<clipPath id=\"clip%d\">".formatted(clips));
    body.append(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/></clipPath>\n"
            .formatted(number(x), number(y), number(width), number(height)));
    body.append("<g clip-path=\"url(#clip%d)\">\n".formatted(clips));
  }

  void unclip() {
    body.append("</g>\n");
  }

  /**
   * @param title what it shows, for those who can't see it
   */
  String whole(double width, double height, String title) {
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
            STYLE,
            body);
  }

  /** A tenth of a pixel is finer than any screen. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a place on a drawing must be finite: " + value);
    }
    BigDecimal rounded = new BigDecimal(value).setScale(1, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
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
