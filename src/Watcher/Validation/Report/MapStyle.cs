namespace OfoWatcher.Validation.Report;

/// <summary>How the map looks: within the page, and as a picture of its own.</summary>
internal static class MapStyle
{
    /// <summary>The ground and the signs on it, which look the same everywhere.</summary>
    public static void WriteSigns(HtmlWriter page) =>
        page.Write($$"""
            .footprints { fill: none; stroke: #16323f; stroke-width: .6px; stroke-opacity: .22; }
            .casing { fill: none; stroke: #fff; stroke-width: 3.4px; stroke-opacity: .55; stroke-linejoin: round; }
            .track { fill: none; stroke: #1b2b38; stroke-width: 1.3px; stroke-linejoin: round; }
            .dots { fill: none; stroke: #1b2b38; stroke-width: 4px; stroke-linecap: round; }
            .gap { fill: #c2185b; fill-opacity: .1; stroke: #c2185b; stroke-width: 2.5px; stroke-dasharray: 5 4; }
            .mark path { fill: none; stroke-linecap: round; }
            .mark .ground { stroke-width: 1.5px; stroke-linejoin: round; }
            .mark .halo { stroke: #fff; stroke-width: 15px; }
            .mark .dot { stroke-width: 11px; }
            .mark.error path { stroke: #d50000; }
            .mark.warning path { stroke: #e65100; }
            .mark.warning .dot { stroke-width: 8px; }
            .mark.note .dot { stroke: #546e7a; stroke-width: 6px; }
            .mark.note .halo { stroke-width: 9px; }
            .mark .halo, .mark.error .halo, .mark.warning .halo { stroke: #fff; }

            """);

    /// <summary>All that a picture needs that stands by itself.</summary>
    public static void WritePicture(HtmlWriter page)
    {
        page.Write($$"""
            .paper { fill: #eef1f3; }
            .scale path { fill: none; stroke: #1b2126; stroke-width: 2px; }
            .scale text { font: 22px system-ui, "Noto Sans", "DejaVu Sans", sans-serif; fill: #1b2126; }
            @media (prefers-color-scheme: dark) {
              .paper { fill: #10151a; }
              .scale path { stroke: #e6eaed; }
              .scale text { fill: #e6eaed; }
            }
            path, circle { vector-effect: non-scaling-stroke; }

            """);
        WriteSigns(page);
    }
}
