using OfoWatcher.Survey.Photos;

namespace OfoWatcher.Validation.Rules;

/// <summary>Every photo must have arrived whole: one broken file ends a run hours later.</summary>
internal sealed class WholePhotoRule : FindingRule
{
    private const string Remedy = "Copy it from the drone's card again, or delete it if it is broken there as well.";

    protected override IEnumerable<Finding> Find(ProjectImagery imagery)
    {
        var faulty = imagery.Inventory.Photos.Where(photo => photo.Fault is not null).ToList();
        foreach (var photo in faulty.Take(CappedList<string>.Most))
            yield return Found(CodeOf(photo.Fault!.Kind), $"{photo.File} {photo.Fault.What}.", Remedy, photo.File);
        if (faulty.Count > CappedList<string>.Most)
        {
            yield return Found(
                FindingCodes.PhotosMore,
                $"and {faulty.Count - CappedList<string>.Most} more photos that did not arrive whole.",
                "Mend those that are listed, then look again.");
        }
    }

    private static string CodeOf(PhotoFaultKind kind) => kind switch
    {
        PhotoFaultKind.Empty => FindingCodes.PhotoEmpty,
        PhotoFaultKind.NoStart => FindingCodes.PhotoNoStart,
        PhotoFaultKind.NoFrame => FindingCodes.PhotoNoFrame,
        PhotoFaultKind.CutOff => FindingCodes.PhotoCutOff,
        PhotoFaultKind.Zeroed => FindingCodes.PhotoZeroed,
        _ => FindingCodes.PhotoUnreadable,
    };
}
