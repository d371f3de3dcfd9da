using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using OfoWatcher.Settings;
using OfoWatcher.Workflows;

namespace OfoWatcher.Commands;

/// <summary>What all commands have in common: settings as arguments, and errors in one line without a stack trace.</summary>
internal static class CommandExtensions
{
    /// <summary>Sets what the command does; its other arguments must be settings, <c>--Section:Key=value</c>.</summary>
    public static Command Does(
        this Command command, Func<ParseResult, IReadOnlyList<string>, CancellationToken, Task<int>> action)
    {
        command.TreatUnmatchedTokensAsErrors = false;
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

    /// <summary>What is wrong with the arguments, each fault without a full stop; nothing when the command can be run.</summary>
    public static IReadOnlyList<string> FindFaults(this ParseResult parsed)
    {
        if (parsed.Action is ParseErrorAction)
            return [.. parsed.Errors.Select(error => error.Message.TrimEnd('.'))];

        // The library asks the root command, which takes settings, instead of the command at hand.
        return parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors && parsed.Action is not HelpAction
            ? [.. parsed.UnmatchedTokens.Select(token => $"“{token}” is not known here")]
            : [];
    }

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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DamagedRunRecordException)
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

    private static bool IsSetting(string token)
    {
        var equals = token.IndexOf('=', StringComparison.Ordinal);
        return token.StartsWith("--", StringComparison.Ordinal) && equals > 0 && token[..equals].Contains(':');
    }
}
