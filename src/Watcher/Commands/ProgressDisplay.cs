using System.Globalization;
using Spectre.Console;

namespace OfoWatcher.Commands;

/// <summary>
/// Shows how far a command has come: a bar to a person at a terminal, else lines such as <c>[progress] 45%</c>, one for
/// each per cent that is reached. Whoever runs the command as a child reads these lines.
/// </summary>
internal static class ProgressDisplay
{
    /// <summary>Whether a person looks at a terminal that can redraw.</summary>
    public static bool IsTerminal => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;

    /// <summary>Runs the work, which reports its finished part from 0 to 1, from any thread and in any order.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="output">
    /// Where the lines go when there is no terminal; <see cref="TextWriter.Null"/> for none.
    /// </param>
    public static Task<T> ShowAsync<T>(string title, TextWriter output, Func<IProgress<double>, Task<T>> work) =>
        IsTerminal ? ShowBarAsync(title, work) : work(new Lines(output));

    private static Task<T> ShowBarAsync<T>(string title, Func<IProgress<double>, Task<T>> work) =>
        AnsiConsole.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(title, maxValue: 1);
                var result = await work(new Bar(task));
                task.Value = 1;
                return result;
            });

    private sealed class Bar(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = Math.Max(task.Value, value);
    }

    private sealed class Lines(TextWriter output) : IProgress<double>
    {
        private readonly Lock turn = new();
        private int shown = -1;

        public void Report(double value)
        {
            lock (turn)
            {
                var percent = (int)(100 * value);
                if (percent <= shown)
                    return;
                shown = percent;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[progress] {percent}%"));
                output.Flush();
            }
        }
    }
}
