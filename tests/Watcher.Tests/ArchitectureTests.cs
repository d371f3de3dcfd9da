using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests;

/// <summary>
/// The folders of src/Watcher are stages in the order of the data; a stage knows only the stages before it.
/// </summary>
public sealed partial class ArchitectureTests
{
    private const string Root = "OfoWatcher";

    /// <summary>The stages, the first one first. Sample stands early, because it makes what the others take.</summary>
    private static readonly IReadOnlyList<string> Stages =
    [
        "Platform", "Telemetry", "Intake", "Survey", "Metashape", "Validation", "Markers", "Workflows", "Notifications",
        "Reconciling", "Dashboard", "Settings", "Commands",
    ];

    /// <summary>Those that the order alone would allow too much.</summary>
    private static readonly Dictionary<string, string[]> Narrow = new()
    {
        ["Sample"] = ["Platform", "Survey"],
        ["Survey"] = ["Platform"],
        ["Telemetry"] = ["Platform"],
    };

    private static readonly IReadOnlyList<Type> Types =
    [
        .. typeof(Program).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true),
    ];

    [Fact]
    public void Every_type_belongs_to_a_stage()
    {
        var strays = Types.Where(type => type.Namespace != Root && StageOf(type) is var stage
            && !Stages.Contains(stage) && !Narrow.ContainsKey(stage)).Select(type => type.FullName);

        Assert.Empty(strays);
        Assert.Contains(Types, type => type.Name == "ProjectPolicy");
    }

    [Fact]
    public void The_program_itself_is_the_only_thing_outside_the_stages() =>
        Assert.Equal(
            [nameof(Program)],
            Types.Where(type => type.Namespace == Root && !type.IsNested).Select(type => type.Name));

    [Fact]
    public void No_stage_knows_a_later_one()
    {
        var faults = from type in Types
                     where type.Namespace != Root
                     from other in TypeReferences.Of(type)
                     where other.Namespace?.StartsWith(Root + ".", StringComparison.Ordinal) == true
                     where !MayKnow(StageOf(type), StageOf(other))
                     select $"{type.FullName} knows {other.FullName}";

        Assert.Empty(faults.Distinct());
    }

    /// <summary>Constants leave no trace in compiled code, so the sources are asked as well.</summary>
    [Fact]
    public void No_source_imports_a_later_stage()
    {
        var sources = Repository.PathOf("src", "Watcher");
        var faults = from file in Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
                     let parts = Path.GetRelativePath(sources, file).Split('/')
                     where parts.Length > 1 && parts[0] is not ("obj" or "bin")
                     from Match import in Import().Matches(File.ReadAllText(file))
                     where !MayKnow(parts[0], import.Groups["stage"].Value)
                     select $"{string.Join('/', parts)} imports {import.Groups["stage"].Value}";

        Assert.Empty(faults);
    }

    [Fact]
    public void Folders_and_namespaces_agree()
    {
        var sources = Repository.PathOf("src", "Watcher");
        var faults = from file in Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
                     let folder = Path.GetRelativePath(sources, Path.GetDirectoryName(file)!)
                     where folder.Split('/')[0] is not ("obj" or "bin")
                     let expected = folder == "." ? Root : $"{Root}.{folder.Replace('/', '.')}"
                     where !File.ReadAllText(file).Contains($"namespace {expected};", StringComparison.Ordinal)
                     select $"{Path.GetRelativePath(sources, file)} is not in {expected}";

        Assert.Empty(faults);
    }

    [Fact]
    public void Nothing_is_public()
    {
        // Compilers and generators make some types that nobody wrote.
        var open = Types.Where(type => type.IsPublic && !IsGenerated(type)).Select(type => type.FullName);

        Assert.Empty(open);
    }

    [Fact]
    public void Every_class_is_sealed_unless_it_is_made_to_be_derived_from()
    {
        var open = Types.Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !IsGenerated(type))
            .Select(type => type.FullName);

        Assert.Empty(open);
    }

    [Fact]
    public void References_within_bodies_signatures_and_generics_are_seen()
    {
        var references = TypeReferences.Of(typeof(Referrer));

        Assert.Contains(typeof(InBody), references);
        Assert.Contains(typeof(InSignature), references);
        Assert.Contains(typeof(InGeneric), references);
        Assert.DoesNotContain(typeof(ArchitectureTests), references);
    }

    private static bool MayKnow(string stage, string other)
    {
        if (stage == other)
            return true;
        if (Narrow.TryGetValue(stage, out var allowed))
            return allowed.Contains(other);
        return other == "Sample"
            ? stage == "Commands"
            : Index(other) < Index(stage);
    }

    private static int Index(string stage)
    {
        var index = Stages.ToList().IndexOf(stage);
        Assert.True(index >= 0, $"{stage} is not in the list of stages");
        return index;
    }

    private static string StageOf(Type type) => type.Namespace!.Split('.').ElementAtOrDefault(1) ?? "";

    private static bool IsGenerated(Type type) =>
        type.Name.Contains('<', StringComparison.Ordinal) || type.IsDefined(typeof(CompilerGeneratedAttribute), false);

    [GeneratedRegex(@"^using (static )?(\w+ = )?OfoWatcher\.(?<stage>\w+)", RegexOptions.Multiline)]
    private static partial Regex Import();

    private sealed class InBody
    {
        public static int Value => 1;
    }

    private sealed class InSignature;

    private sealed class InGeneric;

    private sealed class Referrer
    {
        public List<InGeneric[]> Generics { get; } = [];

        public InSignature? Signature { get; set; }

        public int Body() => InBody.Value + (Generics.Count > 256 ? 1 : 2);
    }
}
