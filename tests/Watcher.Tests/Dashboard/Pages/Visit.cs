using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace OfoWatcher.Tests.Dashboard.Pages;

/// <summary>A window of the browser, and all that it complained of.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = [];

    public Visit(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Enqueue($"{message.Text} ({message.Location})");
        };
        page.PageError += (_, fault) => complaints.Enqueue(fault);
    }

    public IPage Page { get; }

    /// <summary>What the browser's console shows of errors: requests that failed, scripts that may not run.</summary>
    public IReadOnlyList<string> Complaints => [.. complaints];

    /// <summary>The row of a project in the list.</summary>
    public ILocator Row(string project) => Page.Locator(
        "#rows > tr", new() { Has = Page.GetByRole(AriaRole.Link, new() { Name = project, Exact = true }) });

    /// <summary>The projects of the list, in its order.</summary>
    public async Task<IReadOnlyList<string>> ListedAsync() => await Page.Locator(".project").AllInnerTextsAsync();

    /// <summary>Waits until these projects are listed, in this order.</summary>
    public Task ListsAsync(params string[] projects) =>
        Assertions.Expect(Page.Locator(".project")).ToHaveTextAsync(projects);

    /// <summary>What stands wider than the window.</summary>
    public Task<int> OverflowAsync() =>
        Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>What keeps some people from using the page as it is now, be it little or much.</summary>
    public async Task<IReadOnlyList<string>> BarriersAsync()
    {
        var result = await Page.RunAxe(new AxeRunOptions());
        return
        [
            .. result.Violations.Select(
                fault => $"{fault.Impact} {fault.Id}: {string.Join(" | ", fault.Nodes.Select(node => node.Html))}"),
        ];
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
