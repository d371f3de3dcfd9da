namespace OfoWatcher.Dashboard.Listing;

/// <summary>What a list can be sorted by.</summary>
internal enum ListSort
{
    /// <summary>The name.</summary>
    Project,

    /// <summary>Where it stands, in the order in which a project goes through the states.</summary>
    State,

    /// <summary>When it was found.</summary>
    Found,

    /// <summary>The number of photos.</summary>
    Photos,

    /// <summary>The size of all files.</summary>
    Bytes,

    /// <summary>How far its run is.</summary>
    Progress,

    /// <summary>When its run may have ended.</summary>
    End,
}

/// <summary>The order of a list. What is not known comes last either way, and what is equal by name.</summary>
internal readonly record struct ListOrder(ListSort By, bool IsDescending)
{
    public static readonly ListOrder ByName = new(ListSort.Project, false);

    /// <summary>Names as people look for them: capitals beside small letters, and always in the same order.</summary>
    public static readonly Comparer<string> Names = Comparer<string>.Create(static (one, other) =>
        string.Compare(one, other, StringComparison.OrdinalIgnoreCase) is var difference and not 0
            ? difference
            : string.CompareOrdinal(one, other));
}
