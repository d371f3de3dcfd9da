using Spectre.Console;

namespace OfoWatcher.Commands;

/// <summary>Shows how far a long piece of work has come, where somebody looks at a terminal.</summary>
internal static class Progress
{
    /// <summary>Whether somebody looks at a terminal that can redraw.</summary>
    public static bool IsPossible => AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;

    /// <summary>Does the work under a progress bar; without a terminal there is none.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="total">How many things there are to do.</param>
    /// <param name="work">Reports how many of them are done.</param>
    public static T Show<T>(string title, long total, Func<IProgress<int>, T> work)
    {
        var result = default(T)!;
        ShowAsync(title, total, progress =>
        {
            result = work(progress);
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
        return result;
    }

    /// <inheritdoc cref="Show"/>
    public static Task ShowAsync(string title, long total, Func<IProgress<int>, Task> work) =>
        IsPossible
            ? AnsiConsole.Progress().AutoClear(true).StartAsync(context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total));
                return work(new Report(done => task.Value = done));
            })
            : work(new Report(_ => { }));

    private sealed class Report(Action<int> action) : IProgress<int>
    {
        void IProgress<int>.Report(int value) => action(value);
    }
}
