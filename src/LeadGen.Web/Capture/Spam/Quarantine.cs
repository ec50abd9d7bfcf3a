using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Spam;

/// <summary>What staff does with forms that are held. Of two who decide about one at once the first is right.</summary>
public sealed partial class Quarantine(
    CaptureTransaction transaction,
    OfferCache offers,
    FormCapture forms,
    StepCapture steps,
    TimeProvider time,
    ILogger<Quarantine> log
)
{
    private const int CountedTo = 100_000;

    /// <summary>Makes of a held form all that it would have become when it came, with that time.</summary>
    /// <returns>False where it is not held any more.</returns>
    public async Task<bool> ReleaseAsync(Guid id, string by, CancellationToken cancel)
    {
        // Beforehand: who holds the row must not wait for a second connection while others wait for the row with one each.
        var submission = await transaction.RunAsync(
            (db, _, token) => db.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, token),
            cancel
        );
        var offer = submission is null ? null : await offers.FindAsync(submission.OfferId, cancel);
        offer = offer is null ? null : await offers.ShownAsync(offer, submission!.VariantId, cancel);
        var isReleased = offer is not null && await ReleaseAsync(id, offer, by, cancel);
        Tell(isReleased, SubmissionState.Released);
        if (isReleased)
        {
            await forms.ServeAsync(offer!, id);
        }

        return isReleased;
    }

    private Task<bool> ReleaseAsync(Guid id, Offer offer, string by, CancellationToken cancel) =>
        transaction.RunAsync(
            async (db, _, token) =>
            {
                if (!await DecideAsync(db, id, SubmissionState.Released, token))
                {
                    return false;
                }

                var submission = await db.Submissions.AsNoTracking().SingleAsync(s => s.Id == id, token);
                var held = await db.HeldForms.SingleAsync(h => h.SubmissionId == id, token);
                var kept = KeptForm.Read(held).For(offer);
                Close(held, by);
                await DeletedTexts.LearnAsync(
                    db,
                    submission.Fields.GetValueOrDefault(LeadFields.Message),
                    false,
                    time.GetUtcNow(),
                    token
                );
                await TakeAsync(db, submission, kept, token);
                return true;
            },
            cancel
        );

    /// <summary>The form first, then its later steps, each with the time at which it came.</summary>
    private async Task TakeAsync(LeadGenDbContext db, Submission submission, KeptForm kept, CancellationToken cancel)
    {
        var arrived = ArrivedForm.OfHeld(kept.Form, submission, time.GetUtcNow());
        var leadId = await forms.FollowAsync(db, arrived, cancel);
        await db
            .Submissions.Where(s => s.Id == submission.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(one => one.LeadId, leadId), cancel);
        foreach (var (step, at) in kept.Steps)
        {
            await db.SaveChangesAsync(cancel);
            await steps.FollowAsync(db, (submission, leadId), step, at, cancel);
        }
    }

    /// <summary>Nothing of what was sent is kept; that it came, and why it was held, is.</summary>
    /// <returns>False where it is not held any more.</returns>
    public async Task<bool> DeleteAsync(Guid id, string by, CancellationToken cancel)
    {
        var isDone = await transaction.RunAsync(
            async (db, _, token) =>
            {
                if (!await DecideAsync(db, id, SubmissionState.Deleted, token))
                {
                    return false;
                }

                var submission = await db.Submissions.AsNoTracking().SingleAsync(s => s.Id == id, token);
                await DeletedTexts.LearnAsync(
                    db,
                    submission.Fields.GetValueOrDefault(LeadFields.Message),
                    true,
                    time.GetUtcNow(),
                    token
                );
                await db.Database.ExecuteSqlAsync(
                    $"update leadgen.submissions set fields = '{{}}', landing_page = null, content_hash = '' where id = {id}",
                    token
                );
                Close(await db.HeldForms.SingleAsync(h => h.SubmissionId == id, token), by);
                return true;
            },
            cancel
        );
        Tell(isDone, SubmissionState.Deleted);
        return isDone;
    }

    /// <summary>How many wait, up to a hundred thousand.</summary>
    public static Task<int> CountAsync(LeadGenDbContext db, CancellationToken cancel) =>
        db
            .Submissions.Where(submission => submission.State == SubmissionState.Quarantined)
            .OrderBy(submission => submission.Id)
            .Take(CountedTo)
            .CountAsync(cancel);

    /// <summary>The row stays locked until all is done; who comes second finds it decided.</summary>
    private static async Task<bool> DecideAsync(
        LeadGenDbContext db,
        Guid id,
        SubmissionState state,
        CancellationToken cancel
    ) =>
        await db
            .Submissions.Where(s => s.Id == id && s.State == SubmissionState.Quarantined)
            .ExecuteUpdateAsync(s => s.SetProperty(one => one.State, state), cancel) > 0;

    private void Close(HeldForm held, string by) =>
        (held.Form, held.Email, held.DecidedAt, held.DecidedBy) = (null, null, time.GetUtcNow(), by);

    private void Tell(bool isDone, SubmissionState state)
    {
        if (isDone)
        {
            CaptureMetrics.Decided(state);
            LogDecided(Terms.Of(state));
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A quarantined form was {State}")]
    private partial void LogDecided(string state);
}
