using System.Diagnostics;
using SkiaSharp;

namespace OfoWatcher.Tests.Fixtures;

/// <summary>A page as a browser shows it.</summary>
internal sealed class Chromium : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SKBitmap picture;

    private Chromium(SKBitmap picture, IReadOnlyList<string> console) =>
        (this.picture, Console) = (picture, console);

    /// <summary>What the browser complained of: a request that was blocked, a script that may not run.</summary>
    public IReadOnlyList<string> Console { get; }

    public int Width => picture.Width;

    /// <summary>Opens a page in a browser of its own; skips the test, with the reason, where there is none.</summary>
    /// <param name="page">A file of HTML.</param>
    /// <param name="width">Of the window, in pixels.</param>
    /// <param name="height">Likewise.</param>
    /// <param name="arguments">Further arguments of the browser.</param>
    public static async Task<Chromium> OpenAsync(string page, int width, int height, params string[] arguments)
    {
        Shell.Require("chromium");
        using var folder = new TemporaryFolder();
        var picture = folder["picture.png"];
        var start = new ProcessStartInfo("chromium")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder.Path,
        };
        // The superuser has no sandbox, and tests may run as the superuser.
        string[] all =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-dev-shm-usage", "--hide-scrollbars", "--enable-logging=stderr",
            "--log-level=0", $"--user-data-dir={folder["profile"]}", $"--window-size={width},{height}",
            $"--screenshot={picture}", .. arguments, new Uri(page).AbsoluteUri,
        ];
        foreach (var argument in all)
            start.ArgumentList.Add(argument);
        var errors = await RunAsync(start);
        Assert.True(File.Exists(picture), $"The browser made no picture: {errors}");
        return new Chromium(
            SKBitmap.Decode(picture),
            [.. errors.Split('\n').Where(line => line.Contains("CONSOLE", StringComparison.Ordinal))]);
    }

    /// <summary>How many pixels have about this colour (#rrggbb).</summary>
    public int Count(string colour, int tolerance = 2)
    {
        var wanted = SKColor.Parse(colour);
        return picture.Pixels.Count(pixel => IsNear(pixel, wanted, tolerance));
    }

    /// <summary>Whether a strip of so many pixels along the right edge has this colour only.</summary>
    public bool IsEmptyAtTheRight(string colour, int pixels)
    {
        var wanted = SKColor.Parse(colour);
        return Enumerable.Range(0, picture.Height).All(y => Enumerable.Range(picture.Width - pixels, pixels)
            .All(x => IsNear(picture.GetPixel(x, y), wanted, 2)));
    }

    public void Dispose() => picture.Dispose();

    private static async Task<string> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = await process.StandardError.ReadToEndAsync(patience.Token);
            await output;
            await process.WaitForExitAsync(patience.Token);
            return errors;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static bool IsNear(SKColor a, SKColor b, int tolerance) =>
        Math.Abs(a.Red - b.Red) <= tolerance && Math.Abs(a.Green - b.Green) <= tolerance
        && Math.Abs(a.Blue - b.Blue) <= tolerance;
}
