using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>A form that was read and is right.</summary>
/// <param name="Fields">Field to text, as sent.</param>
/// <param name="Key">Of the rendered form; null where it had none that can be trusted.</param>
/// <param name="ConsentText">The words beside the box, as they were shown.</param>
public sealed record FilledForm(
    Offer Offer,
    Answers Answers,
    IReadOnlyDictionary<string, string> Fields,
    Guid? Key,
    Landing Landing,
    Source? Source,
    ConsentText ConsentText
);

/// <param name="Repeated">It had been taken before; this is the first answer again.</param>
public sealed record FormTaken(Guid SubmissionId, bool Repeated);

/// <summary>Takes a filled form with all that follows from it in one short transaction that reads no history.</summary>
public sealed class FormCapture(CaptureTransaction transaction, RescoreQueue queue, TimeProvider time)
{
    /// <summary>Without a key, equal content within this long is the same form sent again.</summary>
    public static readonly TimeSpan SameWithin = TimeSpan.FromMinutes(10);

    /// <summary>Runs to its end once it has begun: a visitor who closes the tab has sent it all the same.</summary>
    public async Task<FormTaken> TakeAsync(FilledForm form)
    {
        var hash = ContentHash.Of(form.Offer.Slug, form.Answers);
        var taken = await transaction.RunAsync(
            async (db, attempt, cancel) =>
                await EarlierAsync(db, form, hash, attempt, cancel) is { } earlier
                    ? new FormTaken(earlier, Repeated: true)
                    : await StoreAsync(db, form, hash, cancel),
            CancellationToken.None
        );
        if (!taken.Repeated)
        {
            queue.Wake();
        }

        CaptureMetrics.FormTaken(form.Offer, taken);
        return taken;
    }

    /// <summary>
    /// The submission that this one repeats. With a key it has the same id, which the unique key of submissions finds out by
    /// itself; without one, those who send the same at once wait for each other.
    /// </summary>
    private async Task<Guid?> EarlierAsync(
        LeadGenDbContext db,
        FilledForm form,
        string hash,
        int attempt,
        CancellationToken cancel
    )
    {
        if (form.Key is { } key)
        {
            var id = SubmissionKeys.IdOf(key, hash);
            return attempt > 1 && await db.Submissions.AnyAsync(submission => submission.Id == id, cancel) ? id : null;
        }

        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({hash}, 0))", cancel);
        var since = time.GetUtcNow() - SameWithin;
        return await db
            .Submissions.Where(submission => submission.ContentHash == hash && submission.ReceivedAt > since)
            .OrderBy(submission => submission.ReceivedAt)
            .Select(submission => (Guid?)submission.Id)
            .FirstOrDefaultAsync(cancel);
    }

    private async Task<FormTaken> StoreAsync(
        LeadGenDbContext db,
        FilledForm form,
        string hash,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        var id = form.Key is { } key ? SubmissionKeys.IdOf(key, hash) : Guid.CreateVersion7(now);
        var path = "/offers/" + form.Offer.Slug;
        var result = await new LeadIntake(db).TakeAsync(
            new LeadArrival(
                form.Answers.Email,
                new FactAnswers(
                    form.Answers.Facts.ToDictionary(fact => fact.Key, fact => (string?)fact.Value),
                    FactOrigin.Person,
                    now,
                    now,
                    SubmissionId: id
                ),
                Channel.Form,
                new Touch(now, Channel.Form, form.Source, path),
                now
            ),
            cancel
        );
        var leadId = result.Lead.Id;
        db.Submissions.Add(SubmissionOf(form, id, leadId, hash, now));
        var touchpoints = Touchpoints(form, id, leadId, path, now).ToList();
        db.Touchpoints.AddRange(touchpoints);
        if (form.Answers.ConsentMarketing == true)
        {
            db.Consents.Add(Consent.Record(form.ConsentText, true, Terms.Of(Channel.Form), now, leadId, id));
        }

        db.RescoreRequests.Add(RescoreQueue.Request(leadId, MoveCause.Touchpoint, now, touchpoints[0].Id));
        return new FormTaken(id, Repeated: false);
    }

    private static Submission SubmissionOf(FilledForm form, Guid id, Guid leadId, string hash, DateTimeOffset now) =>
        new()
        {
            Id = id,
            LeadId = leadId,
            OfferId = form.Offer.Id,
            ReceivedAt = now,
            Fields = form.Fields,
            ContentHash = hash,
            LandingPage = form.Landing.Page,
        };

    /// <summary>The form itself, first, and what it was the door to. A download counts when it is done.</summary>
    private static IEnumerable<Touchpoint> Touchpoints(
        FilledForm form,
        Guid submissionId,
        Guid leadId,
        string path,
        DateTimeOffset now
    )
    {
        var (offer, answers) = (form.Offer, form.Answers);
        var properties = FormTouchpoint.Properties(offer.Intent, answers.NextStep, answers.Message);
        var filled = FormTouchpoint.Of(leadId, properties, Channel.Form, form.Source, now) with
        {
            SubmissionId = submissionId,
            Offer = offer.Slug,
            Path = path,
        };
        yield return filled;
        var opened = offer.Kind switch
        {
            OfferKind.Webinar => TouchpointKinds.WebinarRegistered,
            OfferKind.FreeTrial => TouchpointKinds.TrialStarted,
            _ => null,
        };
        if (opened is not null)
        {
            yield return filled with
            {
                Id = Guid.CreateVersion7(now),
                Kind = opened,
                Properties = new Dictionary<string, string>(),
            };
        }
    }
}
