using LeadGen.Domain.Touchpoints;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data;

/// <summary>What is noted of visitors, and where: as the administrator set it.</summary>
public sealed record TrackingPlan
{
    public const int OriginsMax = 100;
    public const int EventsMax = 200;
    public const int DaysMax = 3650;

    /// <summary>Is the script on our public pages, and does it do anything on others?</summary>
    public bool On { get; init; } = true;

    /// <summary>Is nothing noted before the visitor agreed?</summary>
    public bool Asks { get; init; } = true;

    /// <summary>Other sites that carry the script, such as <c>https://www.example.com</c>.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Names of events that the script may tell beside page views. They are kinds of touchpoint like any other.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>How long the touchpoints of a visitor who never said who they are stay after their last visit.</summary>
    public int AnonymousDays { get; init; } = 90;

    /// <summary>How long a browser is known after its owner agreed.</summary>
    public int CookieDays { get; init; } = 180;

    public TimeSpan CookieLasts => TimeSpan.FromDays(CookieDays);

    public bool Knows(string? kind) =>
        kind is not null && (TouchpointKinds.Shipped.Contains(kind) || Events.Contains(kind, StringComparer.Ordinal));
}

/// <summary>The plan in memory. Whether it has changed is looked up every two seconds at most.</summary>
public sealed class TrackingPlans(IServiceScopeFactory scopes, TimeProvider time)
{
    private const string Key = "tracking";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private static readonly Held Nothing = new(null, new TrackingPlan(), DateTimeOffset.MinValue);

    private volatile Held _held = Nothing;
    private int _looking;

    /// <summary>The same object for as long as nothing was changed.</summary>
    public ValueTask<TrackingPlan> CurrentAsync(CancellationToken cancel)
    {
        var held = _held;
        return time.GetUtcNow() - held.At <= Fresh ? new(held.Plan) : new(LookAsync(held, cancel));
    }

    /// <summary>In force here at once, and in other instances as soon as they look.</summary>
    public async Task SaveAsync(LeadGenDbContext db, TrackingPlan plan, CancellationToken cancel)
    {
        await db.SaveSettingAsync(Key, JsonColumn.Write(plan), cancel);
        _held = Nothing;
    }

    /// <summary>One looks; the others take what is there meanwhile.</summary>
    private async Task<TrackingPlan> LookAsync(Held held, CancellationToken cancel)
    {
        var isFirst = held.At == DateTimeOffset.MinValue;
        if (Interlocked.Exchange(ref _looking, 1) == 1 && !isFirst)
        {
            return held.Plan;
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var text = await scope
                .ServiceProvider.GetRequiredService<LeadGenDbContext>()
                .Settings.Where(setting => setting.Key == Key)
                .Select(setting => (string?)setting.Value)
                .SingleOrDefaultAsync(cancel);
            var plan =
                text == held.Text ? held.Plan
                : text is null ? Nothing.Plan
                : JsonColumn.Read<TrackingPlan>(text);
            _held = new Held(text, plan, time.GetUtcNow());
            return plan;
        }
        catch (Exception e) when (!isFirst && DatabaseAway.Is(e))
        {
            // Pages stand while the database is away.
            _held = held with
            {
                At = time.GetUtcNow(),
            };
            return held.Plan;
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }

    private sealed record Held(string? Text, TrackingPlan Plan, DateTimeOffset At);
}
