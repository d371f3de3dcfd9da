using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using OfoWatcher.Reconciling.Leadership;
using OfoWatcher.Settings;
using OfoWatcher.Workflows;

namespace OfoWatcher.Commands;

/// <summary>
/// What all commands have in common: settings as arguments, and errors in one line without a stack trace.
/// </summary>
internal static class CommandExtensions
{
    /// <summary>Sets what the command does; its other arguments must be settings, <c>--Section:Key=value</c>.</summary>
    public static Command Does(
        this Command command, Func<ParseResult, IReadOnlyList<string>, CancellationToken, Task<int>> action)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        // The library breaks lines by itself, as wide as the terminal is.
        command.Description = command.Description?.ReplaceLineEndings(" ");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = parsed.UnmatchedTokens;
            if (settings.FirstOrDefault(token => !IsSetting(token)) is { } stray)
            {
                await Console.Error.WriteLineAsync(
                    $"“{stray}” is not known here; see --help. A setting is written --Section:Key=value.");
                return ExitCode.WrongSettings;
            }

            return await GuardAsync(() => action(parsed, settings, cancellationToken), cancellationToken);
        });
        return command;
    }

    /// <summary>
    /// What is wrong with the arguments, each fault without a full stop; nothing when the command can be run.
    /// </summary>
    public static IReadOnlyList<string> FindFaults(this ParseResult parsed)
    {
        if (parsed.Action is ParseErrorAction)
            return [.. parsed.Errors.Select(error => Plain(error.Message))];

        // A setting stands where an argument should: settings come last, so the argument was left out.
        if (parsed.CommandResult.Children.OfType<ArgumentResult>()
                .FirstOrDefault(argument => argument.Tokens.Any(token => IsSetting(token.Value))) is { } missing)
            return [$"Required argument '{missing.Argument.Name}' missing for command: '{parsed.CommandResult.Command.Name}'"];

        // The library asks the root command, which takes settings, instead of the command at hand.
        return parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors && parsed.Action is not (HelpAction or SettingsHelp)
            ? [.. parsed.UnmatchedTokens.Select(token => $"“{token}” is not known here")]
            : [];
    }

    // The library breaks lines and names types of .NET.
    private static string Plain(string message) =>
        string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.')
            .Replace("expected type 'System.Int32'", "a whole number", StringComparison.Ordinal)
            .Replace("expected type 'System.Double'", "a number", StringComparison.Ordinal)
            .Replace(
                "expected type 'System.Nullable`1[System.DateTime]'", "a time such as 2026-06-12T10:30:00",
                StringComparison.Ordinal);

    /// <summary>Runs an action whose expected failures become one line on standard error.</summary>
    private static async Task<int> GuardAsync(Func<Task<int>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await action();
        }
        catch (WrongSettingsException e)
        {
            foreach (var fault in e.Faults)
                await Console.Error.WriteLineAsync($"Wrong setting: {fault}");
            return ExitCode.WrongSettings;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DamagedRunRecordException
            or EngineException or LeadershipLostException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return ExitCode.Failed;
        }
    }

    /// <summary>Whether a word of the command line is a setting.</summary>
    public static bool IsSetting(string token)
    {
        var equals = token.IndexOf('=', StringComparison.Ordinal);
        return token.StartsWith("--", StringComparison.Ordinal) && equals > 0 && token[..equals].Contains(':');
    }
}
