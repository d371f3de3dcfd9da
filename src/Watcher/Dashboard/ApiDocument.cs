using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace OfoWatcher.Dashboard;

/// <summary>The description of the API as OpenAPI has it, made of the endpoints themselves.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) =>
        services
            .ConfigureHttpJsonOptions(options =>
                options.SerializerOptions.Converters.Add(new JsonStringEnumConverter()))
            .AddOpenApi(Name, options =>
            {
                options.ShouldInclude = endpoint =>
                    endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
                options.AddOperationTransformer((operation, _, _) =>
                {
                    operation.Responses ??= [];
                    operation.Responses.TryAdd(
                        "429", new OpenApiResponse { Description = "There are too many requests: try again later." });
                    return Task.CompletedTask;
                });
                options.AddDocumentTransformer((document, _, _) => Describe(document));
            });

    public static void MapApiDocument(this IEndpointRouteBuilder site)
    {
        byte[]? made = null; // It stays the same, and takes a while to make.
        site.MapGet("/api/v1/openapi.json", async Task (HttpContext context, IServiceProvider services) =>
                await Answer.BytesAsync(
                    context, Answer.Json, made ??= await MakeAsync(services, context.RequestAborted)))
            .WithSummary("This document")
            .WithTags("Description")
            .Produces(StatusCodes.Status200OK, contentType: "application/json");
    }

    private static async Task<byte[]> MakeAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name)
            .GetOpenApiDocumentAsync(cancellationToken);
        using var stream = new MemoryStream();
        await document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1, cancellationToken);
        return stream.ToArray();
    }

    private static Task Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "OfoWatcher",
            Version = Name,
            Description = "Where the projects on the share stand. Errors are answered as problem details (RFC 9457).",
        };
        // Not where this process happens to listen: whoever reads the document knows where it came from.
        document.Servers = [new OpenApiServer { Url = "/" }];
        return Task.CompletedTask;
    }
}
