using System.Net;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>Lets a few files of a kind be sent at once, so that the volume is there for the runs.</summary>
/// <param name="most">The most at once; to one address half of them, so that one who reads slowly leaves some.</param>
internal sealed class Downloads(int most)
{
    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, int> going = [];
    private int all;

    /// <summary>Takes a place, which is given back by <see cref="End"/>.</summary>
    /// <param name="from">Who asks. The machine itself may have all of them.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryBegin(IPAddress from)
    {
        lock (gate)
        {
            var own = going.GetValueOrDefault(from);
            if (all >= most || (own >= most / 2 && !IPAddress.IsLoopback(from)))
                return false;
            going[from] = own + 1;
            all++;
            return true;
        }
    }

    public void End(IPAddress from)
    {
        lock (gate)
        {
            all--;
            if (--going[from] == 0)
                going.Remove(from);
        }
    }
}
