using OfoWatcher.Platform;

namespace OfoWatcher.Metashape.Configuration;

/// <summary>Something about a configuration that a pilot should know before it is run.</summary>
/// <param name="Line">Where it stands in the file, from 1; 0 when it is about the whole.</param>
/// <param name="Message">What is wrong, without the file's name.</param>
/// <param name="Remedy">What to write instead.</param>
internal sealed record ConfigProblem(ConfigProblemKind Kind, int Line, string Message, string Remedy)
{
    /// <summary>More of one kind are counted and not told: a file of ten thousand slips would drown all else.</summary>
    public const int MostOfAKind = 20;

    /// <summary>The first few of each kind in their order, and at the end how many more there are.</summary>
    public static IReadOnlyList<ConfigProblem> Cap(IReadOnlyList<ConfigProblem> problems)
    {
        var kinds = problems.GroupBy(problem => problem.Kind).ToList();
        var told = kinds.SelectMany(kind => kind.Take(MostOfAKind))
            .ToHashSet<ConfigProblem>(ReferenceEqualityComparer.Instance);
        return
        [
            .. problems.Where(told.Contains),
            .. from kind in kinds
               where kind.Count() > MostOfAKind
               select kind.ElementAt(MostOfAKind) with
               {
                   Message = $"{Words.Count(kind.Count() - MostOfAKind, "more problem")} of this kind, the first here",
                   Remedy = "Mend those that are told, and the rest likewise.",
               },
        ];
    }
}

/// <summary>The kinds of problems, in the order in which they are looked for.</summary>
internal enum ConfigProblemKind
{
    /// <summary>The file is no YAML mapping of sensible size.</summary>
    Unreadable,

    /// <summary>A value that would run as code, or make objects.</summary>
    Unsafe,

    /// <summary>It is of the flat format of 2025.</summary>
    OldFormat,

    /// <summary>A key stands twice in one section.</summary>
    DuplicateKey,

    /// <summary>Nobody reads the key.</summary>
    UnknownKey,

    /// <summary>Keys were taken from the default.</summary>
    MissingKeys,

    /// <summary>A value is of another type than its key takes.</summary>
    WrongType,

    /// <summary>A value is none of those, or outside of the range, that its key takes.</summary>
    WrongValue,

    /// <summary>Two settings do not go together.</summary>
    Conflict,

    /// <summary>A value counts for nothing, because the watcher gives another.</summary>
    Replaced,

    /// <summary>The coordinate system does not suit the site, or there is none.</summary>
    Crs,

    /// <summary>Whether the coordinate system suits the site is not known.</summary>
    CrsUnchecked,

    /// <summary>Resources that no step can have or do with.</summary>
    Resources,

    /// <summary>Resources that no usual node has.</summary>
    ResourcesLarge,
}
