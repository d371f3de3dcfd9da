using System.CommandLine;
using OfoWatcher.Commands;

var root = new RootCommand("Watches a share for drone imagery and runs it.");
root.Subcommands.Add(LocalRunCommand.Create());
return await root.Parse(args).InvokeAsync();
