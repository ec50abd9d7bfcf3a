using System.ComponentModel;
using LeadGen.Web.Access;
using LeadGen.Web.Exports;

namespace LeadGen.Web.Api;

/// <summary>Files of leads and what belongs to them.</summary>
internal static class ExportsApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/exports/{file}", WriteAsync)
            .WithTags("Exports")
            .WithName("export")
            .RequireScope(ApiScopes.LeadsRead)
            .WithSummary("Export leads, touchpoints, handoffs or outcomes")
            .WithDescription(
                "leads.csv, touchpoints.csv, handoffs.csv or outcomes.csv, or each as jsonl: a JSON object a line. Streamed, all of one instant, the oldest first. The parameters are those of GET /leads; of the other files they choose whose rows. In CSV what a spreadsheet would take for a formula begins with an apostrophe."
            )
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .Refuses(
                StatusCodes.Status404NotFound,
                StatusCodes.Status422UnprocessableEntity,
                StatusCodes.Status503ServiceUnavailable
            );

    private static async Task<IResult> WriteAsync(
        [Description("leads, touchpoints, handoffs or outcomes, each .csv or .jsonl.")] string file,
        [AsParameters] LeadQuery sent,
        HttpContext http,
        LeadExport export,
        CancellationToken cancel
    )
    {
        if (
            !LeadExport.TryRead(
                Path.GetFileNameWithoutExtension(file),
                Path.GetExtension(file).TrimStart('.'),
                out var kind,
                out var read
            )
        )
        {
            return ApiProblems.NotFound(
                "There are leads, touchpoints, handoffs and outcomes, each as .csv and .jsonl."
            );
        }

        var query = new QueryForm();
        var wanted = LeadFilter.Read(sent, query).Wanted with { After = null };
        if (query.Errors.Count > 0)
        {
            return ApiProblems.Invalid(query.Errors);
        }

        return await export.WriteAsync(http.Response, kind, read, wanted, ExportedBy.Api, cancel)
            ? Results.Empty
            : ApiProblems.Busy("Other exports are being written. Try again in a minute.", http.Response);
    }
}
