using System.ComponentModel;
using LeadGen.Web.Access;
using LeadGen.Web.Exports;
using Microsoft.AspNetCore.Mvc;

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
                "leads.csv, touchpoints.csv, handoffs.csv or outcomes.csv, or each as jsonl: a JSON object a line. Streamed, all of one instant, the oldest first. The parameters are filters of GET /leads; of the other files they choose whose rows. In CSV what a spreadsheet would take for a formula begins with an apostrophe."
            )
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .Refuses(
                StatusCodes.Status404NotFound,
                StatusCodes.Status422UnprocessableEntity,
                StatusCodes.Status503ServiceUnavailable
            );

    private static async Task<IResult> WriteAsync(
        [Description("leads, touchpoints, handoffs or outcomes, each .csv or .jsonl.")] string file,
        [AsParameters] ExportQuery sent,
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
        var wanted = LeadFilter.Read(sent.OfLeads(), query).Wanted;
        if (query.Errors.Count > 0)
        {
            return ApiProblems.Invalid(query.Errors);
        }

        return await export.WriteAsync(http.Response, kind, read, wanted, ExportedBy.Api, cancel)
            ? Results.Empty
            : ApiProblems.Busy("Other exports are being written. Try again in a minute.", http.Response);
    }
}

/// <summary>The filters of <c>GET /leads</c>, without its pages.</summary>
internal sealed record ExportQuery(
    [property: FromQuery(Name = "email"), Description("Exactly this address.")] string? Email,
    [property: FromQuery(Name = "stage"), Description("One or several stages, parted by commas.")] string? Stage,
    [property: FromQuery(Name = "min_score"), Description("Leads whose score is this or more.")] string? MinScore,
    [property: FromQuery(Name = "q"), Description("Words that are in the address, the name or the company.")] string? Q,
    [property: FromQuery(Name = "updated_since"), Description("Changed at or after this instant.")] string? UpdatedSince
)
{
    public LeadQuery OfLeads() => new(Email, Stage, MinScore, Q, UpdatedSince, Limit: null, Cursor: null);
}
