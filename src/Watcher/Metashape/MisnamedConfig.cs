namespace OfoWatcher.Metashape;

/// <summary>A configuration that nobody reads, because of its name.</summary>
/// <param name="Name">What messages call it, such as "config.yaml" or "configs/oak.yaml".</param>
/// <param name="Right">The name under which it would be read, likewise.</param>
/// <param name="IsOwn">Whether it lies in the project's folder.</param>
internal sealed record MisnamedConfig(string Name, string Right, bool IsOwn);
