using System.Text.RegularExpressions;

namespace OfoWatcher.Workflows.Local;

/// <summary>
/// Fills the placeholders of a configured command. Each argument stays one argument, whatever is put into it, and no
/// shell ever reads it: a project may be called <c>$(reboot)</c>.
/// </summary>
internal static partial class CommandTemplate
{
    /// <summary>
    /// Stands for the program and, where it needs them, further arguments; so it is an argument of its own.
    /// </summary>
    private const string Watcher = "{watcher}";

    public static IReadOnlyList<string> Placeholders { get; } =
        ["{photos}", "{config}", "{output}", "{project_folder}", "{project}", "{run}", Watcher];

    /// <summary>
    /// What is wrong with a command, in words that name the faulty argument; null when it can be filled.
    /// </summary>
    public static string? FaultOf(IReadOnlyList<string> template)
    {
        if (template.Count == 0 || string.IsNullOrWhiteSpace(template[0]))
            return "it names no program";
        foreach (var argument in template)
        {
            // The settings' binder makes a null of a null in the file, whatever the type says.
            if (argument is null || argument.Contains('\0', StringComparison.Ordinal))
                return "an argument is null or holds a NUL character";
            foreach (var placeholder in Placeholder().Matches(argument).Select(match => match.Value))
            {
                if (!Placeholders.Contains(placeholder))
                    return $"'{argument}' holds the unknown placeholder {placeholder}";
                if (placeholder == Watcher && argument != Watcher)
                    return $"{Watcher} must be an argument of its own, not a part of '{argument}'";
            }
        }

        return null;
    }

    /// <summary>The program and its arguments for one run.</summary>
    public static IReadOnlyList<string> Fill(IReadOnlyList<string> template, RunRecord record)
    {
        var files = new RunFiles(record.Folder);
        List<string> words = [];
        foreach (var argument in template)
        {
            if (argument == Watcher)
                words.AddRange(WatcherProgram.CommandLine);
            else
                words.Add(Placeholder().Replace(argument, match => ValueOf(match.Value, record, files)));
        }

        return words;
    }

    private static string ValueOf(string placeholder, RunRecord record, RunFiles files) => placeholder switch
    {
        "{photos}" => record.Photos,
        "{config}" => files.Config,
        "{output}" => files.Products,
        "{project_folder}" => files.Project,
        "{project}" => record.Project,
        "{run}" => record.Run,
        _ => throw new InvalidOperationException($"The placeholder {placeholder} got past the settings' validation."),
    };

    [GeneratedRegex(@"\{[A-Za-z_]+\}")]
    private static partial Regex Placeholder();
}
