using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OfoWatcher.Commands;

/// <summary>
/// The library's help, which calls the words that a command takes besides its own arguments "additional arguments";
/// here they are settings.
/// </summary>
internal sealed class SettingsHelp(HelpAction help) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var terminal = parseResult.InvocationConfiguration.Output;
        using var page = new StringWriter();
        parseResult.InvocationConfiguration.Output = page;
        var code = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = terminal;
        terminal.Write(page.ToString()
            .Replace("[[--] <additional arguments>...]]", "[--Section:Key=value ...]", StringComparison.Ordinal)
            .Replace("Additional Arguments:", "Settings:", StringComparison.Ordinal)
            .Replace(
                "Arguments passed to the application that is being run.",
                "Any setting, such as --Output:Root=/data/results; docs/settings.md lists them.",
                StringComparison.Ordinal));
        return code;
    }
}
