using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Survey;
using OfoWatcher.Survey.Photos;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Survey.Photos;

public sealed class PhotoCacheTests : IDisposable
{
    private static readonly FileStamp Stamp = new(8_000_000, (1_700_000_000, 5), (1_700_000_001, 999_999_999));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_property_of_a_photo_comes_back()
    {
        var photo = new Photo { File = "a/1.JPG", Width = 4000, Height = 3000 };
        foreach (var property in typeof(Photo).GetProperties().Where(property => property.CanWrite))
            property.SetValue(photo, Some(property, photo));
        var bare = new Photo { File = "b.tif", Width = 1, Height = 2 };

        Assert.All(
            typeof(Photo).GetProperties(), property => Assert.NotEqual(property.GetValue(bare), property.GetValue(photo)));
        Assert.All(new[] { photo, bare, null }, metadata =>
        {
            var examined = new ExaminedPhoto(metadata?.File ?? "c.JPG", 8_000_000, ulong.MaxValue - 3, metadata, null);
            Assert.Equal(examined, Kept(examined).Find(examined.File, Stamp));
        });
    }

    [Fact]
    public void A_photo_that_changed_in_size_or_in_either_time_is_not_known()
    {
        var cache = Kept(Examined("a.JPG"));

        Assert.NotNull(cache.Find("a.JPG", Stamp));
        Assert.Null(cache.Find("b.JPG", Stamp));
        Assert.Null(cache.Find("a.JPG", Stamp with { Size = 1 }));
        Assert.Null(cache.Find("a.JPG", Stamp with { Written = (1_700_000_000, 6) }));
        Assert.Null(cache.Find("a.JPG", Stamp with { Changed = (1_700_000_002, 999_999_999) }));
    }

    [Fact]
    public void A_photo_with_a_fault_is_looked_at_again()
    {
        var faulty = Examined("a.JPG") with { Fault = new PhotoFault(PhotoFaultKind.CutOff, "is cut off") };

        Assert.Equal(0, Kept(faulty).Count);
    }

    [Fact]
    public void Photos_share_the_texts_that_all_of_them_hold()
    {
        var cache = Kept([.. Enumerable.Range(0, 50).Select(n => Examined($"{n}.JPG"))]);
        var photos = Enumerable.Range(0, 50).Select(n => cache.Find($"{n}.JPG", Stamp)!.Metadata!).ToList();

        Assert.Equal("M3E", photos[0].Model);
        Assert.All(photos, photo => Assert.Same(photos[0].Model, photo.Model));
        Assert.All(photos, photo => Assert.Same(photos[0].SerialNumber, photo.SerialNumber));
    }

    [Fact]
    public void A_damaged_cache_is_none()
    {
        Assert.Equal(3, Kept(Examined("a.JPG"), Examined("b.JPG"), Examined("c.JPG")).Count);
        var whole = File.ReadAllBytes(folder["cache"]);

        Prop.ForAll(Gen.Choose(0, whole.Length - 1).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (at, change) =>
        {
            var damaged = whole.ToArray();
            damaged[at] ^= (byte)change;
            return Loaded(damaged) == 0 && Loaded(whole[..at]) == 0;
        }).QuickCheckThrowOnFailure();
        Assert.Equal(0, Loaded([.. whole, 0]));
        Assert.Equal(0, Loaded("{ \"schemaVersion\": 1, \"photos\": [ ] }"u8.ToArray()));
        Assert.Equal(3, Loaded(whole));
    }

    [Fact]
    public void A_cache_of_another_build_is_none()
    {
        Assert.Equal(1, Kept(Examined("a.JPG")).Count);
        var other = File.ReadAllBytes(folder["cache"])[..^16];
        other[8] ^= 1; // The build, with a checksum that is right again.

        Assert.Equal(0, Loaded([.. other, .. System.IO.Hashing.XxHash128.Hash(other)]));
    }

    [Fact]
    public void A_cache_that_holds_other_things_under_a_right_checksum_is_none()
    {
        Assert.Equal(1, Kept(Examined("a.JPG")).Count);
        var header = File.ReadAllBytes(folder["cache"])[..24];

        Prop.ForAll<byte[]>(bytes =>
        {
            byte[] content = [.. header, .. bytes];
            Loaded([.. content, .. System.IO.Hashing.XxHash128.Hash(content)]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_told_and_makes_no_folder_where_the_volume_is_gone()
    {
        Assert.NotNull(PhotoCache.Save(folder["gone/.ofo-watcher/survey/site"], []));
        Assert.False(Directory.Exists(folder["gone"]));
        Assert.Equal(0, PhotoCache.Load(folder["gone/.ofo-watcher/survey/site"]).Count);
    }

    private PhotoCache Kept(params ExaminedPhoto[] photos)
    {
        Assert.Null(PhotoCache.Save(folder["cache"], photos.Select(photo => (Stamp, photo))));
        return PhotoCache.Load(folder["cache"]);
    }

    private int Loaded(byte[] content)
    {
        File.WriteAllBytes(folder["damaged"], content);
        return PhotoCache.Load(folder["damaged"]).Count;
    }

    private static ExaminedPhoto Examined(string file) => new(
        file, 8_000_000, 42,
        new Photo { File = file, Width = 4000, Height = 3000, Model = "M3E", SerialNumber = "1581F5FJD234T00B7R2K" }, null);

    private static object Some(PropertyInfo property, Photo photo) =>
        (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) switch
        {
            var type when type == typeof(string) => property.Name == nameof(Photo.File) ? photo.File : property.Name,
            var type when type == typeof(int) => property.Name.Length * 1000 + property.Name[0],
            var type when type == typeof(double) => -property.Name.Length - property.Name[0] / 256.0,
            var type when type == typeof(bool) => true,
            var type when type == typeof(GeoPoint) => new GeoPoint(-33.25, 18.5),
            var type when type == typeof(DateTime) => new DateTime(2026, 6, 12, 10, 30, 7).AddTicks(1_234_567),
            var type when type == typeof(PositionAccuracy) => new PositionAccuracy(0.01, 0.02, 0.03),
            var type when type == typeof(AltitudeReference) => AltitudeReference.Ellipsoid,
            var type => throw new NotSupportedException($"a value of {type} for {property.Name}"),
        };
}
