using System.Net;

namespace OfoWatcher.Dashboard.Security;

/// <summary>A number of places, of which each address may have some at a time. Nobody waits for one.</summary>
/// <param name="most">How many there are.</param>
internal sealed class AddressPlaces(int most)
{
    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, int> taken = [];
    private int all;

    /// <summary>Takes a place, which is given back by <see cref="GiveBack"/>.</summary>
    /// <param name="mostOfOne">How many this address may have.</param>
    /// <param name="before">How many it had, and how many were taken in all.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(IPAddress from, int mostOfOne, out (int Own, int All) before)
    {
        lock (gate)
        {
            before = (taken.GetValueOrDefault(from), all);
            if (all >= most || before.Own >= mostOfOne)
                return false;
            taken[from] = before.Own + 1;
            all++;
            return true;
        }
    }

    public void GiveBack(IPAddress from)
    {
        lock (gate)
        {
            all--;
            if (--taken[from] == 0)
                taken.Remove(from);
        }
    }
}
