namespace OfoWatcher.Validation.Report;

/// <summary>How the page looks: on wide and narrow screens, light, dark and on paper.</summary>
internal static class ReportStyle
{
    public static void Write(HtmlWriter page)
    {
        page.Write($$"""
            :root {
              --ground: #f6f7f8; --card: #fff; --ink: #1b2126; --quiet: #57626b; --rule: #d9dee2; --link: #0b5cad;
              --error: #b3261e; --warning: #8a5300; --note: #4a5a68; --good: #1a6b3c;
              --error-fill: #fdecea; --good-fill: #e6f4ea; --map: #eef1f3;
            }
            @media (prefers-color-scheme: dark) {
              :root {
                --ground: #14181b; --card: #1d2327; --ink: #e6eaed; --quiet: #9eabb5; --rule: #333c43; --link: #7db8f5;
                --error: #ff8a80; --warning: #f5b75c; --note: #a9b8c4; --good: #7fd6a0;
                --error-fill: #3a1f1d; --good-fill: #18321f; --map: #10151a;
              }
            }
            * { box-sizing: border-box; }
            body {
              margin: 0; background: var(--ground); color: var(--ink);
              font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
              overflow-wrap: anywhere;
            }
            main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1rem; }
            p { margin: .4rem 0; }
            h2 { font-size: 1.35rem; margin: 2.4rem 0 .8rem; }
            h3 { font-size: 1.05rem; margin: 1.4rem 0 .6rem; }
            a { color: var(--link); }
            code {
              font: .9em ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; unicode-bidi: isolate;
            }
            figure { margin: 0; }
            .quiet { color: var(--quiet); }
            .hidden { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }

            .verdict { margin: 1.5rem 0 1rem; padding: 1.2rem 1.4rem; border-radius: 12px; border-left: 8px solid; }
            .verdict.good { background: var(--good-fill); border-color: var(--good); }
            .verdict.bad { background: var(--error-fill); border-color: var(--error); }
            .verdict h1 { font-size: clamp(1.6rem, 5vw, 2.2rem); line-height: 1.2; margin: .2rem 0 .4rem; }
            .verdict.good h1 { color: var(--good); }
            .verdict.bad h1 { color: var(--error); }
            .project { font-weight: 600; margin: 0; }

            .tiles {
              list-style: none; margin: 0; padding: 0; display: grid; gap: .7rem;
              grid-template-columns: repeat(6, 1fr);
            }
            .tiles li {
              background: var(--card); border: 1px solid var(--rule); border-radius: 10px; padding: .6rem .8rem;
            }
            .tiles .name { display: block; font-size: .85rem; color: var(--quiet); }
            .tiles .value { font-size: 1.15rem; font-weight: 600; white-space: nowrap; }

            .count { color: var(--quiet); font-weight: 400; }
            .finding {
              background: var(--card); border: 1px solid var(--rule); border-left: 5px solid; border-radius: 10px;
              padding: .7rem 1rem; margin: 0 0 .8rem;
            }
            .finding.error { border-left-color: var(--error); }
            .finding.warning { border-left-color: var(--warning); }
            .finding.note { border-left-color: var(--note); }
            .label { font-weight: 700; }
            .error .label, a.error { color: var(--error); }
            .warning .label, a.warning { color: var(--warning); }
            .note .label, a.note { color: var(--note); }
            .finding .code { margin: 0 0 .3rem; font-size: .9rem; }
            .accepted { color: var(--good); font-weight: 600; margin-left: .4rem; }
            .remedy { margin-top: .6rem; }
            .message:target { outline: 3px solid var(--link); outline-offset: 4px; border-radius: 4px; }
            .files { list-style: none; margin: .3rem 0; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem .9rem; }

            #map svg[role] {
              display: block; width: 100%; height: auto; background: var(--map);
              border: 1px solid var(--rule); border-radius: 10px;
            }
            #map path, #map circle { vector-effect: non-scaling-stroke; }

            """);
        MapStyle.WriteSigns(page);
        page.Write($$"""
            .bar {
              display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; padding: .4rem 0;
              font-size: .9rem; color: var(--quiet);
            }
            .scale {
              border: 2px solid var(--quiet); border-top: 0; text-align: center; line-height: 1.3; white-space: nowrap;
            }
            .north { white-space: nowrap; }
            .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; font-size: .95rem; }
            .legend span { display: inline-flex; align-items: center; gap: .4rem; }
            .legend svg { width: 24px; height: 12px; flex: none; overflow: visible; }
            .swatch { stroke: #8a979f; stroke-width: 1px; }

            .photos { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); }
            .photos figure {
              background: var(--card); border: 1px solid var(--rule); border-radius: 10px; overflow: hidden;
            }
            .photos img { display: block; width: 100%; height: auto; }
            .photos .none {
              margin: 0; padding: 2rem 1rem; text-align: center; color: var(--quiet); background: var(--map);
            }
            .photos figcaption { padding: .5rem .8rem; font-size: .9rem; }
            .photos figcaption code { display: block; font-weight: 600; }

            table { border-collapse: collapse; width: 100%; background: var(--card); border: 1px solid var(--rule); }
            th, td {
              text-align: left; vertical-align: top; padding: .45rem .8rem; border-bottom: 1px solid var(--rule);
            }
            th { font-weight: 600; width: 34%; }
            footer { margin-top: 2.5rem; padding-bottom: 2rem; font-size: .85rem; color: var(--quiet); }

            @media (max-width: 58rem) { .tiles { grid-template-columns: repeat(3, 1fr); } }
            @media (max-width: 30rem) {
              .tiles { grid-template-columns: repeat(2, 1fr); }
              .photos { grid-template-columns: repeat(2, 1fr); gap: .6rem; }
              .verdict { padding: 1rem; }
            }
            @media print {
              :root {
                --ground: #fff; --card: #fff; --ink: #000; --quiet: #444; --rule: #bbb; --link: #000; --map: #fff;
                --error: #a3140c; --warning: #7a4a00; --good: #14532d; --error-fill: #fff; --good-fill: #fff;
              }
              body { font-size: 11pt; }
              main, footer { max-width: none; padding: 0; }
              .finding, .photos figure, figure, tr { break-inside: avoid; }
              h2, h3 { break-after: avoid; }
            }

            """);
    }
}
