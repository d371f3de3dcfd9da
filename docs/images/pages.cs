// Takes pictures of the status page's list and of a project's own page once its run is well under way.
// Usage: dotnet run docs/images/pages.cs ADDRESS PROJECT FOLDER
#:package Microsoft.Playwright
#:property PublishAot=false
using Microsoft.Playwright;

var (address, project, folder) = (args[0], args[1], args[2]);
using var playwright = await Playwright.CreateAsync();
// The chromium that is installed; none is ever fetched. The superuser has no sandbox.
await using var browser = await playwright.Chromium.LaunchAsync(
    new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] });
await using var context = await browser.NewContextAsync(new()
{
    ViewportSize = new() { Width = 1200, Height = 760 },
    DeviceScaleFactor = 0.75f,
    ColorScheme = ColorScheme.Light,
    ReducedMotion = ReducedMotion.Reduce,
    Locale = "en-GB",
});
var page = await context.NewPageAsync();

await page.GotoAsync(new Uri(new Uri(address), "/projects/" + project).ToString());
await page.WaitForFunctionAsync(
    "() => document.querySelector('#progress progress')?.value >= 0.3", null, new() { Timeout = 120_000 });
await page.Locator("#connection[data-state=live]").WaitForAsync();
await page.Locator("#map-image").EvaluateAsync("image => image.decode()");
await page.SetViewportSizeAsync(1200, 1400);
await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "project.png") });

await page.SetViewportSizeAsync(1200, 760);
await page.GotoAsync(address);
await page.Locator("#connection[data-state=live]").WaitForAsync();
await page.GetByText("Ends about").WaitForAsync();
await page.GetByLabel("Report on " + project).WaitForAsync();
await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "status.png"), FullPage = true });
