using System.Collections.Concurrent;
using LeadGen.Domain.Learning;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;

namespace LeadGen.Web.Insights;

/// <summary>What a version is worth, as of an instant.</summary>
public sealed record QualityFigures(DateTimeOffset At, ScoreWatch Watch);

/// <summary>Figures of score quality, counted at most once a minute and a version, however many look.</summary>
public sealed class ScoreQualityFigures(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(int Version, DateTimeOffset Since), QualityFigures> _kept = [];
    private readonly SemaphoreSlim _one = new(1);

    public async Task<QualityFigures> OfAsync(
        int version,
        ScoringModel model,
        DateTimeOffset since,
        CancellationToken cancel
    )
    {
        if (Fresh(version, since) is { } kept)
        {
            return kept;
        }

        await _one.WaitAsync(cancel);
        try
        {
            return Fresh(version, since) ?? (_kept[(version, since)] = await CountAsync(version, model, since, cancel));
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private QualityFigures? Fresh(int version, DateTimeOffset since) =>
        _kept.TryGetValue((version, since), out var kept) && time.GetUtcNow() - kept.At < FreshFor ? kept : null;

    private async Task<QualityFigures> CountAsync(
        int version,
        ScoringModel model,
        DateTimeOffset since,
        CancellationToken cancel
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var now = time.GetUtcNow();
        var judged = await ScoreQualityReads.JudgedAsync(db, version, since, cancel);
        return new QualityFigures(now, ScoreWatch.Of(judged, model.MqlThreshold, now));
    }
}
