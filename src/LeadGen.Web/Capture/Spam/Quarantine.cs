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
                if (!await DecideAsync(db, id, token))
                {
                    return false;
                }

                var submission = await db.Submissions.AsNoTracking().SingleAsync(s => s.Id == id, token);
                var held = await db.HeldForms.SingleAsync(h => h.SubmissionId == id, token);
                var kept = KeptForm.Read(held).For(offer);
                (held.Form, held.Email, held.DecidedAt, held.DecidedBy) = (null, null, time.GetUtcNow(), by);
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

    /// <summary>The form first, where it is held too, then its later steps, each with the time at which it came.</summary>
    private async Task TakeAsync(LeadGenDbContext db, Submission submission, KeptForm kept, CancellationToken cancel)
    {
        var leadId = submission.LeadId ?? await TakeFirstAsync(db, submission, kept.Form!, cancel);
        foreach (var (step, at) in kept.Steps)
        {
            await db.SaveChangesAsync(cancel);
            await steps.FollowAsync(db, (submission, leadId), step, at, cancel);
        }
    }

    private async Task<Guid> TakeFirstAsync(
        LeadGenDbContext db,
        Submission submission,
        FilledForm form,
        CancellationToken cancel
    )
    {
        var arrived = ArrivedForm.OfHeld(form, submission, time.GetUtcNow());
        var leadId = await forms.FollowAsync(db, arrived, cancel);
        await db
            .Submissions.Where(s => s.Id == submission.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(one => one.LeadId, leadId), cancel);
        return leadId;
    }

    /// <summary>See <see cref="HeldForms.ForgetAsync"/>; the same text is held when it comes again.</summary>
    /// <returns>False where it is not held any more.</returns>
    public async Task<bool> DeleteAsync(Guid id, string by, CancellationToken cancel)
    {
        var isDone = await transaction.RunAsync(
            async (db, _, token) =>
            {
                var submission = await db.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, token);
                if (submission is null || await HeldForms.ForgetAsync(db, [id], by, time.GetUtcNow(), token) == 0)
                {
                    return false;
                }

                await DeletedTexts.LearnAsync(
                    db,
                    submission.Fields.GetValueOrDefault(LeadFields.Message),
                    true,
                    time.GetUtcNow(),
                    token
                );
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
    private static async Task<bool> DecideAsync(LeadGenDbContext db, Guid id, CancellationToken cancel) =>
        await db
            .Submissions.Where(s => s.Id == id && s.State == SubmissionState.Quarantined)
            .ExecuteUpdateAsync(s => s.SetProperty(one => one.State, SubmissionState.Released), cancel) > 0;

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
