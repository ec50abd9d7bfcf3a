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
public sealed class TrackingPlans(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    private const string Key = "tracking";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private static readonly Stored Nothing = new(null, new TrackingPlan());

    private readonly LatestRead<Stored> _latest = new(scopes, time, Fresh, LookAsync);

    /// <summary>The same object for as long as nothing was changed.</summary>
    public async ValueTask<TrackingPlan> CurrentAsync(CancellationToken cancel) =>
        (await _latest.ReadAsync(cancel)).Plan;

    /// <summary>In force here at once, and in other instances as soon as they look.</summary>
    public async Task SaveAsync(LeadGenDbContext db, TrackingPlan plan, CancellationToken cancel)
    {
        await db.SaveSettingAsync(Key, JsonColumn.Write(plan), cancel);
        _latest.Forget();
    }

    public void Dispose() => _latest.Dispose();

    private static async Task<Stored> LookAsync(LeadGenDbContext db, Stored? before, CancellationToken cancel)
    {
        var text = await db
            .Settings.Where(setting => setting.Key == Key)
            .Select(setting => (string?)setting.Value)
            .SingleOrDefaultAsync(cancel);
        return text is null ? Nothing
            : before?.Text == text ? before
            : new Stored(text, JsonColumn.Read<TrackingPlan>(text));
    }

    private sealed record Stored(string? Text, TrackingPlan Plan);
}
