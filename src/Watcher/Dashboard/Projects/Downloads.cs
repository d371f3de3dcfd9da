using System.Net;
using OfoWatcher.Dashboard.Security;

namespace OfoWatcher.Dashboard.Projects;

/// <summary>Lets a few files of a kind be sent at once, so that the volume is there for the runs.</summary>
/// <param name="most">The most at once; to one address half of them, so that one who reads slowly leaves some.</param>
internal sealed class Downloads(int most)
{
    private readonly AddressPlaces places = new(most);

    /// <summary>Takes a place, which is given back by <see cref="End"/>.</summary>
    /// <param name="from">Who asks. The machine itself may have all of them.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryBegin(IPAddress from) =>
        places.TryTake(from, IPAddress.IsLoopback(from) ? most : most / 2, out _);

    public void End(IPAddress from) => places.GiveBack(from);
}
