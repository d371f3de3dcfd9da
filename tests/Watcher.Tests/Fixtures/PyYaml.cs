using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OfoWatcher.Metashape.Configuration;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>
/// The library by which automate-metashape reads its configuration. What it reads is told as a text that names types as
/// well, so that the texts of two values are equal only when the values are.
/// </summary>
internal static class PyYaml
{
    private const string Tell = """
        import json, struct, sys, yaml
        def tell(v):
            if v is None: return 'null'
            if isinstance(v, bool): return 'bool ' + str(v)
            if isinstance(v, int): return 'int ' + str(v) if -2**63 < v < 2**63 else 'odd'
            if isinstance(v, float): return 'float ' + struct.pack('>d', v).hex()
            if isinstance(v, str): return 'str ' + json.dumps(v)
            if isinstance(v, list): return '[' + ', '.join(map(tell, v)) + ']'
            if isinstance(v, dict): return '{' + ', '.join(json.dumps(k) + ': ' + tell(x) for k, x in v.items()) + '}'
            return 'odd'
        def scalar(text):
            try:
                tag = yaml.resolver.Resolver().resolve(yaml.ScalarNode, text, (True, False))
                return tell(yaml.SafeLoader('').construct_document(yaml.ScalarNode(tag, text)))
            except Exception:
                return 'odd'
        """;

    /// <summary>What <c>safe_load</c> makes of a file.</summary>
    public static string Load(string path) =>
        Run("print(tell(yaml.safe_load(open(sys.argv[1], encoding='utf-8'))))", path).TrimEnd();

    /// <summary>What it makes of single unquoted scalars.</summary>
    public static IReadOnlyList<string> Resolve(IEnumerable<string> scalars)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["scalars.json"], JsonSerializer.Serialize(scalars));
        return Run("for s in json.load(open(sys.argv[1])): print(scalar(s))", folder["scalars.json"])
            .TrimEnd('\n').Split('\n');
    }

    /// <summary>Our own values, told in the same way.</summary>
    public static string Told(YamlValue value) => value switch
    {
        YamlValue.Null => "null",
        YamlValue.Flag flag => $"bool {flag.Value}",
        YamlValue.Whole whole => $"int {whole.Value.ToString(CultureInfo.InvariantCulture)}",
        YamlValue.Real real => $"float {BitConverter.DoubleToInt64Bits(real.Value):x16}",
        YamlValue.Text text => $"str {Json(text.Value)}",
        YamlValue.Items items => $"[{string.Join(", ", items.Values.Select(Told))}]",
        YamlValue.Map map => $"{{{string.Join(", ", map.Entries.Select(e => $"{Json(e.Key)}: {Told(e.Value)}"))}}}",
        _ => "odd",
    };

    // As Python's json writes texts: all that is not ASCII as \uXXXX, and nothing else but quote, backslash and
    // controls.
    private static string Json(string text) => "\"" + string.Concat(text.Select(c => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        >= ' ' and <= '~' => c.ToString(),
        '\x7F' => c.ToString(),
        _ => $"\\u{(int)c:x4}",
    })) + "\"";

    private static string Run(string script, string argument)
    {
        Process? process = null;
        try
        {
            process = Process.Start(new ProcessStartInfo("python3", ["-c", $"{Tell}\n{script}", argument])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not installed.");
        }

        using (process)
        {
            var errors = process!.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (errors.Result.Contains("No module named 'yaml'", StringComparison.Ordinal))
                Assert.Skip("PyYAML is not installed (python3-yaml).");
            Assert.True(process.ExitCode == 0, errors.Result);
            return output;
        }
    }
}
