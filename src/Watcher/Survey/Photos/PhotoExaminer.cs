namespace OfoWatcher.Survey.Photos;

/// <summary>Looks at one photo: whether it is whole, and what it says of itself.</summary>
internal static class PhotoExaminer
{
    /// <param name="folder">The project's folder.</param>
    /// <param name="file">The photo, relative to it.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <exception cref="IOException">The share failed; a fault of the photo alone is told.</exception>
    public static ExaminedPhoto Examine(string folder, string file, long size)
    {
        var fault = PhotoCheck.Check(folder, file);
        return new ExaminedPhoto(file, size, 0, MetadataOf(Path.Combine(folder, file)), fault);
    }

    private static Photo? MetadataOf(string path)
    {
        try
        {
            return PhotoReader.Read(path);
        }
        catch (UnreadablePhotoException)
        {
            return null;
        }
    }
}
