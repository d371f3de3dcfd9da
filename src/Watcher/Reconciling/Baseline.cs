using System.Text.Json;
using System.Text.Json.Serialization;
using OfoWatcher.Intake;
using OfoWatcher.Markers;
using OfoWatcher.Platform;
using OfoWatcher.Workflows;

namespace OfoWatcher.Reconciling;

/// <summary>
/// Remembers which projects lay on the share when the watcher first saw it: hundreds of finished folders must not all
/// be launched. It stands in <c>baseline.json</c> on the output volume; without that file every unfinished project is
/// held again, which costs somebody's attention and nothing else.
/// </summary>
internal sealed class Baseline(OutputFolder output)
{
    private readonly Lock gate = new();
    private BaselineFile file = new();
    private DateTime readAt;

    /// <summary>Where a project stands.</summary>
    public BaselineStanding Find(string project, BacklogPolicy policy)
    {
        lock (gate)
        {
            if (file.Adopted.TryGetValue(project, out var revision))
                return new BaselineStanding(false, revision);
            return policy == BacklogPolicy.Hold && file.Held.Contains(project)
                ? new BaselineStanding(true, null)
                : BaselineStanding.None;
        }
    }

    /// <summary>Reads the file if somebody changed it.</summary>
    /// <exception cref="IOException">The file cannot be read or is damaged; nothing may be launched then.</exception>
    public void Refresh()
    {
        lock (gate)
        {
            var written = File.GetLastWriteTimeUtc(output.BaselineFile);
            if (written == readAt)
                return;
            file = File.Exists(output.BaselineFile) ? BaselineFile.Read(output.BaselineFile) : new BaselineFile();
            readAt = written;
        }
    }

    /// <summary>
    /// Takes a root that is scanned for the first time into the baseline: its projects are held, but those that have
    /// results already. A root that was empty and is another volume now was not mounted then: it counts as new too.
    /// </summary>
    /// <param name="root">The root.</param>
    /// <param name="identity">The volume and folder it is now, see <see cref="RootListing.Identity"/>.</param>
    /// <param name="projects">The projects in it.</param>
    /// <returns>How many projects are newly held.</returns>
    /// <exception cref="IOException">The output volume is full, read-only or gone.</exception>
    public int Note(string root, string identity, IReadOnlyList<string> projects)
    {
        lock (gate)
        {
            var known = file.Roots.GetValueOrDefault(root);
            if (known is { HeldProjects: true })
                return 0;
            if (known is not null && known.Identity == identity)
            {
                if (projects.Count > 0)
                    Write(file with { Roots = With(root, identity, heldProjects: true) });
                return 0;
            }

            var held = projects.Where(project => !HasResults(project)).ToList();
            Write(file with
            {
                Roots = With(root, identity, heldProjects: projects.Count > 0),
                Held = [.. file.Held.Union(held).Order(StringComparer.Ordinal)],
            });
            return held.Count;
        }
    }

    /// <summary>Declares held projects processed elsewhere, as they are now.</summary>
    /// <param name="revisions">The projects with their revisions.</param>
    public void Adopt(IReadOnlyDictionary<string, string> revisions)
    {
        lock (gate)
        {
            var adopted = new SortedDictionary<string, string>(file.Adopted, StringComparer.Ordinal);
            foreach (var (project, revision) in revisions)
                adopted[project] = revision;
            Write(file with { Adopted = adopted, Held = [.. file.Held.Except(revisions.Keys)] });
        }
    }

    /// <summary>Lets a project go the way of a new one.</summary>
    /// <returns>Whether the baseline said anything about it.</returns>
    public bool Release(string project)
    {
        lock (gate)
        {
            if (!file.Held.Contains(project) && !file.Adopted.ContainsKey(project))
                return false;
            var adopted = new SortedDictionary<string, string>(file.Adopted, StringComparer.Ordinal);
            adopted.Remove(project);
            Write(file with { Adopted = adopted, Held = [.. file.Held.Where(held => held != project)] });
            return true;
        }
    }

    /// <summary>The projects that wait for a decision.</summary>
    public IReadOnlyList<string> Held
    {
        get
        {
            lock (gate)
                return [.. file.Held];
        }
    }

    /// <summary>Whether this watcher, or one before it, brought the project to an end or on its way to one.</summary>
    private bool HasResults(string project)
    {
        var folder = ProjectName.OutputFolder(output.Root, project);
        return Directory.Exists(folder)
            && (MarkerStore.Names.Any(marker => File.Exists(Path.Combine(folder, marker)))
                || Directory.EnumerateDirectories(folder)
                    .Any(run => File.Exists(Path.Combine(run, RunRecordStore.FileName))));
    }

    private SortedDictionary<string, BaselineRoot> With(string root, string identity, bool heldProjects) =>
        new(file.Roots, StringComparer.Ordinal)
        {
            [root] = new BaselineRoot(identity, heldProjects),
        };

    private void Write(BaselineFile changed)
    {
        file = output.IsReadOnly ? changed : Written(changed);
    }

    private BaselineFile Written(BaselineFile changed)
    {
        changed.Write(output.BaselineFile);
        readAt = File.GetLastWriteTimeUtc(output.BaselineFile);
        return changed;
    }
}

internal sealed record BaselineFile
{
    public const int CurrentSchemaVersion = 1;

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The input roots that were scanned at least once.</summary>
    public SortedDictionary<string, BaselineRoot> Roots { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Projects that wait for a decision.</summary>
    public SortedSet<string> Held { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Projects processed elsewhere, with the revision that was.</summary>
    public SortedDictionary<string, string> Adopted { get; init; } = new(StringComparer.Ordinal);

    /// <exception cref="IOException">The file cannot be read or is damaged.</exception>
    public static BaselineFile Read(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllBytes(path), BaselineJson.Default.BaselineFile);
            return file is { SchemaVersion: CurrentSchemaVersion }
                ? file
                : throw new IOException(
                    $"{path} has schema version {file?.SchemaVersion}, which this version does not know");
        }
        catch (JsonException e)
        {
            throw new IOException(
                $"{path} is damaged ({e.Message}); repair it, or delete it to hold all projects again", e);
        }
    }

    /// <summary>Whether a project is held or was processed elsewhere; false while there is no file.</summary>
    /// <param name="backlog">Whether anything is held.</param>
    /// <exception cref="IOException">The file cannot be read or is damaged.</exception>
    public static bool Names(string path, string project, BacklogPolicy backlog)
    {
        if (!File.Exists(path))
            return false;
        var file = Read(path);
        return (backlog == BacklogPolicy.Hold && file.Held.Contains(project)) || file.Adopted.ContainsKey(project);
    }

    public void Write(string path) =>
        AtomicFile.Write(path, ReadableJson.Serialize(this, BaselineJson.Default.BaselineFile));
}

/// <param name="Identity">The volume and folder, see <see cref="RootListing.Identity"/>.</param>
/// <param name="HeldProjects">Whether projects were ever seen in it.</param>
internal sealed record BaselineRoot(string Identity, bool HeldProjects);

[JsonSerializable(typeof(BaselineFile))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
internal sealed partial class BaselineJson : JsonSerializerContext;
