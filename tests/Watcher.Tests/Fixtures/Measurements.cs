using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using OfoWatcher.Telemetry;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>
/// What is measured in this process while it listens. Other tests measure at the same time: look for values that only
/// one test makes.
/// </summary>
internal sealed class Measurements : IDisposable
{
    private readonly ConcurrentQueue<(string Name, double Value, string Labels)> seen = [];
    private readonly MeterListener listener = new();

    public Measurements()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == Instruments.Source)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Note(instrument, value, labels));
        listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Note(instrument, value, labels));
        listener.Start();
    }

    /// <summary>The values of an instrument so far, with labels as "verb=get,code=200".</summary>
    public IReadOnlyList<(double Value, string Labels)> Of(string name) =>
        [.. seen.Where(measurement => measurement.Name == name).Select(m => (m.Value, m.Labels))];

    public void Dispose() => listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = new List<string>();
        foreach (var (name, content) in labels)
            text.Add($"{name}={content}");
        seen.Enqueue((instrument.Name, value, string.Join(',', text)));
    }
}
