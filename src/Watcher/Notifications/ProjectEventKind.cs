namespace OfoWatcher.Notifications;

/// <summary>What somebody may want to be told of a project.</summary>
internal enum ProjectEventKind
{
    /// <summary>Its run ended well and its products are there.</summary>
    Completed,

    /// <summary>Its run failed for good: no further attempt follows by itself.</summary>
    Failed,

    /// <summary>Its imagery was not worth a run.</summary>
    Invalid,

    /// <summary>It has not come on for long, and nobody wanted it to wait.</summary>
    Stuck,
}
