namespace Hub.Formats.Reports;

/// <summary>How a report looks, on a screen and on paper.</summary>
internal static class ReportStyle
{
    /// <summary>The style sheet. Its hash stands in the page's policy: with line feeds alone, whatever the source was checked out with.</summary>
    public static readonly string Sheet = """
        @page { size: A4; margin: 16mm 15mm 18mm;
          @bottom-left { content: "Kwartaalrapport - Ketenhub"; font: 7.5pt system-ui, "Segoe UI", Roboto, Arial, sans-serif; color: #4d585e; }
          @bottom-right { content: "Pagina " counter(page) " van " counter(pages); font: 7.5pt system-ui, "Segoe UI", Roboto, Arial, sans-serif;
            color: #4d585e; } }
        :root { color-scheme: light; --ink: #1d2326; --soft: #4d585e; --line: #d5dbd9; --panel: #f3f6f5; --accent: #1f6f6b; --bad: #a3271b; }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        body { margin: 0; background: #fff; color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
        main { margin: 0 auto; max-width: 62rem; padding: 2rem 1.2rem 4rem; }
        header { border-bottom: 3px solid var(--accent); padding-bottom: 1rem; }
        header p { margin: 0; color: var(--soft); }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: .3rem 0; overflow-wrap: anywhere; }
        h2 { font-size: 1.25rem; line-height: 1.3; margin: 2rem 0 .5rem; break-after: avoid; }
        h3 { font-size: 1rem; margin: 1.2rem 0 .2rem; break-after: avoid; }
        p, ul { margin: .5rem 0; }
        ul { padding-left: 1.2rem; }
        .wide { overflow-x: auto; }
        table { width: 100%; border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
        caption { text-align: left; color: var(--soft); font-size: .85rem; padding-bottom: .4rem; break-after: avoid; }
        th, td { text-align: right; vertical-align: top; padding: .4rem .5rem; border-bottom: 1px solid var(--line); }
        th:first-child, td:first-child { text-align: left; padding-left: 0; }
        th { font-weight: 600; overflow-wrap: break-word; }
        thead th { vertical-align: bottom; color: var(--soft); font-size: .8rem; border-bottom: 2px solid var(--line); }
        tbody th { min-width: 9rem; }
        tr.part th, tr.part td { border-bottom-style: dotted; color: var(--soft); }
        tr.part th { font-weight: 400; padding-left: .8rem; }
        tfoot th, tfoot td { font-weight: 700; background: var(--panel); }
        tfoot th { padding-left: .5rem !important; }
        small { display: block; font-size: .8rem; color: var(--soft); font-weight: 400; }
        .good { color: var(--accent); font-weight: 600; }
        .bad { color: var(--bad); font-weight: 600; }
        svg { display: block; margin-left: auto; overflow: visible; }
        svg polyline { fill: none; stroke: var(--accent); stroke-width: 1.6; }
        svg circle { fill: var(--accent); }
        svg .target { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 3 3; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; margin: .8rem 0; }
        dt { color: var(--soft); }
        dd { margin: 0; overflow-wrap: anywhere; }
        .brief { background: var(--panel); border-left: 4px solid var(--accent); padding: .6rem 1rem; margin: 1.2rem 0; break-inside: avoid; }
        .brief p { margin: .2rem 0; }
        .print { font-size: .8rem; line-height: 1.45; color: var(--soft); }
        .print h3 { font-size: .85rem; color: var(--ink); margin: .8rem 0 .1rem; }
        .print p { margin: .1rem 0; }
        .print section { break-inside: avoid; }
        @media print {
          body { font-size: 9.5pt; line-height: 1.4; }
          main { max-width: none; padding: 0; }
          h1 { font-size: 19pt; }
          h2 { font-size: 12.5pt; margin-top: 16pt; }
          h3 { font-size: 10pt; }
          .wide { overflow: visible; }
          table { font-size: 8.5pt; }
          caption { font-size: 8pt; }
          thead { display: table-header-group; }
          tfoot { display: table-row-group; }
          tr { break-inside: avoid; }
          thead th { font-size: 7.5pt; }
          th, td { padding: 3pt 4pt; }
          tbody th { min-width: 0; }
          small { font-size: 7.5pt; }
          .print { font-size: 7.5pt; line-height: 1.35; }
          .print h3 { font-size: 8pt; }
        }
        """.ReplaceLineEndings("\n");
}
