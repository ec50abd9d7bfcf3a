using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Web.Access;
using LeadGen.Web.Handoffs;

namespace LeadGen.Web.Api;

/// <summary>The queue of sales, and what sales does with it.</summary>
internal static class HandoffsApi
{
    private const string NoHandoff = "There is no hand-off of this id.";

    public static void Map(RouteGroupBuilder api)
    {
        var handoffs = api.MapGroup("/handoffs").WithTags("Hand-offs");
        handoffs
            .MapGet("", ListAsync)
            .WithName("listHandoffs")
            .RequireScope(ApiScopes.LeadsRead)
            .WithSummary("The queue")
            .WithDescription("All open hand-offs by default, the one whose promise runs out first before the others.")
            .Answers<ListPage<HandoffJson>>(StatusCodes.Status200OK)
            .Refuses(StatusCodes.Status422UnprocessableEntity);
        handoffs
            .MapGet("/{id:guid}", GetAsync)
            .WithName("getHandoff")
            .RequireScope(ApiScopes.LeadsRead)
            .WithSummary("One hand-off")
            .Answers<HandoffJson>(StatusCodes.Status200OK)
            .Refuses(StatusCodes.Status404NotFound);
        foreach (var verb in Enum.GetValues<HandoffVerb>())
        {
            MapAction(handoffs, verb);
        }

        MapUndo(handoffs);
        MapReassign(handoffs);
    }

    private static void MapAction(RouteGroupBuilder handoffs, HandoffVerb verb) =>
        handoffs
            .MapPost(
                "/{id:guid}/" + Terms.Of(verb),
                (Guid id, HttpContext http, HandoffDesk desk, HandoffReads reads, CancellationToken cancel) =>
                    ActAsync(verb, id, http, desk, reads, cancel)
            )
            .WithName(Terms.Of(verb) + "Handoff")
            .RequireScope(ApiScopes.HandoffsWrite)
            .WithSummary(About(verb))
            .WithDescription(
                "Of two who act at once one wins; the other gets 409 with the present hand-off in the member handoff. Members that this action does not use are ignored."
            )
            .Takes<HandoffActionBody>()
            .Answers<HandoffJson>(StatusCodes.Status200OK)
            .Refuses(
                StatusCodes.Status404NotFound,
                StatusCodes.Status409Conflict,
                StatusCodes.Status422UnprocessableEntity
            );

    private static void MapUndo(RouteGroupBuilder handoffs) =>
        handoffs
            .MapPost("/{id:guid}/undo", UndoAsync)
            .WithName("undoHandoff")
            .RequireScope(ApiScopes.HandoffsWrite)
            .WithSummary("Take your last action back")
            .WithDescription(
                "Within 10 seconds, by the same key, and as long as nothing else has happened: state, owner and the lead's stage are as before. Else 409 says why not, with the present hand-off in the member handoff."
            )
            .Takes<HandoffActionBody>()
            .Answers<HandoffJson>(StatusCodes.Status200OK)
            .Refuses(
                StatusCodes.Status404NotFound,
                StatusCodes.Status409Conflict,
                StatusCodes.Status422UnprocessableEntity
            );

    private static void MapReassign(RouteGroupBuilder handoffs) =>
        handoffs
            .MapPost("/{id:guid}/reassign", ReassignAsync)
            .WithName("reassignHandoff")
            .RequireScope(ApiScopes.HandoffsWrite)
            .WithSummary("Give an open one to somebody else")
            .WithDescription(
                "To owner, a member of staff who works in sales, and with team to one of that team; with team alone to whoever of it takes it first, while it is not accepted. State and promises stay as they are, and the new owner is told."
            )
            .Takes<ReassignBody>()
            .Answers<HandoffJson>(StatusCodes.Status200OK)
            .Refuses(
                StatusCodes.Status404NotFound,
                StatusCodes.Status409Conflict,
                StatusCodes.Status422UnprocessableEntity
            );

    private static string About(HandoffVerb verb) =>
        verb switch
        {
            HandoffVerb.Accept => "Take it: the first promise is kept",
            HandoffVerb.Start => "Start working on it: the second promise is kept",
            HandoffVerb.Qualify => "Confirm the intent to buy: the lead is an SQL",
            HandoffVerb.Recycle => "Not now: the lead goes back to marketing",
            HandoffVerb.Reject => "Wrongly handed over: this counts against the scoring model",
            HandoffVerb.Disqualify => "Never: the lead is out",
        };

    private static async Task<IResult> ListAsync(
        [AsParameters] HandoffQuery sent,
        HandoffReads reads,
        CancellationToken cancel
    )
    {
        var query = new QueryForm();
        var filter = HandoffFilter.Read(sent, query);
        if (query.Errors.Count > 0)
        {
            return ApiProblems.Invalid(query.Errors);
        }

        var owner = filter.Owner is null ? null : await reads.StaffIdAsync(filter.Owner, cancel);
        return filter.Owner is not null && owner is null
            ? ApiProblems.Invalid("owner", "Give the id or the e-mail address of a member of staff")
            : TypedResults.Ok(await reads.ListAsync(filter, owner, cancel));
    }

    private static async Task<IResult> GetAsync(Guid id, HandoffReads reads, CancellationToken cancel) =>
        await reads.FindAsync(id, cancel) is { } handoff ? TypedResults.Ok(handoff) : ApiProblems.NotFound(NoHandoff);

    private static async Task<IResult> ActAsync(
        HandoffVerb verb,
        Guid id,
        HttpContext http,
        HandoffDesk desk,
        HandoffReads reads,
        CancellationToken cancel
    )
    {
        var (form, problem) = await JsonBody.ReadAsync(http.Request, JsonBody.OneMaxBytes, cancel);
        if (problem is not null)
        {
            return problem;
        }

        var action = HandoffActionForm.Read(form, verb, id, http.User);
        if (HandoffActionForm.OwnerOf(form, verb) is { } owner)
        {
            action = action with { OwnerId = await reads.StaffIdAsync(owner, cancel) };
            if (action.OwnerId is null)
            {
                form.Add("owner", "Give the id or the e-mail address of a member of staff, or leave it out");
            }
        }

        if (form.Errors.Count > 0)
        {
            return ApiProblems.Invalid(form.Errors);
        }

        var result = await desk.ActAsync(verb, action, cancel);
        if (result is HandoffResult.MovedOn moved && http.IsRepeatedCall() && IsDone(verb, action, moved.Present))
        {
            result = new HandoffResult.Done(moved.Present);
        }

        return await AnswerAsync(result, reads, cancel);
    }

    /// <summary>It is as this action leaves it, by the same key.</summary>
    private static bool IsDone(HandoffVerb verb, HandoffAction action, Handoff present) =>
        present.Version == action.Version + 1
        && present.LastActor == action.Actor
        && present.State
            == verb switch
            {
                HandoffVerb.Accept => HandoffState.Accepted,
                HandoffVerb.Start => HandoffState.Started,
                HandoffVerb.Qualify => HandoffState.Qualified,
                HandoffVerb.Recycle => HandoffState.Recycled,
                HandoffVerb.Reject => HandoffState.Rejected,
                HandoffVerb.Disqualify => HandoffState.Disqualified,
            };

    private static async Task<IResult> UndoAsync(
        Guid id,
        HttpContext http,
        HandoffDesk desk,
        HandoffReads reads,
        CancellationToken cancel
    )
    {
        var (form, problem) = await JsonBody.ReadAsync(http.Request, JsonBody.OneMaxBytes, cancel);
        if (problem is not null)
        {
            return problem;
        }

        var action = HandoffActionForm.Read(form, id, http.User);
        return form.Errors.Count > 0
            ? ApiProblems.Invalid(form.Errors)
            : await AnswerAsync(await desk.UndoAsync(action, cancel), reads, cancel);
    }

    private static async Task<IResult> ReassignAsync(
        Guid id,
        HttpContext http,
        ManagerDesk desk,
        HandoffReads reads,
        CancellationToken cancel
    )
    {
        var (form, problem) = await JsonBody.ReadAsync(http.Request, JsonBody.OneMaxBytes, cancel);
        if (problem is not null)
        {
            return problem;
        }

        var action = HandoffActionForm.Read(form, id, http.User);
        var (owner, team) = await ReassignForm.ReadAsync(form, reads, cancel);
        if (form.Errors.Count > 0)
        {
            return ApiProblems.Invalid(form.Errors);
        }

        action = action with { OwnerId = owner };
        var result = team is { } to
            ? await desk.ReassignAsync(action, to, cancel)
            : await desk.ReassignAsync(action, [owner!.Value], cancel);
        return await AnswerAsync(result, reads, cancel);
    }

    private static async Task<IResult> AnswerAsync(
        HandoffResult result,
        HandoffReads reads,
        CancellationToken cancel
    ) =>
        result switch
        {
            HandoffResult.Done done => TypedResults.Ok(await reads.JsonOfAsync(done.Handoff, cancel)),
            HandoffResult.MovedOn moved => ApiProblems.MovedOn(
                moved.Message,
                "handoff",
                await reads.JsonOfAsync(moved.Present, cancel)
            ),
            HandoffResult.Invalid invalid => ApiProblems.Invalid(invalid.Errors),
            _ => ApiProblems.NotFound(NoHandoff),
        };
}
