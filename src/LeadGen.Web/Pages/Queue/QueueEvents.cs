using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using LeadGen.Web.Access;
using LeadGen.Web.Handoffs;

namespace LeadGen.Web.Pages.Queue;

/// <summary><c>GET /queue/events</c>: says "changed" whenever the page of the queue should be fetched again.</summary>
public static class QueueEvents
{
    /// <summary>Shorter than any proxy's patience with a silent connection.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);

    /// <summary>Then the browser comes back by itself, and whether it may is asked again.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(10);

    public static void MapQueueEvents(this IEndpointRouteBuilder app) =>
        app.MapGet("/queue/events", Listen).RequireAuthorization(Policies.Sales).ExcludeFromDescription();

    private static IResult Listen(HandoffWatch watch, IHostApplicationLifetime life, HttpContext context) =>
        watch.Listen() is { } listener
            ? TypedResults.ServerSentEvents(SayAsync(listener, life.ApplicationStopping, context.RequestAborted))
            : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);

    private static async IAsyncEnumerable<SseItem<string>> SayAsync(
        HandoffWatch.Listener listener,
        CancellationToken stopping,
        CancellationToken aborted,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        using var _ = listener;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted, cancel);
        end.CancelAfter(AtMost);
        while (await HearAsync(listener, end.Token) is { } word)
        {
            yield return new SseItem<string>("queue", word);
        }
    }

    /// <summary>Null at the end.</summary>
    private static async Task<string?> HearAsync(HandoffWatch.Listener listener, CancellationToken end)
    {
        try
        {
            return await listener.WaitAsync(Beat, end) ? "changed" : "beat";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
