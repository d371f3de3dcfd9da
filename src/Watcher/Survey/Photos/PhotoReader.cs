namespace OfoWatcher.Survey.Photos;

/// <summary>Reads the metadata of one photo alone: EXIF, and the XMP that drones write.</summary>
internal static class PhotoReader
{
    /// <summary>
    /// Reads one JPEG. Metadata that is missing or damaged leaves values null; only a file that is no JPEG at all, or
    /// cannot be opened, is an error.
    /// </summary>
    /// <exception cref="UnreadablePhotoException">
    /// The file is no photo; nothing else is ever thrown for what is in it.
    /// </exception>
    public static Photo Read(string path)
    {
        try
        {
            using var photo = PhotoFile.Open(path);
            if (photo.Length == 0)
                throw new UnreadablePhotoException(path, "is empty");
            if (!PhotoCheck.IsJpeg(photo.Head))
                throw new UnreadablePhotoException(path, "is not a JPEG file: it does not start with FF D8");
            var layout = JpegLayout.Find(photo, out var fault) ?? throw new UnreadablePhotoException(path, fault!);
            return PhotoMetadata.Of(path, layout)
                ?? throw new UnreadablePhotoException(path, "has a frame header without a picture size");
        }
        catch (IOException e)
        {
            throw new UnreadablePhotoException(path, e.Message, e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UnreadablePhotoException(path, "cannot be opened: " + e.Message, e);
        }
    }
}
