using System.Text.Json;
using OfoWatcher.Survey;

namespace OfoWatcher.Workflows.Local.Preview;

/// <summary>
/// Writes the footprints as GeoJSON (RFC 7946): WGS84 longitude and latitude, one polygon for each photo.
/// </summary>
internal static class FootprintCollection
{
    /// <param name="folder">The files are named relative to this one.</param>
    public static byte[] Write(IEnumerable<PlacedPhoto> photos, UtmProjection projection, string folder)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var photo in photos)
            {
                WriteFeature(json, photo, projection, folder);
                json.Flush();
                stream.Write("\n"u8);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteFeature(Utf8JsonWriter json, PlacedPhoto photo, UtmProjection projection, string folder)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("file", Path.GetRelativePath(folder, photo.Photo.File));
        json.WriteNumber("height", Math.Round(photo.Height, 2));
        json.WriteNumber("heading", Math.Round(photo.Heading, 2));
        json.WriteNumber("groundSampleDistance", Math.Round(photo.GroundSampleDistance, 4));
        json.WriteEndObject();
        json.WriteStartObject("geometry");
        json.WriteString("type", "Polygon");
        json.WriteStartArray("coordinates");
        json.WriteStartArray();
        // The corners run clockwise; an outer ring must run the other way round and end where it starts.
        var corners = photo.Footprint.Corners.Reverse().ToList();
        foreach (var corner in corners.Append(corners[0]))
            WritePosition(json, projection.Inverse(corner));
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Nine decimals are a tenth of a millimetre.
    private static void WritePosition(Utf8JsonWriter json, GeoPoint point)
    {
        json.WriteStartArray();
        json.WriteNumberValue(Math.Round(point.Longitude, 9));
        json.WriteNumberValue(Math.Round(point.Latitude, 9));
        json.WriteEndArray();
    }
}
