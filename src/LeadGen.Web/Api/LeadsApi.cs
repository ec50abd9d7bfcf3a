using System.ComponentModel;
using LeadGen.Web.Access;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Reads;
using LeadGen.Web.Privacy;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Api;

/// <summary>Leads: in, out, found, explained, told.</summary>
internal static class LeadsApi
{
    private const string NoLead = "There is no lead of this id.";
    private const string Timeline = "timeline";

    public static void Map(RouteGroupBuilder api)
    {
        var leads = api.MapGroup("/leads").WithTags("Leads");
        leads
            .MapPost("", EnterAsync)
            .WithName("enterLead")
            .RequireScope(ApiScopes.LeadsWrite)
            .WithSummary("Create a lead, or update the one of this e-mail address")
            .WithDescription(
                "Facts by precedence: a staff edit, then the person's own answer, then API and import. The facts that kept their value are listed in kept; overwrite replaces all but staff edits. The next steps contact and question are hand-raises: the lead becomes an SQL. Unknown members are ignored."
            )
            .Takes<LeadBody>()
            .Answers<LeadJson>(StatusCodes.Status201Created, StatusCodes.Status200OK)
            .Refuses(StatusCodes.Status422UnprocessableEntity);
        leads
            .MapGet("", ListAsync)
            .WithName("listLeads")
            .RequireScope(ApiScopes.LeadsRead)
            .WithSummary("Find leads")
            .WithDescription("Newest first; with updated_since in the order of their last change.")
            .Answers<ListPage<LeadJson>>(StatusCodes.Status200OK)
            .Refuses(StatusCodes.Status422UnprocessableEntity);
        leads
            .MapGet("/{id:guid}", GetAsync)
            .WithName("getLead")
            .RequireScope(ApiScopes.LeadsRead)
            .WithSummary("One lead")
            .WithDescription(
                "Of a lead that was merged into another the answer is that one: its id is not the one that was asked for."
            )
            .Answers<LeadJson>(StatusCodes.Status200OK)
            .Refuses(StatusCodes.Status404NotFound);
        leads
            .MapDelete("/{id:guid}", EraseAsync)
            .WithName("eraseLead")
            .RequireScope(ApiScopes.LeadsWrite)
            .WithSummary("Erase a person")
            .WithDescription(
                "What tells who they are goes from everywhere, at once and for good: facts, forms, mails, conversations, notes. Counts stay without a person. A later form of the same address makes a new lead."
            )
            .Produces(StatusCodes.Status204NoContent)
            .Refuses(StatusCodes.Status404NotFound);
        leads
            .MapGet("/{id:guid}/score", ScoreAsync)
            .WithName("getLeadScore")
            .RequireScope(ApiScopes.LeadsRead)
            .WithSummary("The score of a lead, explained, now or as of a past instant")
            .WithDescription(
                "Computed from facts and touchpoints: of what had happened at as_of and, with known_at, was recorded by then too."
            )
            .Answers<ScoreJson>(StatusCodes.Status200OK)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        leads
            .MapGet("/{id:guid}/timeline", TimelineAsync)
            .WithName("getLeadTimeline")
            .RequireScope(ApiScopes.LeadsRead)
            .WithSummary("What happened to a lead, newest first")
            .Answers<ListPage<TimelineItem>>(StatusCodes.Status200OK)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> EnterAsync(
        HttpContext http,
        LeadEntry entry,
        LeadReads reads,
        CancellationToken cancel
    )
    {
        var (form, problem) = await JsonBody.ReadAsync(http.Request, JsonBody.OneMaxBytes, cancel);
        if (problem is not null)
        {
            return problem;
        }

        var custom = form.Field(LeadForm.Custom) is null ? [] : await reads.CustomFieldsAsync(cancel);
        if (LeadForm.Read(form, custom, http.User.ApiKeyName()) is not { } entered)
        {
            return ApiProblems.Invalid(form.Errors);
        }

        var result = await entry.SaveAsync(entered with { CallId = http.IdOfCall() }, cancel);
        var lead = (await reads.FindAsync(result.Lead.Id, cancel))! with { Kept = result.Kept };
        return result.Created ? TypedResults.Created($"{ApiSetup.Root}/leads/{lead.Id}", lead) : TypedResults.Ok(lead);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] LeadQuery sent,
        LeadReads reads,
        CancellationToken cancel
    )
    {
        var query = new QueryForm();
        var filter = LeadFilter.Read(sent, query);
        return query.Errors.Count > 0
            ? ApiProblems.Invalid(query.Errors)
            : TypedResults.Ok(await reads.ListAsync(filter, cancel));
    }

    private static async Task<IResult> GetAsync(Guid id, LeadReads reads, CancellationToken cancel) =>
        await reads.FindAsync(id, cancel) is { } lead ? TypedResults.Ok(lead) : ApiProblems.NotFound(NoLead);

    private static async Task<IResult> EraseAsync(
        Guid id,
        HttpContext http,
        ErasureDesk desk,
        CancellationToken cancel
    ) =>
        await desk.EraseAsync(id, ErasedBy.Api, http.User.ApiKeyName(), cancel)
            ? TypedResults.NoContent()
            : ApiProblems.NotFound(NoLead);

    private static async Task<IResult> ScoreAsync(
        Guid id,
        [FromQuery(Name = "as_of"), Description("An instant, at most 5 minutes ahead; now if absent.")] string? asOf,
        [FromQuery(Name = "known_at"), Description("Only what was recorded by this instant.")] string? knownAt,
        [FromQuery(Name = "model"), Description("A version, or draft; the published model if absent.")] string? model,
        LeadReads reads,
        LeadScoring scoring,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        var query = new QueryForm();
        var now = ApiInstant.ToMicroseconds(time.GetUtcNow());
        var at = query.Instant("as_of", asOf) ?? now;
        var known = query.Instant("known_at", knownAt);
        if (scoring.IsAhead(at))
        {
            query.Add("as_of", "Give an instant that is not more than 5 minutes ahead");
        }

        if (query.Errors.Count > 0)
        {
            return ApiProblems.Invalid(query.Errors);
        }

        if (await reads.LeadAsync(id, cancel) is not { } lead)
        {
            return ApiProblems.NotFound(NoLead);
        }

        return await scoring.FindModelAsync(string.IsNullOrEmpty(model) ? null : model, cancel) is { } asked
            ? TypedResults.Ok(ScoreJson.Of(await scoring.ExplainAsync(lead, asked, at, known, cancel), known))
            : ApiProblems.NotFound(
                "There is no such model: give the number of a version, or draft while there is one."
            );
    }

    private static async Task<IResult> TimelineAsync(
        Guid id,
        [FromQuery(Name = "limit"), Description("1 to 200; 50 if absent.")] string? limit,
        [FromQuery(Name = "cursor"), Description("next_cursor of the answer before.")] string? cursor,
        LeadGenDbContext db,
        CancellationToken cancel
    )
    {
        var query = new QueryForm();
        var (take, after) = (query.Limit(limit), Cursor.Read(query, cursor, Timeline));
        if (query.Errors.Count > 0)
        {
            return ApiProblems.Invalid(query.Errors);
        }

        if (await db.SurvivorOfAsync(id, cancel) is not { } survivor)
        {
            return ApiProblems.NotFound(NoLead);
        }

        var place = after is { At: { } at } ? new StoryPlace(at, after.Rank, after.Id) : null;
        return TypedResults.Ok(
            ListPage<TimelineItem>.Of(
                await LeadStory.ReadAsync(db, survivor, StoryParts.Events, take + 1, place, cancel),
                take,
                TimelineItem.Of,
                item => new Cursor(Timeline, item.Place.At, item.Place.Rank, item.Place.Id)
            )
        );
    }
}
