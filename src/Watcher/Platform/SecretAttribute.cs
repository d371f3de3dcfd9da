using System.Reflection;

namespace OfoWatcher.Platform;

/// <summary>
/// Marks a setting whose value nobody may read in a log or on a screen: what is told of it names the key alone.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute
{
    /// <summary>What is shown in place of the value.</summary>
    public const string Mask = "***";

    private static readonly char[] Marks = ['[', ']', '.', ':'];

    /// <summary>Whether a setting is one, or lies within one.</summary>
    /// <param name="options">The type of the section's options.</param>
    /// <param name="path">The setting within it, such as <c>Token</c>, <c>Hooks[0].Key</c> or
    /// <c>Hooks:mine:Key</c>.</param>
    public static bool IsOn(Type options, string path)
    {
        var type = options;
        var isEntry = false; // The next part is the place in a list, or the name of an entry.
        foreach (var part in path.Split(Marks, StringSplitOptions.RemoveEmptyEntries))
        {
            if (isEntry)
            {
                isEntry = false;
                continue;
            }

            var property = type.GetProperty(
                part, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property is null)
                return false;
            if (property.IsDefined(typeof(SecretAttribute)))
                return true;
            isEntry = property.PropertyType.IsGenericType;
            type = property.PropertyType.GenericTypeArguments.LastOrDefault() ?? property.PropertyType;
        }

        return false;
    }
}
