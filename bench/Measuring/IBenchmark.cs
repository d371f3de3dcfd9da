namespace OfoWatcher.Bench.Measuring;

/// <summary>Something that is measured side by side with a peer.</summary>
internal interface IBenchmark
{
    /// <summary>The name by which it is called and under which its results stand.</summary>
    string Name { get; }

    /// <summary>What is compared with what, in a sentence or two.</summary>
    string Description { get; }

    /// <summary>What this machine lacks for it; null when nothing. It is then left out when all are run.</summary>
    string? Missing => null;

    /// <summary>Makes what is needed in the work folder and measures.</summary>
    /// <exception cref="MeasuringException">What was measured was not what should have been.</exception>
    Task<Outcome> RunAsync(WorkFolder work, CancellationToken cancellationToken);
}

/// <summary>A benchmark cannot be made, or measured something else than it says: there is no result.</summary>
internal sealed class MeasuringException(string message) : Exception(message);
