namespace OfoWatcher.Commands;

/// <summary>What the program tells the shell.</summary>
internal static class ExitCode
{
    public const int Good = 0;

    /// <summary>Something failed, or the imagery is not worth a run.</summary>
    public const int Failed = 1;

    /// <summary>Wrong settings or arguments.</summary>
    public const int WrongSettings = 2;
}
