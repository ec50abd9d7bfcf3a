using System.ComponentModel;
using LeadGen.Web.Access;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace LeadGen.Web.Api;

/// <summary>CSV files of leads with what they did and what came of them.</summary>
internal static class ImportsApi
{
    public const string Path = ApiSetup.Root + "/imports";

    private const string Csv = "text/csv";
    private const string Unknown = "There is no import of that id. POST a file to /api/v1/imports begins one.";

    public static void Map(RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports");
        imports
            .MapPost("", ReceiveAsync)
            .WithName("importLeads")
            .RequireScope(ApiScopes.LeadsWrite)
            .WithMetadata(new RequestSizeLimitAttribute(ImportIntake.MaxBytes))
            .WithSummary("Import a CSV file of leads")
            .WithDescription(
                $"At most {ImportIntake.MaxMegabytes} MB; encoding and separator are found by themselves. It is stored, then brought in by itself: Location says where to ask how far it is. Without map the one of the last file with these columns is taken, else one is guessed by the names of the columns. A map that brings touchpoints needs events:write too, one that brings outcomes outcomes:write. The same file again changes nothing."
            )
            .Accepts<string>(Csv)
            .Answers<ImportJson>(StatusCodes.Status202Accepted)
            .Refuses(
                StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType,
                StatusCodes.Status422UnprocessableEntity
            );
        imports
            .MapGet("/{id:guid}", FindAsync)
            .WithName("getImport")
            .RequireScope(ApiScopes.LeadsWrite)
            .WithSummary("An import, how far it is and what came of it")
            .WithDescription(
                "state is uploaded, checking, ready, running, paused, cancelled, done, failed, undoing or undone."
            )
            .Answers<ImportJson>(StatusCodes.Status200OK)
            .Refuses(StatusCodes.Status404NotFound);
        imports
            .MapGet("/{id:guid}/rejected.csv", RejectedAsync)
            .WithName("getRejectedRows")
            .RequireScope(ApiScopes.LeadsWrite)
            .WithSummary("The rows of an import that could not be used")
            .WithDescription(
                "With one more column, error, that says what to do. Mend them and send them as an import of their own with the same map. The file is removed 30 days after the import."
            )
            .Produces(StatusCodes.Status200OK, contentType: Csv)
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ReceiveAsync(
        [Description("Name of the map of an earlier import, or of one that comes with the app.")] string? map,
        [Description("What to call the file.")] string? name,
        [FromQuery(Name = "dry_run")]
        [Description("true or 1: look at all rows and write nothing; false, 0 or absent: import.")]
            string? dryRun,
        HttpContext http,
        ImportIntake intake,
        ImportRoad road,
        CancellationToken cancel
    )
    {
        if (
            !MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase)
        )
        {
            return TypedResults.Problem(
                "Send the file as it is, uncompressed, with the header Content-Type: text/csv.",
                statusCode: StatusCodes.Status415UnsupportedMediaType,
                title: "The content type is not taken"
            );
        }

        var query = new QueryForm();
        var begins = query.Flag("dry_run", dryRun) ? ImportState.Checking : ImportState.Running;
        if (query.Errors.Count > 0)
        {
            return ApiProblems.Invalid(query.Errors);
        }

        var receipt = await intake.ReceiveAsync(
            new ImportUpload(
                string.IsNullOrWhiteSpace(name) ? "api.csv" : name,
                http.Request.Body,
                http.User.ApiKeyName(),
                begins
            )
            {
                MapName = string.IsNullOrEmpty(map) ? null : map,
                Refuse = brought => Lacking(http, brought),
            },
            cancel
        );
        if (receipt.Import is not { } import)
        {
            return receipt.IsTooLarge
                ? TypedResults.Problem(
                    receipt.Error,
                    statusCode: StatusCodes.Status413PayloadTooLarge,
                    title: "The body is too large"
                )
                : ApiProblems.Invalid(receipt.IsMap ? "map" : "file", receipt.Error!);
        }

        road.Asked.Call();
        return TypedResults.Accepted($"{Path}/{import.Id}", ImportJson.Of(import));
    }

    private static async Task<IResult> FindAsync(Guid id, ImportDesk desk, CancellationToken cancel) =>
        await desk.FindAsync(id, cancel) is { } import
            ? TypedResults.Ok(ImportJson.Of(import))
            : ApiProblems.NotFound(Unknown);

    private static async Task<IResult> RejectedAsync(
        Guid id,
        ImportDesk desk,
        ImportFiles files,
        AuditBook book,
        CancellationToken cancel
    )
    {
        if (await desk.FindAsync(id, cancel) is not { RejectsBytes: > 0 } || files.OpenRejects(id) is not { } rejects)
        {
            return ApiProblems.NotFound("This import has no rejected rows, or they were removed.");
        }

        await book.NoteAsync(AuditAction.Exported, "imports", id.ToString(), null, cancel);
        return Results.Stream(rejects, Csv, "rejected.csv");
    }

    /// <summary>What the map brings by this road is asked of the key as by any other.</summary>
    private static string? Lacking(HttpContext http, ImportMap map) =>
        map.Touchpoints.Count > 0 && !http.User.HasScope(ApiScopes.EventsWrite)
            ? "This map brings touchpoints: take a key with the scope events:write too"
        : map.Outcome is not null && !http.User.HasScope(ApiScopes.OutcomesWrite)
            ? "This map brings outcomes: take a key with the scope outcomes:write too"
        : null;
}
