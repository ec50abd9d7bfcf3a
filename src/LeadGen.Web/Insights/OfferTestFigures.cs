using System.Collections.Concurrent;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;

namespace LeadGen.Web.Insights;

/// <summary>What a test says, as of an instant.</summary>
public sealed record TestFigures(DateTimeOffset At, TestReading Reading);

/// <summary>Figures of tests, counted at most once a minute and a version of a test, however many look.</summary>
public sealed class OfferTestFigures(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, (int Version, TestFigures Figures)> _kept = [];
    private readonly SemaphoreSlim _one = new(1);

    public async Task<TestFigures> OfAsync(OfferTest test, CancellationToken cancel)
    {
        if (Fresh(test) is { } kept)
        {
            return kept;
        }

        await _one.WaitAsync(cancel);
        try
        {
            return Fresh(test) ?? await CountAsync(test, cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private TestFigures? Fresh(OfferTest test) =>
        _kept.TryGetValue(test.Id, out var kept)
        && kept.Version == test.Version
        && time.GetUtcNow() - kept.Figures.At < FreshFor
            ? kept.Figures
            : null;

    private async Task<TestFigures> CountAsync(OfferTest test, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var now = time.GetUtcNow();
        var counts = await OfferTestReads.CountAsync(db, test, cancel);
        var figures = new TestFigures(now, TestReading.Of(test, counts, now));
        _kept[test.Id] = (test.Version, figures);
        return figures;
    }
}
