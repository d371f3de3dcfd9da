using System.Globalization;
using System.Runtime.InteropServices;

namespace OfoWatcher.Bench.Measuring;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>Processors, memory, kernel, .NET and load, in one line.</summary>
    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        var model = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
        var kernel = File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
        var framework = RuntimeInformation.FrameworkDescription;
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({model}), {memory:0} GB, Linux {kernel}, {framework}, load {load}");
    }
}
