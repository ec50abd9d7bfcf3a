using System.Collections.Frozen;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>A call to action on a page, and the offer that it leads to.</summary>
public sealed record StandingCall(CallToAction Call, Offer Leads);

/// <summary>
/// All offers, calls to action and tests in memory. Whether one has changed is looked up once a second at most, by one small query; the offers themselves
/// are read anew only where one has.
/// </summary>
public sealed partial class OfferCache(IServiceScopeFactory scopes, TimeProvider time, ILogger<OfferCache> log)
    : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>While one looks, the others take what is there, unless it is older than this.</summary>
    private static readonly TimeSpan Bearable = TimeSpan.FromSeconds(2);

    private readonly LatestRead<Snapshot> _latest = new(scopes, time, Fresh, LookAsync, e => LogStale(log, e))
    {
        Bearable = Bearable,
    };

    /// <summary>The offer that is published under this slug, or null.</summary>
    public async ValueTask<Offer?> PublishedAsync(string slug, CancellationToken cancel)
    {
        var offer = (await _latest.ReadAsync(cancel)).BySlug.GetValueOrDefault(slug);
        return offer?.IsPublished(time.GetUtcNow()) == true ? offer : null;
    }

    /// <summary>What is published, the latest first.</summary>
    public async ValueTask<IReadOnlyList<Offer>> PublishedAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return
        [
            .. (await _latest.ReadAsync(cancel))
                .BySlug.Values.Where(offer => offer.IsPublished(now))
                .OrderByDescending(offer => offer.PublishedAt)
                .ThenBy(offer => offer.Slug, StringComparer.Ordinal),
        ];
    }

    /// <summary>An offer in whatever state: what was promised stays promised when it is closed.</summary>
    public async ValueTask<Offer?> FindAsync(Guid id, CancellationToken cancel) =>
        (await _latest.ReadAsync(cancel)).ById.GetValueOrDefault(id);

    /// <summary>The same by its slug.</summary>
    public async ValueTask<Offer?> FindAsync(string slug, CancellationToken cancel) =>
        (await _latest.ReadAsync(cancel)).BySlug.GetValueOrDefault(slug);

    /// <summary>As <see cref="FindAsync(Guid, CancellationToken)"/>, where it is published.</summary>
    public async ValueTask<Offer?> FindPublishedAsync(Guid id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } offer && offer.IsPublished(time.GetUtcNow()) ? offer : null;

    public async ValueTask<CallToAction?> CallAsync(Guid id, CancellationToken cancel) =>
        (await _latest.ReadAsync(cancel)).Calls.GetValueOrDefault(id);

    /// <summary>The calls to action on the page of this offer; what leads to an offer that is not published is left out.</summary>
    public async ValueTask<IReadOnlyList<StandingCall>> StandingOnAsync(Offer offer, CancellationToken cancel)
    {
        if (offer.Page.Calls.Count == 0)
        {
            return [];
        }

        var (latest, now) = (await _latest.ReadAsync(cancel), time.GetUtcNow());
        var standing = new List<StandingCall>();
        foreach (var id in offer.Page.Calls)
        {
            if (
                latest.Calls.TryGetValue(id, out var call)
                && latest.ById.TryGetValue(call.OfferId, out var leads)
                && leads.IsPublished(now)
            )
            {
                standing.Add(new StandingCall(call, leads));
            }
        }

        return standing;
    }

    /// <summary>The offer as this visitor is shown it, and the place of the variant; the offer itself, at 0, where no test runs.</summary>
    /// <param name="unit">The visitor; of a browser that is not known, the key of the form.</param>
    public async ValueTask<(Offer Shown, int Place)> DrawAsync(Offer offer, Guid unit, CancellationToken cancel)
    {
        var latest = await _latest.ReadAsync(cancel);
        if (!latest.Running.TryGetValue(offer.Id, out var test))
        {
            return (offer, 0);
        }

        var place = test.PlaceFor(unit);
        return (latest.Shown.GetValueOrDefault(test.Variants[place].Id, offer), place);
    }

    /// <summary>The offer as somebody was shown it, though the test be over; itself where there is no such variant of it.</summary>
    public async ValueTask<Offer> ShownAsync(Offer offer, Guid? variant, CancellationToken cancel) =>
        variant is { } id
        && (await _latest.ReadAsync(cancel)).Shown.TryGetValue(id, out var shown)
        && shown.Id == offer.Id
            ? shown
            : offer;

    /// <summary>Slug to title, for telling people what a touchpoint was about.</summary>
    public async ValueTask<IReadOnlyDictionary<string, string>> TitlesAsync(CancellationToken cancel) =>
        (await _latest.ReadAsync(cancel)).Titles;

    public void Dispose() => _latest.Dispose();

    private static async Task<Snapshot> LookAsync(LeadGenDbContext db, Snapshot? before, CancellationToken cancel)
    {
        var stamp = await StampAsync(db, cancel);
        return before?.Stamp == stamp
            ? before
            : Snapshot.Of(
                await db.Offers.AsNoTracking().ToListAsync(cancel),
                await db.CallsToAction.AsNoTracking().ToListAsync(cancel),
                await db.OfferTests.AsNoTracking().Where(test => test.State != TestState.Draft).ToListAsync(cancel),
                stamp
            );
    }

    private static async Task<string> StampAsync(LeadGenDbContext db, CancellationToken cancel)
    {
        var stamp = await db
            .Database.SqlQuery<string>(
                $"""
                select string_agg(stamp, ' ') as "Value" from (
                    select concat_ws(' ', count(*), sum(version), max(updated_at)) as stamp from leadgen.offers
                    union all select concat_ws(' ', count(*), sum(version), max(updated_at)) from leadgen.calls_to_action
                    union all select concat_ws(' ', count(*), sum(version), max(updated_at)) from leadgen.offer_tests
                ) as stamps
                """
            )
            .ToListAsync(cancel);
        return stamp[0];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer; offers are shown as last read")]
    private static partial void LogStale(ILogger log, Exception e);

    private sealed record Snapshot(
        string Stamp,
        FrozenDictionary<string, Offer> BySlug,
        FrozenDictionary<Guid, Offer> ById,
        FrozenDictionary<Guid, CallToAction> Calls
    )
    {
        public FrozenDictionary<string, string> Titles { get; } =
            BySlug.ToFrozenDictionary(offer => offer.Key, offer => offer.Value.Title, StringComparer.Ordinal);

        /// <summary>The test that runs, by its offer.</summary>
        public required FrozenDictionary<Guid, OfferTest> Running { get; init; }

        /// <summary>Offers as their variants show them, by the variant.</summary>
        public required FrozenDictionary<Guid, Offer> Shown { get; init; }

        public static Snapshot Of(List<Offer> offers, List<CallToAction> calls, List<OfferTest> tests, string stamp) =>
            new(
                stamp,
                offers.ToFrozenDictionary(offer => offer.Slug, StringComparer.Ordinal),
                offers.ToFrozenDictionary(offer => offer.Id),
                calls.ToFrozenDictionary(call => call.Id)
            )
            {
                Running = tests.Where(test => test.State == TestState.Running).ToFrozenDictionary(test => test.OfferId),
                Shown = tests
                    .Join(offers, test => test.OfferId, offer => offer.Id, (test, offer) => (test, offer))
                    .SelectMany(one => one.test.Variants, (one, variant) => one.offer.Shown(variant))
                    .ToFrozenDictionary(shown => shown.VariantId!.Value),
            };
    }
}
