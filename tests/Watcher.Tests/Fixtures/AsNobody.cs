using System.Runtime.InteropServices;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>Takes a look without root's power to read everything.</summary>
internal static class AsNobody
{
    private const uint Nobody = 65534;

    /// <summary>Runs on this thread, whose right to files alone is changed.</summary>
    public static T Run<T>(Func<T> look)
    {
        var own = SetFileSystemUser(Nobody);
        try
        {
            return look();
        }
        finally
        {
            _ = SetFileSystemUser((uint)own);
        }
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileSystemUser(uint user);
}
