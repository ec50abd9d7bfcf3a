using System.Text.Json;
using System.Text.Json.Nodes;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;

namespace LeadGen.Web.Api;

/// <summary>The scoring model: the one in force, and the draft of the next.</summary>
internal static class ScoringModelsApi
{
    private const string NoDraft = "There is no draft. PUT a model to /api/v1/scoring/models/draft to begin one.";
    private const string Raced = "Somebody else changed the draft at the same moment. Read it, and send yours again.";

    public static void Map(RouteGroupBuilder api)
    {
        var models = api.MapGroup("/scoring/models").WithTags("Scoring models");
        models
            .MapGet("/published", PublishedAsync)
            .WithName("getPublishedModel")
            .RequireScope(ApiScopes.ModelRead)
            .WithSummary("The model in force")
            .Answers<VersionedModel>(StatusCodes.Status200OK);
        models
            .MapGet("/draft", DraftAsync)
            .WithName("getDraftModel")
            .RequireScope(ApiScopes.ModelRead)
            .WithSummary("The draft")
            .Answers<VersionedModel>(StatusCodes.Status200OK)
            .Refuses(StatusCodes.Status404NotFound);
        models
            .MapPut("/draft", SaveAsync)
            .WithName("putDraftModel")
            .RequireScope(ApiScopes.ModelWrite)
            .WithSummary("Make the draft, or replace it")
            .WithDescription(
                "A bad model is refused with the criterion named by its key. What is allowed and hardly meant, such as points of 0 or bands that overlap, comes back in warnings."
            )
            .Takes<ScoringModelBody>()
            .Answers<VersionedModel>(StatusCodes.Status200OK)
            .Refuses(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        models
            .MapPost("/draft/publish", PublishAsync)
            .WithName("publishDraftModel")
            .RequireScope(ApiScopes.ModelWrite)
            .WithSummary("Put the draft in force as the next version")
            .WithDescription(
                "It is in force at once; all leads are scored anew in the background. Leads that newly qualify are listed as ready and do not move by themselves. Golden leads whose verdict changes must be named in acknowledge, else 422 names them. Where a second person's approval is asked for, the draft is proposed (202) and comes into force when a member of staff approves it."
            )
            .Takes<PublishBody>(optional: true)
            .Answers<VersionedModel>(StatusCodes.Status200OK)
            .Answers<VersionedModel>(StatusCodes.Status202Accepted)
            .Refuses(
                StatusCodes.Status404NotFound,
                StatusCodes.Status409Conflict,
                StatusCodes.Status422UnprocessableEntity
            );
    }

    private static async Task<IResult> PublishedAsync(ModelDesk desk, CancellationToken cancel) =>
        TypedResults.Ok(await JsonAsync(desk, await desk.PublishedAsync(cancel), cancel));

    private static async Task<IResult> DraftAsync(ModelDesk desk, CancellationToken cancel) =>
        await desk.DraftAsync(cancel) is { } draft
            ? TypedResults.Ok(await JsonAsync(desk, draft, cancel))
            : ApiProblems.NotFound(NoDraft);

    private static async Task<IResult> SaveAsync(HttpContext http, ModelDesk desk, CancellationToken cancel)
    {
        var (form, problem) = await JsonBody.ReadAsync(
            http.Request,
            JsonBody.ModelMaxBytes,
            cancel,
            mend: NonNumbers.InQuotes
        );
        if (problem is not null)
        {
            return problem;
        }

        var reading = ScoringModelJson.Read(form.Json.GetRawText(), await desk.PersonasAsync(cancel));
        if (reading.Model is not { } model)
        {
            return ApiProblems.Invalid(reading.Errors.ToDictionary(error => error.Key, error => error.Value.ToArray()));
        }

        var result = await desk.SaveDraftAsync(model, http.User.ApiKeyName(), seen: null, cancel);
        return result == DraftResult.Done && await desk.DraftAsync(cancel) is { } draft
            ? TypedResults.Ok(await JsonAsync(desk, draft, cancel))
            : ApiProblems.MovedOn(Raced);
    }

    private static async Task<IResult> PublishAsync(
        HttpContext http,
        ModelDesk desk,
        ModelPublisher publisher,
        CancellationToken cancel
    )
    {
        var (form, problem) = await JsonBody.ReadAsync(http.Request, JsonBody.OneMaxBytes, cancel, optional: true);
        if (problem is not null)
        {
            return problem;
        }

        var (why, error) = CleanText.Note(form.Scalar("why"), ModelPublisher.WhyMaxLength, "why");
        if (error is not null)
        {
            form.Add("why", error);
        }

        var acknowledged = Acknowledged(form);
        if (form.Errors.Count > 0)
        {
            return ApiProblems.Invalid(form.Errors);
        }

        var who = new Publisher(http.User.ApiKeyName(), http.User.ApiKeyId());
        return await publisher.PublishAsync(why, who, seen: null, acknowledged, cancel) switch
        {
            PublishResult.Published published => TypedResults.Ok(
                await JsonAsync(desk, (await desk.VersionAsync(published.Version, cancel))!, cancel)
            ),
            PublishResult.Proposed => await desk.DraftAsync(cancel) is { } draft
                ? TypedResults.Json(await JsonAsync(desk, draft, cancel), statusCode: StatusCodes.Status202Accepted)
                : ApiProblems.MovedOn(Raced),
            PublishResult.None => ApiProblems.NotFound(NoDraft),
            PublishResult.Unchanged => ApiProblems.Invalid("model", ScoringWords.Unchanged),
            PublishResult.Unacknowledged golden => ApiProblems.Invalid(
                "acknowledge",
                ScoringWords.Unacknowledged(golden)
            ),
            _ => ApiProblems.MovedOn(Raced),
        };
    }

    private static List<string> Acknowledged(JsonForm form)
    {
        var names = new List<string>();
        if (form.Field("acknowledge") is not { } list)
        {
            return names;
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > GoldenLead.Max)
        {
            form.Add("acknowledge", $"Give a list of at most {GoldenLead.Max} names of golden leads");
            return names;
        }

        names.AddRange(list.EnumerateArray().Select(name => form.Scalar("acknowledge", name)).OfType<string>());
        return names;
    }

    /// <summary>The model's own members, as PUT takes them, with what is known of this version around them.</summary>
    private static async Task<JsonObject> JsonAsync(ModelDesk desk, ScoringModelVersion row, CancellationToken cancel)
    {
        var model = ScoringModelJson.Write(row.Model);
        var json = new JsonObject { ["version"] = row.Version, ["state"] = Terms.Of(row.State) };
        foreach (var (name, value) in JsonNode.Parse(model)!.AsObject())
        {
            json[name] = value?.DeepClone();
        }

        json["updated_at"] = ApiInstant.Write(row.UpdatedAt);
        json["updated_by"] = row.UpdatedBy;
        json["published_at"] = row.PublishedAt is { } at ? ApiInstant.Write(at) : null;
        json["published_by"] = row.PublishedBy;
        json["why"] = row.Why;
        json["changes"] = ListOf(row.Changes);
        json["acknowledged"] = ListOf(row.Acknowledged);
        json["proposed_at"] = row.ProposedAt is { } proposed ? ApiInstant.Write(proposed) : null;
        json["proposed_by"] = row.ProposedBy;
        json["warnings"] = ListOf(await desk.WarningsAsync(row.Model, cancel));
        return json;
    }

    private static JsonArray ListOf(IReadOnlyList<string>? texts) =>
        new([.. (texts ?? []).Select(text => (JsonNode?)JsonValue.Create(text))]);
}
