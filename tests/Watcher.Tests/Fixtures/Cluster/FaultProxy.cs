namespace OfoWatcher.Tests.Fixtures.Cluster;

/// <summary>
/// The network between a program and its API server: it passes everything on, counts it, and breaks it where a test
/// says so. A request that is broken on the way never reaches the server.
/// </summary>
internal sealed partial class FaultProxy : IAsyncDisposable
{
    private const string ExpiredEvent =
        """{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",""" +
        """ "message":"too old resource version: 1 (2)","reason":"Expired","code":410}}""";

    private readonly Lock gate = new();
    private readonly List<ProxiedRequest> requests = [];
    private readonly List<HeldRequests> held = [];
    private Func<ProxiedRequest, InjectedAnswer?> answer = _ => null;
    private Func<ProxiedRequest, bool> lost = _ => false;
    private int expiring;

    /// <summary>Ends each watch after that time, as servers do on their own; null lets them go on.</summary>
    public TimeSpan? CloseWatchesAfter { get; set; }

    /// <summary>All requests since the start or the last <see cref="Reset"/>, the first one first.</summary>
    public IReadOnlyList<ProxiedRequest> Requests
    {
        get
        {
            lock (gate)
                return [.. requests];
        }
    }

    /// <summary>How many requests there were with a verb and a resource as a Role names them.</summary>
    public int Count(string verb, string resource) => Requests.Count(request => request.Is(verb, resource));

    /// <summary>Gives answers of its own in place of the server's; null for a request lets it pass.</summary>
    public void Answer(Func<ProxiedRequest, InjectedAnswer?> rule) => answer = rule;

    /// <summary>Gives that answer a number of times to requests with that verb and resource.</summary>
    public void Answer(string verb, string resource, InjectedAnswer with, int times = int.MaxValue)
    {
        var left = times;
        Answer(request => request.Is(verb, resource) && Interlocked.Decrement(ref left) >= 0 ? with : null);
    }

    /// <summary>
    /// Loses the server's answers to a number of requests with that verb and resource: the server has done what they
    /// ask, and the client's connection breaks.
    /// </summary>
    public void LoseAnswers(string verb, string resource, int times = 1)
    {
        var left = times;
        lost = request => request.Is(verb, resource) && Interlocked.Decrement(ref left) >= 0;
    }

    /// <summary>Answers the next watch with the error that its resource version is too old, in the stream.</summary>
    public void ExpireWatches(int times = 1) => Volatile.Write(ref expiring, times);

    /// <summary>Keeps requests waiting until they are released.</summary>
    public HeldRequests HoldBack(Func<ProxiedRequest, bool> which)
    {
        var hold = new HeldRequests(which);
        lock (gate)
            held.Add(hold);
        return hold;
    }

    /// <summary>Passes everything on again and forgets the requests.</summary>
    public void Reset()
    {
        Restore();
        CloseWatchesAfter = null;
        answer = _ => null;
        lost = _ => false;
        ExpireWatches(0);
        lock (gate)
        {
            held.ForEach(hold => hold.Release());
            held.Clear();
            requests.Clear();
        }
    }
}
