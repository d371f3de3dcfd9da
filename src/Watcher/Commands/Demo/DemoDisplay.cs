using OfoWatcher.Reconciling;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OfoWatcher.Commands.Demo;

/// <summary>The live picture: a row for each project, the last lines of the log below.</summary>
internal sealed class DemoDisplay(StatusBoard board, DemoLog log)
{
    private const int BarWidth = 20;

    public IRenderable Render()
    {
        var table = new Table().RoundedBorder().Expand().AddColumns("Project", "State", "Run", "What");
        foreach (var status in board.All.OrderBy(status => status.Project, StringComparer.Ordinal))
        {
            table.AddRow(
                new Text(status.Project),
                new Markup($"[{StateColour.Of(status.State)}]{status.State}[/]"),
                new Markup(Bar(status)),
                new Text(status.Words));
        }

        var lines = log.Recent.Select(line => new Text(line, new Style(Color.Grey)).Overflow(Overflow.Ellipsis));
        return new Rows([table, .. lines]);
    }

    private static string Bar(ProjectStatus status)
    {
        var part = status.State == ProjectState.Completed ? 1 : status.Progress ?? 0;
        var full = (int)Math.Round(Math.Clamp(part, 0, 1) * BarWidth);
        return status.State is ProjectState.Running or ProjectState.Completed
            ? $"[green]{new string('━', full)}[/][grey]{new string('━', BarWidth - full)}[/]"
            : "";
    }
}
