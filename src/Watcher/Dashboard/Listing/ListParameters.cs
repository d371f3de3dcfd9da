using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using OfoWatcher.Reconciling;

namespace OfoWatcher.Dashboard.Listing;

/// <summary>Describes the parameters of <see cref="ListQuery"/> for the API's document.</summary>
internal static class ListParameters
{
    public static void AddTo(OpenApiOperation operation)
    {
        operation.Parameters =
        [
            Query("search", "A part of the name, in capitals or small letters.", new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                MaxLength = ListQuery.LongestSearch,
            }),
            Query("state", "Only projects in this state; given several times, in any of them.", new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = Choice(Enum.GetNames<ProjectState>()),
            }),
            Query("stuck", "With true, only projects that do not come on.", new OpenApiSchema
            {
                Type = JsonSchemaType.Boolean,
                Default = false,
            }),
            Query("sort", "What to sort by; a - before it sorts the other way. What is not known comes last.", Sorts()),
            Query("page", "The page, from 1; the last one where there are fewer.", Number(1, null)),
            Query(
                "pageSize",
                "How many projects a page has.",
                Number(ListQuery.DefaultPageSize, ListQuery.LargestPageSize)),
        ];
    }

    private static OpenApiParameter Query(string name, string description, OpenApiSchema schema) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = schema,
    };

    private static OpenApiSchema Sorts()
    {
        var names = Enum.GetNames<ListSort>().Select(name => name.ToLowerInvariant()).ToList();
        var schema = Choice([.. names, .. names.Select(name => "-" + name)]);
        schema.Default = "project";
        return schema;
    }

    private static OpenApiSchema Choice(IEnumerable<string> values) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. values.Select(value => JsonValue.Create(value))],
    };

    private static OpenApiSchema Number(int usual, int? most) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = "1",
        Maximum = most?.ToString(CultureInfo.InvariantCulture),
        Default = usual,
    };
}
