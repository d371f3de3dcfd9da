using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace OfoWatcher.Bench.Serving;

/// <summary>
/// The least that the same web server can do: one answer whose bytes lie in memory, whatever is asked.
/// </summary>
internal static class PeerSite
{
    /// <param name="file">What is answered.</param>
    public static async Task<int> RunAsync(string file)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var site = builder.Build();
        site.Urls.Add("http://127.0.0.1:0");
        site.Run(async context =>
        {
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes);
        });
        await site.StartAsync();
        Console.WriteLine(site.Urls.Single());
        while (await Console.In.ReadLineAsync() is not null)
            continue;
        return 0;
    }
}
