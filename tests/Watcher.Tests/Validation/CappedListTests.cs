using OfoWatcher.Validation;

namespace OfoWatcher.Tests.Validation;

public sealed class CappedListTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(20, 0)]
    [InlineData(21, 1)]
    [InlineData(1000, 980)]
    public void The_first_twenty_by_name_are_kept_and_all_are_counted(int entries, int beyond)
    {
        var names = Enumerable.Range(0, entries).Select(number => $"{number:0000}").ToArray();
        var expected = names.Take(CappedList<string>.Most).ToList();
        new Random(7).Shuffle(names);

        var list = new CappedList<string>(name => name);
        foreach (var name in names)
            list.Add(name);

        Assert.Equal(expected, list.First);
        Assert.Equal((entries, beyond), (list.Count, list.Beyond));
    }
}
