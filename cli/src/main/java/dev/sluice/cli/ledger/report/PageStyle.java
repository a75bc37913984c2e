package dev.sluice.cli.ledger.report;

/** What the page looks like. Its colours follow the viewer's choice of light or dark. */
final class PageStyle {
  static final String CSS =
      """
      :root { color-scheme: light dark; --paper: #ffffff; --card: #f6f8fa; --ink: #1f2328;
        --faint: #59636e; --grid: #d8dee4; --one: #2f6fab; --two: #c4621a; --good: #2c8a4b;
        --bad: #c0262d; }
      @media (prefers-color-scheme: dark) { :root { --paper: #0f1318; --card: #181e25;
        --ink: #e6edf3; --faint: #9aa4af; --grid: #30363d; --one: #6cb2f5; --two: #ffa066;
        --good: #56d364; --bad: #ff7b72; } }
      * { box-sizing: border-box; }
      body { margin: 0 auto; max-width: 1240px; padding: 28px 20px 60px; background: var(--paper);
        color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto,
        "DejaVu Sans", sans-serif; }
      h1 { font-size: 24px; margin: 0; } h2 { font-size: 17px; margin: 36px 0 10px; }
      h3 { font-size: 14px; margin: 0 0 6px; } p { margin: 4px 0 0; color: var(--faint); }
      .tiles { display: grid; gap: 12px; margin-top: 20px;
        grid-template-columns: repeat(auto-fit, minmax(205px, 1fr)); }
      .tile, .plot { background: var(--card); border: 1px solid var(--grid); border-radius: 8px;
        padding: 12px 14px; }
      .tile b { display: block; font-size: 25px; line-height: 1.25; font-weight: 600;
        font-variant-numeric: tabular-nums; }
      .tile span { display: block; font-size: 13px; }
      .tile small { color: var(--faint); font-size: 12px; }
      .plots { display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(min(460px,
        100%), 1fr)); margin-top: 12px; }
      svg { width: 100%; height: auto; display: block; }
      svg text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans",
        sans-serif; fill: var(--ink); }
      svg .tick { fill: var(--faint); font-size: 11px; } .grid { stroke: var(--grid); }
      .one { fill: var(--one); stroke: var(--one); } .two { fill: var(--two); stroke: var(--two); }
      .good { fill: var(--good); } .bad { fill: var(--bad); } .bar { stroke: none; }
      .curve { fill: none; stroke-width: 2; stroke-linejoin: round; } .dot { stroke: none; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; font-size: 13px; white-space: nowrap;
        font-variant-numeric: tabular-nums; }
      th, td { padding: 5px 8px; text-align: right; border-bottom: 1px solid var(--grid); }
      th { color: var(--faint); font-weight: 600; } th.text, td.text { text-align: left; }
      tr:hover td { background: var(--card); }
      """;

  private PageStyle() {}
}
