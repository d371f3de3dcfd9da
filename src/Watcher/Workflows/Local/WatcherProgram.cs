using System.Runtime.InteropServices;

namespace OfoWatcher.Workflows.Local;

/// <summary>How to start this program once more.</summary>
internal static class WatcherProgram
{
    private const string Name = "OfoWatcher";

    /// <summary>
    /// The program and the arguments that come before its own. When another program hosts this one, as the tests and
    /// <c>dotnet OfoWatcher.dll</c> do, that is the runtime's <c>dotnet</c> and the library beside the host.
    /// </summary>
    public static IReadOnlyList<string> CommandLine
    {
        get
        {
            if (Environment.ProcessPath is { } own && Path.GetFileName(own) == Name)
                return [own];

            // <root>/shared/Microsoft.NETCore.App/<version>/ is where the running runtime lies.
            var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
            return [Path.Combine(root, "dotnet"), Path.Combine(AppContext.BaseDirectory, Name + ".dll")];
        }
    }
}
