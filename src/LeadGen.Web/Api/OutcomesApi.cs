using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Access;
using LeadGen.Web.Handoffs;

namespace LeadGen.Web.Api;

/// <summary>What became of leads with sales.</summary>
internal static class OutcomesApi
{
    private const int CurrencyMaxLength = 20;

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/outcomes", RecordAsync)
            .WithName("recordOutcome")
            .WithTags("Outcomes")
            .RequireScope(ApiScopes.OutcomesWrite)
            .WithSummary("Record an outcome")
            .WithDescription(
                "At any stage: opportunity, won (the lead is a customer) or lost (recycled, or disqualified where the reason says so). Stages that were skipped are recorded as implied, and an open hand-off is closed. The lead has moved when the answer is sent. With an id of your own a repeat answers 200 and changes nothing."
            )
            .Takes<OutcomeBody>()
            .Answers<OutcomeJson>(StatusCodes.Status201Created, StatusCodes.Status200OK)
            .Refuses(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> RecordAsync(
        HttpContext http,
        OutcomeDesk desk,
        LeadReads leads,
        CancellationToken cancel
    )
    {
        var (form, problem) = await JsonBody.ReadAsync(http.Request, JsonBody.OneMaxBytes, cancel);
        if (problem is not null)
        {
            return problem;
        }

        var lead = await LeadOfAsync(form, leads, cancel);
        var entry = EntryOf(form, lead, http);
        if (form.Errors.Count > 0)
        {
            return ApiProblems.Invalid(form.Errors);
        }

        return await desk.RecordAsync(entry, cancel) switch
        {
            RecordingResult.Recorded { Again: true } there => TypedResults.Ok(OutcomeJson.Of(there)),
            RecordingResult.Recorded made => TypedResults.Created((string?)null, OutcomeJson.Of(made)),
            RecordingResult.Invalid invalid => ApiProblems.Invalid(invalid.Errors),
            _ => ApiProblems.Invalid("lead_id", "There is no lead of this id"),
        };
    }

    private static async Task<Guid> LeadOfAsync(JsonForm form, LeadReads leads, CancellationToken cancel)
    {
        if (form.Field("lead_id") is not null)
        {
            return form.Id("lead_id") ?? Guid.Empty;
        }

        if (form.Field("email") is null)
        {
            form.Add("lead_id", "Give a lead_id or an email");
        }

        if (form.Email("email") is not { } email)
        {
            return Guid.Empty;
        }

        var id = await leads.IdOfAsync(email, cancel);
        if (id is null)
        {
            form.Add("email", "There is no lead of this address");
        }

        return id ?? Guid.Empty;
    }

    private static OutcomeEntry EntryOf(JsonForm form, Guid lead, HttpContext http)
    {
        var result = form.Term<OutcomeResult>("result");
        if (result is null)
        {
            form.Add("result", $"Choose one of {JsonForm.Names<OutcomeResult>()}");
        }

        return new OutcomeEntry(
            lead,
            result ?? default,
            http.User.ApiKeyName()!,
            form.Amount("amount"),
            form.Text("currency", CurrencyMaxLength),
            form.Text("reason", Outcome.ReasonMaxLength),
            form.Instant("occurred_at"),
            form.Id("id") ?? http.IdOfCall()
        );
    }
}

/// <param name="Stage">Where the lead stands now.</param>
internal sealed record OutcomeJson(
    Guid Id,
    Guid LeadId,
    OutcomeResult Result,
    decimal? Amount,
    string? Currency,
    string? Reason,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    string? Actor,
    Stage Stage
)
{
    public static OutcomeJson Of(RecordingResult.Recorded recorded) =>
        new(
            recorded.Outcome.Id,
            recorded.Outcome.LeadId,
            recorded.Outcome.Result,
            recorded.Outcome.Amount,
            recorded.Outcome.Currency,
            recorded.Outcome.Reason,
            recorded.Outcome.OccurredAt,
            recorded.Outcome.RecordedAt,
            recorded.Outcome.Actor,
            recorded.Stage
        );
}
