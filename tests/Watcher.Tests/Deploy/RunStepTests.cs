using System.Diagnostics;
using System.Globalization;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Deploy;

/// <summary>What <c>deploy/run-step.py</c> makes of a program of automate-metashape.</summary>
public sealed class RunStepTests : IDisposable
{
    private const string Licence = "[automate-metashape-license-wrapper] ";
    private const string Heartbeat = "[automate-metashape-heartbeat] 12:00:01 | ";

    private readonly TemporaryFolder folder = new();

    public RunStepTests() => Shell.Require("python3");

    private string ProgressFile => folder["progress"];

    [Fact]
    public async Task The_program_gets_its_arguments_as_they_are_and_its_output_goes_on()
    {
        var (code, output) = await RunAsync(
            "print(sys.argv[1:]); print('to stderr', file=sys.stderr)",
            ["--project-name", "a b; $(touch x) {{y}}"]);

        Assert.Equal(0, code);
        Assert.Equal(["['--project-name', 'a b; $(touch x) {{y}}']", "to stderr"], output);
        Assert.Equal("100/100\n", File.ReadAllText(ProgressFile));
    }

    [Theory]
    [InlineData("sys.exit(1)", 1)]
    [InlineData("sys.exit(2)", 2)]
    // How the licence wrapper hands on that its own program was killed, and that it was terminated.
    [InlineData("sys.exit(-9)", 247)]
    [InlineData("sys.exit(-15)", 143)]
    [InlineData("sys.exit(-11)", 139)]
    [InlineData("os.kill(os.getpid(), 9)", 247)]
    [InlineData("os.kill(os.getpid(), 11)", 139)]
    public async Task It_ends_as_the_program_did(string program, int code)
    {
        Assert.Equal(code, (await RunAsync(program)).Code);
        Assert.Equal("0/100\n", File.ReadAllText(ProgressFile));
    }

    [Theory]
    [InlineData(Licence + "Max retries (12) exceeded", "License not found", 75)]
    [InlineData(Licence + "No license available and retries disabled (LICENSE_MAX_RETRIES=0)", "x", 75)]
    // Lost while it worked, and found out when it saved.
    [InlineData("RuntimeError: No license found", "[automate-metashape-monitor] === End error context ===", 75)]
    // The licence came, and what failed later is another matter.
    [InlineData("License not found", Licence + "Starting Metashape workflow (attempt 2)...", 1)]
    [InlineData("Licence server: found", "RuntimeError: Empty DEM", 1)]
    public async Task A_licence_that_is_missing_is_told_from_an_error_of_Metashape(
        string first, string second, int code)
    {
        Assert.Equal(code, (await RunAsync($"print('{first}'); print('{second}'); sys.exit(1)")).Code);
    }

    [Fact]
    public async Task A_missing_licence_that_was_found_in_time_is_no_failure()
    {
        Assert.Equal(0, (await RunAsync("print('License not found')")).Code);
    }

    [Theory]
    [InlineData("[automate-metashape-progress] matchPhotos: 50%", 40)]
    [InlineData("[progress] matchPhotos: 50%", 40)]
    [InlineData(Heartbeat + "output lines: 9 | elapsed: 60s | matchPhotos: 50% | last: x", 40)]
    // Metashape's own words that look like it are not progress.
    [InlineData(Heartbeat + "output lines: 9 | elapsed: 60s | last: depth: 50%", 0)]
    [InlineData("matchPhotos: 50%", 0)]
    [InlineData("[automate-metashape-progress] matchPhotos: 999%", 80)]
    public async Task The_percentage_of_an_operation_is_told(string line, int hundredths)
    {
        await RunAsync($"print('{line}'); sys.exit(1)");

        Assert.Equal($"{hundredths}/100\n", File.ReadAllText(ProgressFile));
    }

    [Fact]
    public async Task One_operation_after_another_brings_it_forward_and_never_back()
    {
        const string program = """
            for line in ('buildDem: 50', 'buildDem: 100', 'buildDem: 0', 'buildDem: 50', 'exportRaster: 50',
                         'exportRaster: 40', 'exportRaster: 100', 'a: 100', 'b: 100', 'c: 100'):
                print('[progress] %s%%' % line, flush=True)
            sys.exit(1)
            """;
        var written = await WrittenAsync(program);

        Assert.Equal(written.Order(), written);
        Assert.Equal([0, 40, 80, 88, 97, 99], written);
    }

    [Fact]
    public async Task A_share_of_its_own_slows_it_down()
    {
        await RunAsync("print('[progress] matchPhotos: 100%'); sys.exit(1)", share: "0.2");

        Assert.Equal("20/100\n", File.ReadAllText(ProgressFile));
    }

    [Fact]
    public async Task Progress_that_cannot_be_written_fails_nothing()
    {
        var (code, output) = await RunAsync(
            "print('[progress] matchPhotos: 50%'); print('done')", progressFile: folder["missing/progress"]);

        Assert.Equal(0, code);
        Assert.Equal("done", output[^1]);
    }

    [Fact]
    public async Task A_line_without_end_is_passed_on_in_pieces()
    {
        var (code, output) = await RunAsync("sys.stdout.write('x' * 3_000_000)");

        Assert.Equal(0, code);
        Assert.Equal(3_000_000, output.Sum(line => line.Length));
    }

    [Fact]
    public async Task The_signal_that_stops_a_pod_reaches_the_program_and_is_told_from_its_own_failure()
    {
        const string program = """
            import signal
            def stop(number, frame):
                print('stopping', flush=True)
                sys.exit(1)
            signal.signal(signal.SIGTERM, stop)
            print('started', flush=True)
            time.sleep(600)
            """;
        using var process = Start(program, [], ProgressFile, null);
        Assert.Equal("started", await process.StandardOutput.ReadLineAsync(Cancellation));

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);

        Assert.Equal("stopping", await process.StandardOutput.ReadLineAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(143, process.ExitCode);
    }

    [Fact]
    public async Task Without_a_program_it_says_so()
    {
        using var process = Process.Start(new ProcessStartInfo("python3", [Repository.PathOf("deploy", "run-step.py")])
        {
            RedirectStandardError = true,
        })!;

        var errors = await process.StandardError.ReadToEndAsync(Cancellation);
        Assert.Contains("which program?", errors, StringComparison.Ordinal);
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(2, process.ExitCode);
    }

    public void Dispose() => folder.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>All that was told of a program's progress, in hundredths.</summary>
    private async Task<IEnumerable<int>> WrittenAsync(string program)
    {
        File.WriteAllText(folder["program.py"], "import sys\n" + program);
        File.WriteAllText(folder["log-replaced.py"], """
            import os, runpy, sys
            replace = os.replace
            def log(new, old):
                with open(old + '.log', 'a') as written:
                    written.write(open(new).read())
                replace(new, old)
            os.replace = log
            sys.argv = sys.argv[1:]
            runpy.run_path(sys.argv[0], run_name='__main__')
            """);
        var start = new ProcessStartInfo(
            "python3", [folder["log-replaced.py"], Repository.PathOf("deploy", "run-step.py"), folder["program.py"]])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["ARGO_PROGRESS_FILE"] = ProgressFile;
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync(Cancellation);
        return File.ReadLines($"{ProgressFile}.log").Select(HundredthsOf);
    }

    private static int HundredthsOf(string progress)
    {
        Assert.EndsWith("/100", progress, StringComparison.Ordinal);
        return int.Parse(progress.Split('/')[0], CultureInfo.InvariantCulture);
    }

    private async Task<(int Code, IReadOnlyList<string> Output)> RunAsync(
        string program, string[]? arguments = null, string? progressFile = null, string? share = null)
    {
        using var process = Start(program, arguments ?? [], progressFile ?? ProgressFile, share);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private Process Start(string program, string[] arguments, string progressFile, string? share)
    {
        File.WriteAllText(folder["program.py"], "import os, sys, time\n" + program);
        var start = new ProcessStartInfo(
            "python3", [Repository.PathOf("deploy", "run-step.py"), folder["program.py"], .. arguments])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["ARGO_PROGRESS_FILE"] = progressFile;
        start.Environment["PYTHONUNBUFFERED"] = "1";
        start.Environment["OPERATION_SHARE"] = share;
        return Process.Start(start)!;
    }
}
