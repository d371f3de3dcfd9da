using OfoWatcher.Reconciling;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>Some of the states; none chosen means all.</summary>
internal readonly record struct StateFilter
{
    private readonly int chosen;

    private StateFilter(int chosen) => this.chosen = chosen;

    public StateFilter With(ProjectState state) => new(chosen | (1 << (int)state));

    public bool Includes(ProjectState state) => chosen == 0 || (chosen & (1 << (int)state)) != 0;
}
