using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring.Replays;

namespace LeadGen.Web.Api;

/// <summary>What a model would have done over the whole history.</summary>
internal static class ReplaysApi
{
    private const string NoDraft = "There is no draft. PUT a model to /api/v1/scoring/models/draft to begin one.";
    private const string Unknown =
        "There is no replay of that id. POST to /api/v1/scoring/models/draft/replay begins one.";

    /// <summary>A call waits so long for its answer; what takes longer is asked for again.</summary>
    private static readonly TimeSpan WaitAtMost = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static void Map(RouteGroupBuilder api)
    {
        var replays = api.MapGroup("/scoring").WithTags("Scoring models");
        replays
            .MapPost("/models/draft/replay", ReplayAsync)
            .WithName("replayDraftModel")
            .RequireScope(ApiScopes.ModelWrite)
            .WithSummary("Replay the draft over all leads and their history")
            .WithDescription(
                "Answers with what the draft would have done beside the model in force. With very many leads it takes longer than a call should: then 202 answers with how far it is, and Location is where to ask again."
            )
            .Answers<ReplayAnswer>(StatusCodes.Status200OK, StatusCodes.Status202Accepted)
            .Refuses(StatusCodes.Status404NotFound);
        replays
            .MapGet("/replays/{id:guid}", FindAsync)
            .WithName("getReplay")
            .RequireScope(ApiScopes.ModelRead)
            .WithSummary("A replay, how far it is and what it found")
            .Answers<ReplayAnswer>(StatusCodes.Status200OK)
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ReplayAsync(
        HttpContext http,
        ReplayDesk desk,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        if (await desk.AskAsync(isDraft: true, http.User.ApiKeyName(), cancel) is not { } replay)
        {
            return ApiProblems.NotFound(NoDraft);
        }

        var until = time.GetTimestamp();
        while (replay.State is ReplayState.Waiting or ReplayState.Running && time.GetElapsedTime(until) < WaitAtMost)
        {
            await Task.Delay(Look, cancel);
            replay = (await desk.FindAsync(replay.Id, cancel))!;
        }

        return replay.State is ReplayState.Waiting or ReplayState.Running
            ? TypedResults.Accepted($"/api/v1/scoring/replays/{replay.Id}", ReplayAnswer.Of(replay))
            : TypedResults.Ok(ReplayAnswer.Of(replay));
    }

    private static async Task<IResult> FindAsync(Guid id, ReplayDesk desk, CancellationToken cancel) =>
        await desk.FindAsync(id, cancel) is { } replay
            ? TypedResults.Ok(ReplayAnswer.Of(replay))
            : ApiProblems.NotFound(Unknown);
}
