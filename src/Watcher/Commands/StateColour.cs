using OfoWatcher.Reconciling;

namespace OfoWatcher.Commands;

/// <summary>The colours of states on a terminal.</summary>
internal static class StateColour
{
    public static string Of(ProjectState state) => state switch
    {
        ProjectState.Completed => "green",
        ProjectState.Failed => "red",
        ProjectState.Invalid => "magenta",
        ProjectState.Running => "blue",
        ProjectState.Checking => "cyan",
        _ => "yellow",
    };
}
