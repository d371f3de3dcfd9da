using System.Globalization;
using OfoWatcher.Reconciling;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>Which part of the list is asked for.</summary>
internal sealed record ListQuery
{
    public const int DefaultPageSize = 50;
    public const int LargestPageSize = 200;

    /// <summary>No name has more characters.</summary>
    public const int LongestSearch = 255;

    /// <summary>What the name contains, in capitals or small letters.</summary>
    public string Search { get; init; } = "";

    public StateFilter States { get; init; }

    /// <summary>Only those that do not come on.</summary>
    public bool Stuck { get; init; }

    public ListOrder Order { get; init; } = ListOrder.ByName;

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = DefaultPageSize;

    /// <summary>Reads the parameters of a request.</summary>
    /// <param name="parameter">The values of the parameter of a name.</param>
    /// <param name="faults">Receives what is wrong with them, for whoever asked.</param>
    public static ListQuery Read(Func<string, IReadOnlyList<string?>> parameter, List<string> faults)
    {
        var search = Single("search")?.Trim() ?? "";
        if (search.Length > LongestSearch)
            faults.Add($"search must have at most {LongestSearch} characters");
        return new ListQuery
        {
            Search = search,
            States = ReadStates(parameter("state"), faults),
            Stuck = ReadFlag("stuck"),
            Order = ReadOrder(Single("sort"), faults),
            Page = ReadNumber("page", 1, int.MaxValue),
            PageSize = ReadNumber("pageSize", DefaultPageSize, LargestPageSize),
        };

        string? Single(string name)
        {
            var values = parameter(name);
            if (values.Count > 1)
                faults.Add($"{name} must be given once");
            return values.Count == 1 ? values[0] : null;
        }

        bool ReadFlag(string name)
        {
            var text = Single(name);
            if (text is not (null or "" or "true" or "false"))
                faults.Add($"{name} must be true or false");
            return text == "true";
        }

        int ReadNumber(string name, int usual, int most)
        {
            if (Single(name) is not { Length: > 0 } text)
                return usual;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= 1 && number <= most)
            {
                return number;
            }

            faults.Add(most == int.MaxValue
                ? $"{name} must be a whole number from 1"
                : $"{name} must be a whole number from 1 to {most}");
            return usual;
        }
    }

    private static StateFilter ReadStates(IReadOnlyList<string?> names, List<string> faults)
    {
        var states = new StateFilter();
        foreach (var name in names)
        {
            if (Named<ProjectState>(name) is { } state)
                states = states.With(state);
            else
                faults.Add($"state must be one of {string.Join(", ", Enum.GetNames<ProjectState>())}");
        }

        return states;
    }

    private static ListOrder ReadOrder(string? text, List<string> faults)
    {
        if (text is null or "")
            return ListOrder.ByName;
        var isDescending = text[0] == '-';
        if (Named<ListSort>(isDescending ? text[1..] : text) is { } by)
            return new ListOrder(by, isDescending);
        var names = string.Join(", ", Enum.GetNames<ListSort>().Select(name => name.ToLowerInvariant()));
        faults.Add($"sort must be one of {names}, with a - before it for the other way round");
        return ListOrder.ByName;
    }

    /// <summary>The value of that name; a number is no name.</summary>
    private static T? Named<T>(string? text)
        where T : struct, Enum =>
        text?.Length > 0 && char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value)
        && Enum.IsDefined(value) && !text.Contains(',', StringComparison.Ordinal)
            ? value
            : null;
}
