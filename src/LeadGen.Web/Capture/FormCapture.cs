using System.Text.Json.Serialization;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>A form that was read and is right.</summary>
/// <param name="Fields">Field to text, as sent.</param>
/// <param name="Key">Of the rendered form; null where it had none that can be trusted.</param>
/// <param name="VisitorId">The browser, where it is known by its cookie.</param>
/// <param name="Spam">What was noticed about it; null where nobody looked.</param>
public sealed record FilledForm(
    [property: JsonIgnore] Offer Offer,
    Answers Answers,
    IReadOnlyDictionary<string, string> Fields,
    Guid? Key,
    Landing Landing,
    Source? Source,
    FormPrivacy Privacy,
    Guid? VisitorId = null,
    [property: JsonIgnore] SpamVerdict? Spam = null
)
{
    /// <summary>What follows in a form of several steps; of one alone it is the end.</summary>
    public FormProgress Progress { get; init; } = new(Next: null, EndsQuiz: false);

    [JsonIgnore]
    public bool IsHeld => Spam?.IsHeld == true;
}

/// <param name="Repeated">It had been taken before; this is the first answer again.</param>
/// <param name="Held">It is quarantined.</param>
public sealed record FormTaken(Guid SubmissionId, bool Repeated, bool Held = false);

/// <summary>
/// Takes a filled form with all that follows from it, at once or not at all, and reads no history. The first form of somebody new
/// goes by the short way; the long one finds out whether the person is known or the form was sent before.
/// </summary>
public sealed class FormCapture(
    FirstForm firstForm,
    CaptureTransaction transaction,
    VisitorTokens tokens,
    PersonTokens persons,
    RescoreQueue queue,
    Pool pool,
    TimeProvider time
)
{
    /// <summary>Without a key, equal content within this long is the same form sent again.</summary>
    public static readonly TimeSpan SameWithin = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Runs to its end once it has begun: a visitor who closes the tab has sent it all the same. Where that takes too long they are asked to
    /// send it again, and it counts once.
    /// </summary>
    public Task<FormTaken> TakeAsync(FilledForm form) => TakeToItsEndAsync(form).InTimeAsync();

    private async Task<FormTaken> TakeToItsEndAsync(FilledForm form)
    {
        var hash = ContentHash.Of(form.Offer.Slug, form.Answers);
        var taken =
            (form.IsHeld ? null : await firstForm.TakeAsync(form, hash))
            ?? await transaction.RunAsync(
                async (db, attempt, cancel) =>
                    await EarlierAsync(db, form, hash, attempt, cancel) is { } earlier
                        ? new FormTaken(earlier, Repeated: true)
                        : await StoreAsync(db, ArrivedForm.Of(form, hash, time.GetUtcNow()), form.IsHeld, cancel),
                CancellationToken.None
            );
        if (!taken.Repeated && !taken.Held)
        {
            await ServeAsync(form.Offer, taken.SubmissionId);
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
        ArrivedForm arrived,
        bool isHeld,
        CancellationToken cancel
    )
    {
        Guid? leadId = null;
        if (isHeld)
        {
            db.HeldForms.Add(arrived.Held);
        }
        else
        {
            leadId = await FollowAsync(db, arrived, cancel);
        }

        db.Submissions.Add(arrived.Submission(leadId));
        return new FormTaken(arrived.Id, Repeated: false, isHeld);
    }

    /// <summary>Adds all that follows from a form that is taken, in the transaction of the caller, who saves.</summary>
    /// <returns>Its lead.</returns>
    internal async Task<Guid> FollowAsync(LeadGenDbContext db, ArrivedForm arrived, CancellationToken cancel)
    {
        var browser = arrived.VisitorId is { } visitor
            ? await KnownBrowser.LockAsync(db, visitor, arrived.At, cancel)
            : null;
        var result = await new LeadIntake(db).TakeAsync(arrived.Lead, cancel);
        var leadId = result.Lead.Id;
        db.Touchpoints.AddRange(arrived.Touchpoints(leadId));
        db.Consents.AddRange(arrived.Consents(leadId));
        var held = arrived.Handout(leadId) is { } asked ? await HandoutAsking.AskAsync(db, asked, cancel) : null;
        if (arrived.Mail(leadId, tokens, held) is { } mail)
        {
            db.Mails.Add(mail);
        }

        // Who has said since who they are in that browser stays its person.
        if (browser is not null && !(arrived.WasHeld && browser.IsKnown))
        {
            await browser.IdentifyAsync(result.Lead, arrived.At, cancel);
        }

        if (!result.Created)
        {
            await db.ConfirmAsync([leadId], arrived.At, cancel);
        }

        if (
            arrived.Confirmation(leadId, persons) is { } confirmation
            && (result.Created || await Confirmations.IsDueAsync(db, leadId, arrived.TakenAt, cancel))
        )
        {
            db.Mails.Add(confirmation);
        }

        db.RescoreRequests.Add(arrived.Request(leadId));
        return leadId;
    }

    /// <summary>Once a form is taken: has its lead scored, and gives out what there is a limited number of.</summary>
    internal async Task ServeAsync(Offer offer, Guid submissionId)
    {
        queue.Wake();
        if (offer.Delivery.IsLimited())
        {
            await pool.TryServeAsync(offer, submissionId);
        }
    }
}
