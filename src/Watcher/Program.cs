using System.CommandLine;

return await new RootCommand("Watches a share for drone imagery and runs it.").Parse(args).InvokeAsync();
