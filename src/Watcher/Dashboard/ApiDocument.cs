using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace OfoWatcher.Dashboard;

/// <summary>The description of the API as OpenAPI has it, made of the endpoints themselves.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";
    private const string Token = "token";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) =>
        services
            .ConfigureHttpJsonOptions(options =>
            {
                options.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
                options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict; // Numbers are never written as texts.
            })
            .AddOpenApi(Name, options =>
            {
                options.ShouldInclude = endpoint =>
                    endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
                options.AddOperationTransformer((operation, context, _) => Complete(operation, context));
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

    /// <summary>Adds what is the same for many: that there may be too many requests, and who needs the token.</summary>
    private static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        operation.Responses ??= [];
        var isHead = HttpMethods.IsHead(context.Description.HttpMethod ?? "");
        operation.Responses.TryAdd("429", new OpenApiResponse
        {
            Description = "There are too many requests: try again later.",
            Content = isHead ? null : new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new()
                {
                    Schema = new OpenApiSchemaReference(nameof(ProblemDetails), context.Document),
                },
            },
        });
        if (operation.Responses.ContainsKey("401"))
        {
            operation.Security =
                [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, context.Document)] = [] }];
        }

        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSecurityScheme>(Token, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The token of the settings (Dashboard:Token).",
        });
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
