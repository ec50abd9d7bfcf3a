using LeadGen.Web.Access;
using LeadGen.Web.Data.People;
using LeadGen.Web.People;

namespace LeadGen.Web.Api;

/// <summary>Two leads are one person, and are two again.</summary>
internal static class LeadMergesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var leads = api.MapGroup("/leads").WithTags("Leads");
        leads
            .MapPost("/{id:guid}/merge", MergeAsync)
            .WithName("mergeLead")
            .RequireScope(ApiScopes.LeadsWrite)
            .WithSummary("Merge a lead into another that is the same person")
            .WithDescription(
                "The answer is the other, the survivor: it has both addresses, knows what both know, and what both did counts together. Nothing is deleted; unmerge takes it back."
            )
            .Takes<MergeBody>()
            .Answers<LeadJson>(StatusCodes.Status200OK)
            .Refuses(
                StatusCodes.Status404NotFound,
                StatusCodes.Status409Conflict,
                StatusCodes.Status422UnprocessableEntity
            );
        leads
            .MapPost("/{id:guid}/unmerge", UnmergeAsync)
            .WithName("unmergeLead")
            .RequireScope(ApiScopes.LeadsWrite)
            .WithSummary("Take a merge back: the lead stands for itself again")
            .Answers<LeadJson>(StatusCodes.Status200OK)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> MergeAsync(
        Guid id,
        HttpContext http,
        MergeDesk desk,
        LeadReads reads,
        CancellationToken cancel
    )
    {
        var (form, problem) = await JsonBody.ReadAsync(http.Request, JsonBody.OneMaxBytes, cancel);
        if (problem is not null)
        {
            return problem;
        }

        var (into, why) = (form.Id("into"), form.Text("why", LeadMerge.WhyMaxLength));
        if (into is null)
        {
            form.Add("into", "Give the id of the lead that it is merged into");
        }

        return form.Errors.Count > 0
            ? ApiProblems.Invalid(form.Errors)
            : await AnswerAsync(
                await desk.MergeAsync(into!.Value, id, http.User.ApiKeyName()!, why, cancel),
                reads,
                cancel
            );
    }

    private static async Task<IResult> UnmergeAsync(
        Guid id,
        HttpContext http,
        MergeDesk desk,
        LeadReads reads,
        CancellationToken cancel
    ) =>
        await reads.LeadAsync(id, cancel) is null
            ? ApiProblems.NotFound("There is no lead of this id.")
            : await AnswerAsync(await desk.UnmergeAsync(id, http.User.ApiKeyName()!, cancel), reads, cancel);

    private static async Task<IResult> AnswerAsync(MergeResult result, LeadReads reads, CancellationToken cancel) =>
        result.LeadId is not { } lead ? ApiProblems.NotFound(result.Why!)
        : result.Why is { } why ? ApiProblems.MovedOn(why, "lead_id", lead)
        : TypedResults.Ok(await reads.FindAsync(lead, cancel));
}
