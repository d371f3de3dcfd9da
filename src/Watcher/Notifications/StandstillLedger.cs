using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OfoWatcher.Platform;

namespace OfoWatcher.Notifications;

/// <summary>
/// For how long projects have not come on, in memory and in a file for the next process. The file is a cache: losing it
/// costs a later notice.
/// </summary>
internal sealed class StandstillLedger(
    OutputFolder output, IOptionsMonitor<NotificationOptions> settings, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private Dictionary<string, StandstillEntry>? entries;
    private bool changed;

    private string Path => System.IO.Path.Combine(output.Cache, "standstills.json");

    /// <summary>Takes one more look at a project.</summary>
    /// <param name="now">How it stands; null when it has ended, comes on, or waits as somebody wants it to.</param>
    /// <returns>What is remembered then; null when nothing is.</returns>
    public StandstillEntry? Look(string project, Standstill? now)
    {
        lock (gate)
        {
            entries ??= Load();
            if (now is null)
            {
                changed |= entries.Remove(project);
                return null;
            }

            changed = true;
            return entries[project] = StuckPolicy.Look(
                entries.GetValueOrDefault(project), now, settings.CurrentValue.StuckAfter, time.GetUtcNow());
        }
    }

    /// <summary>Writes the file when there is anything new. That it cannot is no matter: it is tried again.</summary>
    public void Save()
    {
        byte[] json;
        lock (gate)
        {
            if (!changed || entries is null || output.IsReadOnly)
                return;
            changed = false;
            json = JsonSerializer.SerializeToUtf8Bytes(entries, StandstillJson.Default.DictionaryStringStandstillEntry);
        }

        try
        {
            AtomicFile.Write(Path, json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            lock (gate)
                changed = true;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Save();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SaveEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Save();
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private Dictionary<string, StandstillEntry> Load()
    {
        try
        {
            return File.Exists(Path)
                && JsonSerializer.Deserialize(
                    File.ReadAllBytes(Path), StandstillJson.Default.DictionaryStringStandstillEntry) is { } read
                ? read.Where(entry => entry.Value is not null).ToDictionary(StringComparer.Ordinal)
                : new(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return new(StringComparer.Ordinal);
        }
    }
}

[JsonSerializable(typeof(Dictionary<string, StandstillEntry>))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
internal sealed partial class StandstillJson : JsonSerializerContext;
