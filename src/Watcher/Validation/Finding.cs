using System.Text.Json.Serialization;
using FluentValidation;
using FluentValidation.Results;

namespace OfoWatcher.Validation;

/// <summary>Something a pilot should know about an upload before ten hours are spent on it.</summary>
/// <param name="Code">A stable name of the kind of finding, see <see cref="FindingCodes"/>.</param>
/// <param name="Severity"><see cref="Severity.Error"/> keeps the project from being run.</param>
/// <param name="File">The file it is about, relative to the project; empty when it is about the whole.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record Finding(string Code, Severity Severity, string File, string Message, string Remedy)
{
    /// <summary>
    /// The first of the files that it is about, at most <see cref="CappedList{T}.Most"/>; where there is a
    /// <see cref="File"/>, it is the first.
    /// </summary>
    public IReadOnlyList<string> Files { get; init; } = File.Length > 0 ? [File] : [];

    /// <summary>The project accepts it (<c>accept.txt</c>): it is shown and stops nothing.</summary>
    public bool Accepted { get; init; }

    /// <summary>It keeps the project from being run.</summary>
    [JsonIgnore]
    public bool Stops => Severity == Severity.Error && !Accepted;

    /// <summary>It is to be read, and the project may be run all the same.</summary>
    [JsonIgnore]
    public bool Warns => Severity == Severity.Warning && !Accepted;

    /// <summary>
    /// What a failed rule says: the finding in its custom state. The failure's own message is no use, since
    /// FluentValidation may read it as a template, in which a file called <c>{PropertyName}.JPG</c> would turn into
    /// something else.
    /// </summary>
    public static Finding From(ValidationFailure failure) =>
        failure.CustomState as Finding
            ?? new Finding(failure.ErrorCode, failure.Severity, "", failure.ErrorMessage, "");

    public override string ToString() => $"{Severity} {Code}: {Message}{(Remedy.Length > 0 ? " " + Remedy : "")}";
}
