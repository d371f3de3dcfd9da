using System.Reflection;
using Microsoft.Extensions.Logging;

namespace OfoWatcher.Tests.Telemetry;

public sealed class LogMessageTests
{
    private static readonly List<(MethodInfo Method, LoggerMessageAttribute Message)> Messages =
    [
        .. from type in typeof(Program).Assembly.GetTypes()
           from method in type.GetMethods(
               BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
               | BindingFlags.DeclaredOnly)
           let message = method.GetCustomAttribute<LoggerMessageAttribute>()
           where message is not null
           select (method, message),
    ];

    [Fact]
    public void Every_message_has_an_id_of_its_own()
    {
        Assert.NotEmpty(Messages);
        Assert.All(Messages, m => Assert.True(m.Message.EventId > 0, m.Method.Name));
        Assert.All(Messages.GroupBy(m => m.Message.EventId), same => Assert.True(
            same.Count() == 1,
            $"{same.Key}: {string.Join(", ", same.Select(m => $"{m.Method.DeclaringType}.{m.Method.Name}"))}"));
    }

    [Fact]
    public void Every_message_is_one_line_and_no_sentence_with_a_full_stop_at_its_end() =>
        Assert.All(Messages, m =>
        {
            Assert.DoesNotContain('\n', m.Message.Message);
            Assert.DoesNotMatch(@"\.\z", m.Message.Message);
        });
}
