namespace OfoWatcher.Survey.Photos;

/// <summary>
/// What a TIFF's directories tell (TIFF 6.0 and BigTIFF): the picture's size and tags, and whether the pieces that the
/// picture is stored in, strips or tiles, lie within the file. One that was cut off lacks some, or the directory itself,
/// which many programs write last.
/// </summary>
/// <param name="Main">The first directory; null when there is none.</param>
/// <param name="Fault">Why the file is no whole TIFF; null when nothing speaks against it.</param>
internal sealed record TiffLayout(TiffFields? Main, PhotoFault? Fault)
{
    // Pages or overviews; what stands behind so many is not looked at.
    private const int MostDirectories = 8;

    // Pieces are written in their order, so that the last ones lie last: a large mosaic has a hundred thousand. The tables
    // of all directories together must leave room for the directories themselves in what is read of a file.
    private const int MostPieces = 384;

    private static readonly PhotoFault NoPicture =
        new(PhotoFaultKind.NoFrame, "holds no picture (no directory that makes sense)");

    private static readonly PhotoFault NoDirectory =
        new(PhotoFaultKind.CutOff, "is cut off (its directory lies beyond its end)");

    private static readonly PhotoFault NoPieces =
        new(PhotoFaultKind.CutOff, "is cut off (parts of its picture lie beyond its end)");

    /// <summary>Picture's size in pixels; 0 when the directory does not tell, or tells what cannot be.</summary>
    public int Width => Pixels(TiffTag.ImageWidth);

    /// <inheritdoc cref="Width"/>
    public int Height => Pixels(TiffTag.ImageLength);

    /// <summary>Looks at a file; null when it does not begin like a TIFF.</summary>
    /// <exception cref="IOException">The device or the mount failed.</exception>
    public static TiffLayout? Find(PhotoFile photo)
    {
        var head = photo.Head;
        if (!head.StartsWith("II*\0"u8) && !head.StartsWith("MM\0*"u8)
            && !head.StartsWith("II+\0"u8) && !head.StartsWith("MM\0+"u8))
            return null;
        var whole = new PhotoPart(photo, 0, photo.Length);
        if (TiffFormat.Read(whole) is not { } format)
            return new TiffLayout(null, photo.Length < TiffFormat.HeaderBytes ? NoDirectory : NoPicture);
        var main = TiffFields.Read(format, whole, format.First);
        if (main is null)
            return new TiffLayout(null, format.First >= photo.Length - format.FieldBytes ? NoDirectory : NoPicture);
        var fault = (PhotoFault?)null;
        var directory = main;
        for (var seen = 0; seen < MostDirectories && directory is not null && fault is null; seen++)
        {
            fault = FaultOf(directory, photo.Length);
            if (directory.Next >= photo.Length)
                fault ??= NoDirectory;
            directory = TiffFields.Read(format, whole, directory.Next);
        }

        return new TiffLayout(main, fault);
    }

    private static PhotoFault? FaultOf(TiffFields directory, long length)
    {
        if (!directory.IsWhole)
            return NoDirectory;
        return FaultOf(directory, TiffTag.StripOffsets, TiffTag.StripByteCounts, length)
            ?? FaultOf(directory, TiffTag.TileOffsets, TiffTag.TileByteCounts, length);
    }

    private static PhotoFault? FaultOf(TiffFields directory, ushort offsets, ushort sizes, long length)
    {
        if (directory.Find(offsets) is not { } field || directory.Find(sizes) is not { } sizeField)
            return null;
        if (directory.Bytes(offsets) is null || directory.Bytes(sizes) is null)
            return NoPieces; // The tables themselves lie beyond the end.
        var count = (int)Math.Min(Math.Min(field.Count, sizeField.Count), MostPieces);
        Span<long> starts = stackalloc long[count], lengths = stackalloc long[count];
        if (!directory.TryReadLast(offsets, starts) || !directory.TryReadLast(sizes, lengths))
            return null; // Too far apart to be read with what may be read of one photo.
        for (var i = 0; i < count; i++)
        {
            if (starts[i] > length - lengths[i])
                return NoPieces;
        }

        return null;
    }

    private int Pixels(ushort tag) => Main?.Whole(tag) is > 0 and <= int.MaxValue and var pixels ? (int)pixels : 0;
}
