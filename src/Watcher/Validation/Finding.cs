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
    public static Finding From(ValidationFailure failure)
    {
        var detail = failure.CustomState as FindingDetail ?? FindingDetail.None;
        return new Finding(failure.ErrorCode, failure.Severity, detail.File, failure.ErrorMessage, detail.Remedy);
    }

    public override string ToString() => $"{Severity} {Code}: {Message}{(Remedy.Length > 0 ? " " + Remedy : "")}";
}

/// <summary>What a rule says beyond its message, carried as the failure's custom state.</summary>
/// <param name="File">The file it is about, relative to the project; empty when it is about the whole.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record FindingDetail(string File, string Remedy)
{
    public static readonly FindingDetail None = new("", "");
}
