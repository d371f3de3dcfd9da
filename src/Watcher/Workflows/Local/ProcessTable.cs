using System.Globalization;

namespace OfoWatcher.Workflows.Local;

/// <summary>A process as <c>/proc/PID/stat</c> shows it.</summary>
/// <param name="Pid">Its id, which another process may get once this one is gone.</param>
/// <param name="State">One letter, see proc(5).</param>
/// <param name="Parent">The id of the process that it is a child of now.</param>
/// <param name="Session">The id of the process that began its session, which may have ended.</param>
/// <param name="StartTicks">Its start in clock ticks since the machine's boot.</param>
internal readonly record struct ProcessEntry(int Pid, char State, int Parent, int Session, ulong StartTicks)
{
    /// <summary>It has ended, and only its exit status waits to be fetched.</summary>
    public bool IsZombie => State is 'Z' or 'X';
}

/// <summary>The machine's processes, as far as this process may see them.</summary>
internal static class ProcessTable
{
    private const string Root = "/proc";

    private static readonly Lazy<string> Boot = new(() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());

    /// <summary>Another one after every start of the machine.</summary>
    public static string BootId => Boot.Value;

    /// <summary>All processes that did not end while this looked.</summary>
    public static List<ProcessEntry> ReadAll()
    {
        List<ProcessEntry> entries = [];
        foreach (var folder in Directory.EnumerateDirectories(Root))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && Find(pid) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>One process, or null when there is none of this id.</summary>
    public static ProcessEntry? Find(int pid) =>
        ReadOrNull(Path.Combine(Root, pid.ToString(CultureInfo.InvariantCulture), "stat")) is { Length: > 0 } bytes
            ? Parse(pid, System.Text.Encoding.Latin1.GetString(bytes))
            : null;

    /// <summary>Whether a process was started with an environment that holds this setting, <c>NAME=value</c>.</summary>
    public static bool HasSetting(int pid, ReadOnlySpan<byte> setting)
    {
        ReadOnlySpan<byte> rest = ReadOrNull(Path.Combine(Root, pid.ToString(CultureInfo.InvariantCulture), "environ"));
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)0);
            if ((end < 0 ? rest : rest[..end]).SequenceEqual(setting))
                return true;
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return false;
    }

    /// <summary>The fields of proc(5), numbered from 1 there: 3 state, 4 parent, 6 session, 22 start time.</summary>
    private static ProcessEntry Parse(int pid, string line)
    {
        // The second field is the program's name in parentheses, and a name may hold blanks and parentheses itself.
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return new ProcessEntry(
            pid,
            fields[3 - 3][0],
            int.Parse(fields[4 - 3], CultureInfo.InvariantCulture),
            int.Parse(fields[6 - 3], CultureInfo.InvariantCulture),
            ulong.Parse(fields[22 - 3], CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// A process may end between any two looks, and the environment of a foreign one is closed to us.
    /// </summary>
    private static byte[]? ReadOrNull(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
