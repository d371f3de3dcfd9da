using FsCheck;
using FsCheck.Fluent;
using OfoWatcher.Survey.Flight;

namespace OfoWatcher.Tests.Survey.Flight;

public sealed class NaturalOrderTests
{
    [Fact]
    public void Numbers_in_names_count()
    {
        string[] ordered =
        [
            "", "100MEDIA/DJI_0998.JPG", "100MEDIA/DJI_0999.JPG", "101MEDIA/DJI_0001.JPG", "1000MEDIA/DJI_0001.JPG",
            "IMG", "IMG_1.JPG", "IMG_2.JPG", "IMG_10.JPG", "IMG_010a.JPG",
            "IMG_99999999999999999999.JPG", "IMG_100000000000000000000.JPG",
        ];
        var shuffled = ordered.ToArray();
        new Random(1).Shuffle(shuffled);

        Assert.Equal(ordered, shuffled.Order(NaturalOrder.Comparer));
    }

    [Fact]
    public void Any_names_have_one_order()
    {
        var names = Gen.Elements('0', '1', '9', 'a', '_', '/').ArrayOf().Select(c => new string(c)).Resize(5);
        Prop.ForAll(Gen.Three(names).ToArbitrary(), three =>
        {
            var (a, b, c) = three;
            var order = NaturalOrder.Comparer;
            return Math.Sign(order.Compare(a, b)) == -Math.Sign(order.Compare(b, a))
                && order.Compare(a, b) == 0 == (a == b)
                && !(order.Compare(a, b) <= 0 && order.Compare(b, c) <= 0 && order.Compare(a, c) > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }
}
