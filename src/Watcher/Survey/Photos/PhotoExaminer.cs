namespace OfoWatcher.Survey.Photos;

/// <summary>
/// Looks at one photo: whether it is whole, what it says of itself, and what tells it from others, all from one opening
/// of the file and at most <see cref="PhotoFile.MostBytes"/> of it.
/// </summary>
internal static class PhotoExaminer
{
    /// <param name="folder">The project's folder.</param>
    /// <param name="file">The photo, relative to it; the metadata's file is told so too.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <exception cref="IOException">The share failed; a fault of the photo alone is told.</exception>
    public static ExaminedPhoto Examine(string folder, string file, long size)
    {
        try
        {
            using var photo = PhotoFile.Open(Path.Combine(folder, file));
            var (metadata, fault) = IsJpeg(file) ? ExamineJpeg(photo, file) : ExamineTiff(photo, file);
            return new ExaminedPhoto(file, size, photo.Content, metadata, fault);
        }
        catch (UnauthorizedAccessException)
        {
            return Unreadable("may not be read by the watcher");
        }
        catch (FileNotFoundException)
        {
            return Unreadable("went away while it was being checked", isGone: true);
        }

        ExaminedPhoto Unreadable(string why, bool isGone = false) =>
            new(file, size, 0, null, new PhotoFault(PhotoFaultKind.Unreadable, why) { IsGone = isGone });
    }

    private static bool IsJpeg(string file) => Path.GetExtension(file.AsSpan()) is ".jpg" or ".JPG";

    private static (Photo? Metadata, PhotoFault? Fault) ExamineJpeg(PhotoFile photo, string file)
    {
        var layout = PhotoCheck.IsJpeg(photo.Head) ? JpegLayout.Find(photo, out _) : null;
        return (layout is null ? null : PhotoMetadata.Of(file, layout), PhotoCheck.Check(photo, layout));
    }

    private static (Photo? Metadata, PhotoFault? Fault) ExamineTiff(PhotoFile photo, string file)
    {
        var layout = TiffLayout.Find(photo);
        return (layout is null ? null : PhotoMetadata.Of(file, layout), PhotoCheck.Check(photo, layout));
    }
}
