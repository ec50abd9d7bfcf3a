using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Handouts;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Handover;

/// <summary>
/// Gives out codes and seats, one to each who asked and none twice, with the mail that brings it. The form has stored the wish; whoever
/// comes to fulfil it locks the wish and what is given, and passes over what others hold. So any number may do it at once.
/// </summary>
public sealed partial class Pool(
    CaptureTransaction transaction,
    VisitorTokens tokens,
    RescoreQueue queue,
    TimeProvider time,
    ILogger<Pool> log
)
{
    public const int BatchSize = 200;

    /// <summary>For the one who has just sent the form, so that the page of thanks can show it. What fails here the loop makes good.</summary>
    public async Task TryServeAsync(Offer offer, Guid submissionId)
    {
        try
        {
            var given = await transaction.RunAsync(
                async (db, _, cancel) =>
                    await GiveAsync(
                        db,
                        offer,
                        await db.Set<Handout>()
                            .FromSql(
                                $"""
                                select h.* from leadgen.handouts h join leadgen.submissions s on s.lead_id = h.lead_id
                                where s.id = {submissionId} and h.offer_id = {offer.Id} and h.given_at is null
                                for update of h skip locked
                                """
                            )
                            .ToListAsync(cancel),
                        cancel
                    ),
                CancellationToken.None
            );
            CaptureMetrics.HandedOut(offer, given);
            queue.Wake();
        }
        catch (Exception e)
        {
            LogFailed(e, offer.Slug);
        }
    }

    /// <summary>To those who wait, in the order in which they asked; one batch.</summary>
    /// <returns>How many got something.</returns>
    public async Task<int> FillAsync(Offer offer, CancellationToken cancel)
    {
        var given = await transaction.RunAsync(async (db, _, token) => await FillAsync(db, offer, token), cancel);
        CaptureMetrics.HandedOut(offer, given);
        if (given > 0)
        {
            queue.Wake();
            LogFilled(given, offer.Slug);
        }

        return given;
    }

    /// <summary>Batch by batch, until nobody waits or nothing is left.</summary>
    /// <returns>How many got something.</returns>
    public async Task<int> FillAllAsync(Offer offer, CancellationToken cancel)
    {
        var all = 0;
        for (var given = 1; given > 0; all += given)
        {
            given = await FillAsync(offer, cancel);
        }

        return all;
    }

    /// <summary>In a transaction of the caller, who saves.</summary>
    internal async Task<int> FillAsync(LeadGenDbContext db, Offer offer, CancellationToken cancel) =>
        await GiveAsync(
            db,
            offer,
            await db.Set<Handout>()
                .FromSql(
                    $"""
                    select * from leadgen.handouts where offer_id = {offer.Id} and given_at is null
                    order by asked_at, lead_id limit {BatchSize} for update skip locked
                    """
                )
                .ToListAsync(cancel),
            cancel
        );

    private async Task<int> GiveAsync(LeadGenDbContext db, Offer offer, List<Handout> waiting, CancellationToken cancel)
    {
        var asked = waiting.Select(handout => handout.SubmissionId).ToArray();
        var forms = await db
            .Submissions.AsNoTracking()
            .Where(submission => asked.Contains(submission.Id))
            .ToDictionaryAsync(submission => submission.Id, cancel);
        // Who was erased meanwhile asks for nothing any more.
        db.RemoveRange(waiting.Where(handout => !forms.ContainsKey(handout.SubmissionId)));
        waiting = [.. waiting.Where(handout => forms.ContainsKey(handout.SubmissionId))];
        var now = time.GetUtcNow();
        var items = await FreeAsync(db, offer, waiting.Count, now, cancel);
        foreach (var (handout, item) in waiting.Zip(items))
        {
            handout.GivenAt = now;
            if (item is not null)
            {
                (item.TakenAt, item.LeadId) = (now, handout.LeadId);
            }

            if (offer.Kind == OfferKind.Webinar)
            {
                Register(db, offer, handout, now);
            }

            if (OfferMail.Of(offer, forms[handout.SubmissionId], tokens, now, item?.Code) is { } mail)
            {
                db.Mails.Add(mail);
            }
        }

        return Math.Min(waiting.Count, items.Count);
    }

    /// <summary>Who has a seat is registered: a touchpoint, which scores. Who waits is not, yet.</summary>
    private static void Register(LeadGenDbContext db, Offer offer, Handout handout, DateTimeOffset now)
    {
        var registered = new Touchpoint
        {
            Id = Guid.CreateVersion7(now),
            Kind = TouchpointKinds.WebinarRegistered,
            OccurredAt = now,
            RecordedAt = now,
            LeadId = handout.LeadId,
            SubmissionId = handout.SubmissionId,
            Offer = offer.Slug,
            Path = "/offers/" + offer.Slug,
            Channel = Channel.Form,
        };
        db.Touchpoints.Add(registered);
        db.RescoreRequests.Add(RescoreQueue.Request(handout.LeadId, MoveCause.Touchpoint, now, registered.Id));
    }

    /// <summary>As many as are free and wanted, locked. Nothing, for each, where the number is not limited any more.</summary>
    private static async Task<IReadOnlyList<PoolItem?>> FreeAsync(
        LeadGenDbContext db,
        Offer offer,
        int wanted,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (!offer.Delivery.IsLimited())
        {
            return new PoolItem?[wanted];
        }

        var items = await LockAsync(db, offer, wanted, cancel);
        // The seats of a copied offer are not made yet.
        return items.Count < wanted && await Seats.AreMissingAsync(db, offer, now, cancel)
            ? await LockAsync(db, offer, wanted, cancel)
            : items;
    }

    private static Task<List<PoolItem>> LockAsync(
        LeadGenDbContext db,
        Offer offer,
        int wanted,
        CancellationToken cancel
    )
    {
        var isSeat = offer.Delivery.Seats is not null;
        return db.Set<PoolItem>()
            .FromSql(
                $"""
                select * from leadgen.pool_items
                where offer_id = {offer.Id} and taken_at is null and (code is null) = {isSeat}
                order by id limit {wanted} for update skip locked
                """
            )
            .ToListAsync(cancel);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "What offer {Offer} gives out could not be given at once; it follows"
    )]
    private partial void LogFailed(Exception e, string offer);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Count} who waited for offer {Offer} were given what they wait for"
    )]
    private partial void LogFilled(int count, string offer);
}
