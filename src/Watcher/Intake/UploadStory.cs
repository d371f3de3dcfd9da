using Microsoft.Extensions.Logging;

namespace OfoWatcher.Intake;

/// <summary>Tells what happens to uploads, each thing once.</summary>
internal sealed partial class UploadStory(ILogger logger)
{
    private readonly Dictionary<string, string> rootFaults = [];
    private readonly Dictionary<string, string> rootStrays = [];
    private readonly Dictionary<string, string> unreadable = [];
    private readonly Dictionary<string, long> toldFiles = [];
    private readonly Dictionary<string, Revision> toldSettled = [];

    public void Root(string root, string? fault, RootListing listing)
    {
        if (fault is not null)
        {
            if (rootFaults.GetValueOrDefault(root) != fault)
                RootUnavailable(root, fault);
            rootFaults[root] = fault;
            return;
        }

        if (rootFaults.Remove(root))
            RootAvailable(root);
        var strays = listing.Files + listing.Links == 0 ? "" : $"{listing.Files}/{listing.Links}/{listing.Example}";
        if (strays.Length > 0 && rootStrays.GetValueOrDefault(root) != strays)
            RootHoldsStrays(root, listing.Files, listing.Links, listing.Example);
        rootStrays[root] = strays;
    }

    // By folder, since a project's name may stand under two roots of which one is unreadable.
    public void Unreadable(string folder, string project, string fault)
    {
        if (unreadable.GetValueOrDefault(folder) != fault)
            ProjectUnreadable(project, fault);
        unreadable[folder] = fault;
    }

    public void Readable(string folder, string project)
    {
        if (unreadable.Remove(folder))
            ProjectReadable(project);
    }

    public void Observed(string project, UploadEntry? earlier, UploadEntry entry)
    {
        if (earlier is null)
        {
            Found(project, SettlePolicy.Describe(entry.Seen));
            toldFiles[project] = entry.Seen.Files;
        }
        else if (earlier.Seen.Revision != entry.Seen.Revision)
        {
            TellChange(project, earlier, entry);
        }

        var priority = entry.Seen.Control.Priority;
        if (priority is not null && priority != earlier?.Seen.Control.Priority)
            TellPriority(project, priority);
        if (entry.SettledAt is not null && earlier?.SettledAt is null)
        {
            // A control file that comes or goes makes the same photos settle again, which is no news.
            if (!toldSettled.TryGetValue(project, out var told) || told != entry.Seen.Revision)
                Settled(project, SettlePolicy.Describe(entry.Seen));
            toldSettled[project] = entry.Seen.Revision;
            toldFiles[project] = entry.Seen.Files;
        }
    }

    public void Gone(string folder, string project)
    {
        toldFiles.Remove(project);
        toldSettled.Remove(project);
        unreadable.Remove(folder);
        ProjectGone(project);
    }

    // A long upload changes at every scan: a line at each half as much again tells as much as a line at each scan.
    private void TellChange(string project, UploadEntry earlier, UploadEntry entry)
    {
        toldSettled.Remove(project);
        var told = toldFiles.GetValueOrDefault(project);
        if (earlier.SettledAt is not null)
            ChangedAfterSettling(project, SettlePolicy.Describe(entry.Seen));
        else if (entry.Seen.Files < told)
            Shrank(project, SettlePolicy.Describe(entry.Seen));
        else if (entry.Seen.Files >= told * 1.5)
            Grew(project, SettlePolicy.Describe(entry.Seen));
        else
            return;
        toldFiles[project] = entry.Seen.Files;
    }

    private void TellPriority(string project, PriorityWish priority)
    {
        if (priority.Fault is { } fault)
            PriorityIsNone(project, fault);
        else
            HasPriority(project, priority.Value);
    }

    [LoggerMessage(330, LogLevel.Information, "{Project}: its pilot gives it the priority {Priority}")]
    private partial void HasPriority(string project, int priority);

    [LoggerMessage(331, LogLevel.Warning, "{Project}: {Fault}")]
    private partial void PriorityIsNone(string project, string fault);

    [LoggerMessage(100, LogLevel.Information, "{Project}: found, {Content}")]
    private partial void Found(string project, string content);

    [LoggerMessage(101, LogLevel.Information, "{Project}: grew to {Content}")]
    private partial void Grew(string project, string content);

    [LoggerMessage(102, LogLevel.Information, "{Project}: settled, {Content}")]
    private partial void Settled(string project, string content);

    [LoggerMessage(103, LogLevel.Information, "{Project}: changed after it had settled, now {Content}")]
    private partial void ChangedAfterSettling(string project, string content);

    [LoggerMessage(104, LogLevel.Warning, "{Project}: {Fault}; tried again at each scan")]
    private partial void ProjectUnreadable(string project, string fault);

    [LoggerMessage(105, LogLevel.Information, "{Project}: can be read again")]
    private partial void ProjectReadable(string project);

    [LoggerMessage(106, LogLevel.Information, "{Project}: its folder is gone from the share; its results stay")]
    private partial void ProjectGone(string project);

    [LoggerMessage(107, LogLevel.Information, "{Project}: shrank to {Content}")]
    private partial void Shrank(string project, string content);

    [LoggerMessage(110, LogLevel.Error,
        "Input folder {Root} cannot be relied on: {Fault}. Its projects are left as they are until it is back")]
    private partial void RootUnavailable(string root, string fault);

    [LoggerMessage(111, LogLevel.Information, "Input folder {Root} is back")]
    private partial void RootAvailable(string root);

    [LoggerMessage(112, LogLevel.Warning,
        "Input folder {Root} holds {Files} file(s) and {Links} link(s) outside any project, "
        + "such as {Example}: ignored")]
    private partial void RootHoldsStrays(string root, int files, int links, string example);
}
