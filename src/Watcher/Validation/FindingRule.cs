using FluentValidation;
using FluentValidation.Results;

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
        var first = files.Take(CappedList<string>.Most).ToList();
        return new Finding(code, FindingCatalog.SeverityOf(code), first.FirstOrDefault(""), message, remedy)
        {
            Files = first,
        };
    }
}
