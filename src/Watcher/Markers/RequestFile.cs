using System.Text.Json;
using OfoWatcher.Platform;

namespace OfoWatcher.Markers;

/// <summary>
/// <c>request.json</c>: what an operator asks for a project. There is one at a time, and it is removed once its effect
/// is written down.
/// </summary>
internal static class RequestFile
{
    public const string FileName = "request.json";

    // Anybody who may write to the volume can leave one.
    private const int LargestBytes = 4096;

    /// <summary>Reads what a listing of the project's folder showed.</summary>
    /// <returns>Null when it is gone.</returns>
    /// <exception cref="IOException">The output volume cannot be read.</exception>
    public static RequestReading? Read(string path)
    {
        try
        {
            if (FileStatus.Find(path, follow: false) is not { } status)
                return null;
            if (!status.IsRegularFile || status.Size > LargestBytes)
                return new RequestReading(null, "it is no request");
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            return new RequestReading(null, e.Message);
        }
    }

    /// <summary>Writes a request durably.</summary>
    /// <returns>False when another one waits, which stays as it is.</returns>
    /// <exception cref="IOException">The output volume is full, read-only or gone.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static bool TryWrite(string projectOutput, ProjectRequest request) =>
        AtomicFile.TryCreate(
            Path.Combine(projectOutput, FileName),
            ReadableJson.Serialize(request, RequestJson.Default.ProjectRequest));

    /// <summary>Removes a request for good.</summary>
    public static void Remove(string projectOutput)
    {
        File.Delete(Path.Combine(projectOutput, FileName));
        AtomicFile.FlushFolder(projectOutput);
    }

    private static RequestReading Parse(byte[] json)
    {
        try
        {
            var request = JsonSerializer.Deserialize(json, RequestJson.Default.ProjectRequest);
            return request switch
            {
                null => new RequestReading(null, "it is no request"),
                { SchemaVersion: not ProjectRequest.CurrentSchemaVersion } =>
                    new RequestReading(null, $"it has schema version {request.SchemaVersion}, which is not known"),
                _ when !Enum.IsDefined(request.Kind) => new RequestReading(null, "it asks for nothing that is known"),
                _ => new RequestReading(request, null),
            };
        }
        catch (JsonException e)
        {
            return new RequestReading(null, $"it is damaged ({e.Message})");
        }
    }
}
