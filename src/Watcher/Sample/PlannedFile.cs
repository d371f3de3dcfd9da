using System.Globalization;

namespace OfoWatcher.Sample;

/// <summary>One file of the survey: an exposure, and what goes wrong with it.</summary>
internal sealed record PlannedFile(string Name, Exposure Exposure, SampleDamage Damage)
{
    private const int CopiedPhotos = 3;

    /// <summary>The files of a flight in the order of their names, with every chosen damage dealt out.</summary>
    public static IReadOnlyList<PlannedFile> Of(SampleSpec spec, FlightPlan plan)
    {
        var files = plan.Exposures
            .Where(e => !spec.Damage.HasFlag(SampleDamage.Gap) || !IsInMiddle(e, plan))
            .Select(e => new PlannedFile(NameOf(e.Number), e, DamageOf(e.Number, spec)))
            .ToList();
        if (spec.Damage.HasFlag(SampleDamage.Duplicates))
        {
            files.AddRange(files.Take(CopiedPhotos).ToList().Select((f, i) => f with
            {
                Name = NameOf(spec.Photos + 1 + i),
                Damage = f.Damage | SampleDamage.Duplicates,
            }));
        }

        return files;
    }

    // As DJI does: four digits, more where they do not suffice.
    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"DJI_{number:D4}.JPG");

    private static bool IsInMiddle(Exposure exposure, FlightPlan plan) =>
        IsMiddleThird(exposure.Line, plan.Lines) && IsMiddleThird(exposure.Along, plan.PerLine);

    private static bool IsMiddleThird(int index, int count) => 3 * index + 1 >= count && 3 * index + 1 < 2 * count;

    private static SampleDamage DamageOf(int number, SampleSpec spec)
    {
        var damage = SampleDamage.None;
        Add(SampleDamage.CutOff, number == Quarter(1));
        Add(SampleDamage.ZeroTail, number == Quarter(2));
        Add(SampleDamage.ZeroBytes, number == Quarter(3));
        Add(SampleDamage.NoGps, number % 10 == 2);
        Add(SampleDamage.MixedCameras, 3 * number > 2 * spec.Photos);
        Add(SampleDamage.TwoDates, 2 * number > spec.Photos);
        return damage;

        int Quarter(int quarters) => 1 + quarters * (spec.Photos - 1) / 4;
        void Add(SampleDamage kind, bool isHit) => damage |= isHit ? kind & spec.Damage : SampleDamage.None;
    }
}
