package dev.sluice.cli.evaluate.plot;

/** What a case looks like. Its colours follow the viewer's choice of light or dark. */
final class CaseStyle {
  static final String CSS =
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

  private CaseStyle() {}
}
