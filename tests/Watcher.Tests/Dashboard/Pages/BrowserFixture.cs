using Microsoft.Playwright;
using OfoWatcher.Tests.Fixtures;

namespace OfoWatcher.Tests.Dashboard.Pages;

/// <summary>The browser that is installed, started once for all tests of pages; none is ever fetched.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    private const string Program = "chromium";

    // Far beyond what a busy machine needs; it says nothing about speed.
    private const float Patience = 90_000;

    private readonly SemaphoreSlim gate = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>
    /// A window of its own, as of another visitor who has a clock of 24 hours; skips the test where there is no browser.
    /// </summary>
    /// <param name="width">In pixels; a phone has 360.</param>
    internal async Task<Visit> OpenAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        Shell.Require(Program);
        var context = await (await StartAsync()).NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce, // Colours half-way through a change are not what people read.
            Locale = "en-GB",
            TimezoneId = "America/Los_Angeles",
        });
        context.SetDefaultTimeout(Patience);
        return new Visit(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        gate.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        await gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            Assertions.SetDefaultExpectTimeout(Patience);
            playwright ??= await Playwright.CreateAsync();
            // The superuser has no sandbox, and tests may run as the superuser.
            return browser ??= await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = PathOf(Program),
                Args = ["--no-sandbox", "--disable-dev-shm-usage"],
            });
        }
        finally
        {
            gate.Release();
        }
    }

    private static string PathOf(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Select(folder => Path.Combine(folder, program)).First(File.Exists);
}

/// <summary>All tests of pages, one after the other, in one browser.</summary>
[CollectionDefinition(Name)]
public sealed class InBrowser : ICollectionFixture<BrowserFixture>
{
    public const string Name = "in a browser";
}
