using System.CommandLine;
using System.CommandLine.Invocation;
using OfoWatcher.Commands;

var root = new RootCommand("Watches a share for drone imagery and runs it.");
root.Subcommands.Add(SampleCommand.Create());
root.Subcommands.Add(PreviewCommand.Create());

var command = root.Parse(args);
if (command.Action is ParseErrorAction wrongArguments)
    wrongArguments.ShowHelp = false;
var exitCode = await command.InvokeAsync();
return command.Errors.Count > 0 ? 2 : exitCode;
