using System.Text.RegularExpressions;

namespace OfoWatcher.Tests.Deploy.Dag;

/// <summary>
/// A condition as <c>depends</c> and <c>when</c> hold it: words joined by <c>== != ! &amp;&amp; ||</c> and parentheses.
/// </summary>
/// <remarks>Argo gives them to two libraries; what the templates use means the same in both.</remarks>
internal abstract partial record Condition
{
    /// <summary>A word without quotes stands for itself: Argo takes unknown names for strings.</summary>
    private sealed record Word(string Text) : Condition;

    private sealed record Comparison(string Left, string Right, bool Equal) : Condition;

    private sealed record Not(Condition Inner) : Condition;

    private sealed record Both(Condition Left, Condition Right) : Condition;

    private sealed record Either(Condition Left, Condition Right) : Condition;

    /// <summary>All words that stand alone, which a <c>depends</c> means as a task's result.</summary>
    public IEnumerable<string> Words => this switch
    {
        Word word => [word.Text],
        Not not => not.Inner.Words,
        Both both => both.Left.Words.Concat(both.Right.Words),
        Either either => either.Left.Words.Concat(either.Right.Words),
        _ => [],
    };

    /// <param name="isTrue">Whether a word that stands alone is true.</param>
    public bool Holds(Func<string, bool> isTrue) => this switch
    {
        Word word => isTrue(word.Text),
        Comparison comparison => (comparison.Left == comparison.Right) == comparison.Equal,
        Not not => !not.Inner.Holds(isTrue),
        Both both => both.Left.Holds(isTrue) && both.Right.Holds(isTrue),
        Either either => either.Left.Holds(isTrue) || either.Right.Holds(isTrue),
        _ => throw new InvalidOperationException(),
    };

    /// <exception cref="FormatException">The text is no condition.</exception>
    public static Condition Parse(string text)
    {
        if (Token().Replace(text, "").Trim() is { Length: > 0 } rest)
            throw new FormatException($"'{text}' has {rest}, which no condition has");
        var tokens = new Queue<string>(Token().Matches(text).Select(match => match.Value));
        var condition = ReadEither(tokens);
        return tokens.Count == 0 ? condition : throw new FormatException($"'{text}' goes on with {tokens.Peek()}");
    }

    private static Condition ReadEither(Queue<string> tokens)
    {
        var left = ReadBoth(tokens);
        while (Takes(tokens, "||"))
            left = new Either(left, ReadBoth(tokens));
        return left;
    }

    private static Condition ReadBoth(Queue<string> tokens)
    {
        var left = ReadOne(tokens);
        while (Takes(tokens, "&&"))
            left = new Both(left, ReadOne(tokens));
        return left;
    }

    private static Condition ReadOne(Queue<string> tokens)
    {
        if (Takes(tokens, "!"))
            return new Not(ReadOne(tokens));
        if (Takes(tokens, "("))
        {
            var inner = ReadEither(tokens);
            return Takes(tokens, ")") ? inner : throw new FormatException("a parenthesis is not closed");
        }

        var word = ReadWord(tokens);
        return Takes(tokens, "==") ? new Comparison(word, ReadWord(tokens), true)
            : Takes(tokens, "!=") ? new Comparison(word, ReadWord(tokens), false)
            : new Word(word);
    }

    private static string ReadWord(Queue<string> tokens) =>
        tokens.TryDequeue(out var token) && (token[0] == '\'' || char.IsLetterOrDigit(token[0]))
            ? token.Trim('\'')
            : throw new FormatException($"a word is missing before {token ?? "the end"}");

    private static bool Takes(Queue<string> tokens, string token) =>
        tokens.TryPeek(out var next) && next == token && tokens.TryDequeue(out _);

    [GeneratedRegex(@"\|\||&&|==|!=|!|\(|\)|'[^']*'|[A-Za-z0-9][-A-Za-z0-9_.]*")]
    private static partial Regex Token();
}
