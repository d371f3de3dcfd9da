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
    /// <summary>A failed rule, whose custom state is a <see cref="FindingDetail"/>, as a finding.</summary>
    public static Finding From(ValidationFailure failure) =>
        failure.CustomState is FindingDetail detail
            ? new Finding(failure.ErrorCode, failure.Severity, detail.File, detail.Message, detail.Remedy)
            : new Finding(failure.ErrorCode, failure.Severity, "", failure.ErrorMessage, "");

    public override string ToString() => $"{Severity} {Code}: {Message}{(Remedy.Length > 0 ? " " + Remedy : "")}";
}

/// <summary>
/// What a rule says, carried as the failure's custom state. The message too: FluentValidation reads its own as a
/// template, in which a file called <c>{PropertyName}.JPG</c> would turn into something else.
/// </summary>
/// <param name="File">The file it is about, relative to the project; empty when it is about the whole.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record FindingDetail(string File, string Message, string Remedy);
