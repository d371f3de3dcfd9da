using Spectre.Console;

namespace OfoWatcher.Commands;

/// <summary>How commands print.</summary>
internal static class Terminal
{
    // Wide enough for any sentence: what is written to a file or a pipe is searched line by line.
    private const int Unwrapped = 10_000;

    /// <summary>Breaks lines for somebody who looks at a terminal only.</summary>
    public static void KeepLinesWhole()
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = Unwrapped;
    }
}
