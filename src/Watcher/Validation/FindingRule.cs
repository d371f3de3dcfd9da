using FluentValidation;
using FluentValidation.Results;
using OfoWatcher.Platform;

namespace OfoWatcher.Validation;

/// <summary>One check of a project, which finds nothing, one thing or several.</summary>
internal abstract class FindingRule : AbstractValidator<ProjectImagery>
{
    protected FindingRule() => RuleFor(imagery => imagery).Custom((imagery, context) =>
    {
        foreach (var finding in Find(imagery))
        {
            context.AddFailure(new ValidationFailure(context.PropertyPath, finding.Message)
            {
                ErrorCode = finding.Code,
                Severity = finding.Severity,
                CustomState = finding,
            });
        }
    });

    protected abstract IEnumerable<Finding> Find(ProjectImagery imagery);

    /// <summary>A finding of the weight that its code has by itself.</summary>
    /// <param name="files">The files it is about, relative to the project; the first ones are kept.</param>
    protected static Finding Found(string code, string message, string remedy, params IEnumerable<string> files)
    {
        var first = files.Take(CappedList<string>.Most).Select(Printable).ToList();
        return new Finding(
            code, FindingCatalog.SeverityOf(code), first.FirstOrDefault(""), Printable(message), Printable(remedy))
        {
            Files = first,
        };
    }

    /// <summary>
    /// The text without what a terminal would obey, or would show in another order: names on a share may hold it.
    /// </summary>
    internal static string Printable(string text) => string.Concat(text.Select(character =>
        char.IsControl(character) || character is (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
            ? '\uFFFD'
            : character));

    /// <summary>What a sentence is about: "a.JPG has", or "3 photos, such as a.JPG, have".</summary>
    protected static string About(IReadOnlyCollection<string> files, string one, string many, string noun = "photo") =>
        About(files.Count, files.FirstOrDefault(), one, many, noun);

    /// <inheritdoc cref="About(IReadOnlyCollection{string}, string, string, string)"/>
    protected static string About(long count, string? example, string one, string many, string noun = "photo")
    {
        if (count == 1 && example is not null)
            return $"{example} {one}";
        var such = example is null ? "" : $", such as {example},";
        return $"{Words.Count(count, noun)}{such} {(count == 1 ? one : many)}";
    }
}
