namespace OfoWatcher.Survey.Flight;

/// <summary>A photo with a footprint, seen along the axis of its flight line.</summary>
/// <param name="Along">Where the camera was, in metres along the axis.</param>
/// <param name="Footprint">The ground that the photo shows.</param>
internal readonly record struct TrackPhoto(double Along, Footprint Footprint);

/// <summary>A flight line, seen along an axis that it shares with others.</summary>
/// <param name="Across">Metres by which it lies to the right of the axis, on average.</param>
/// <param name="Photos">Its photos with a footprint, in the direction of the axis; at least one.</param>
internal sealed record Track(double Across, IReadOnlyList<TrackPhoto> Photos)
{
    /// <summary>The photo nearest to a place along the axis.</summary>
    public TrackPhoto NearestTo(double along)
    {
        var (low, high) = (0, Photos.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Photos[middle].Along < along)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 && along - Photos[low - 1].Along < Photos[low].Along - along ? Photos[low - 1] : Photos[low];
    }
}
