using System.Text.Json.Serialization;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>A later step of a form that was read and is right.</summary>
/// <param name="Answers">Those of all steps so far.</param>
/// <param name="Fields">What was sent in this step, as sent.</param>
/// <param name="Spam">What was noticed about the form with this step; null where nobody looked.</param>
public sealed record FilledStep(
    Guid SubmissionId,
    [property: JsonIgnore] Offer Offer,
    FormStep Step,
    Answers Answers,
    IReadOnlyDictionary<string, string> Fields,
    FormProgress Progress,
    FormPrivacy Privacy,
    [property: JsonIgnore] SpamVerdict? Spam = null
)
{
    [JsonIgnore]
    public bool IsHeld => Spam?.IsHeld == true;
}

/// <summary>
/// Takes a later step of a form: its answers are added to the submission that the first step made, with all that follows from them,
/// at once or not at all. The same step sent twice counts once; sent with other answers, these are the newer ones. One that looks like
/// spam is quarantined, and what the steps before it became stands.
/// </summary>
public sealed class StepCapture(
    CaptureTransaction transaction,
    PersonTokens persons,
    RescoreQueue queue,
    TimeProvider time
)
{
    /// <summary>So long a mail with the offer waits for the other steps. Who gives up on the way still gets it, and who does not, gets it at once.</summary>
    public static readonly TimeSpan MailWaits = TimeSpan.FromMinutes(15);

    /// <summary>Runs to its end once it has begun, as <see cref="FormCapture.TakeAsync"/> does.</summary>
    /// <returns>False where there is no such submission any more.</returns>
    public Task<bool> TakeAsync(FilledStep filled) => TakeToItsEndAsync(filled).InTimeAsync();

    private async Task<bool> TakeToItsEndAsync(FilledStep filled)
    {
        var taken = await transaction.RunAsync(
            (db, _, cancel) => StoreAsync(db, filled, cancel),
            CancellationToken.None
        );
        if (taken is { Repeated: false, Held: false })
        {
            queue.Wake();
        }

        if (taken is not null)
        {
            CaptureMetrics.StepTaken(filled.Offer, filled.Step, taken);
        }

        return taken is not null;
    }

    private async Task<FormTaken?> StoreAsync(LeadGenDbContext db, FilledStep filled, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // Whoever sends the step twice at once waits here, and then finds it taken.
        var found = await db
            .Submissions.FromSql($"select * from leadgen.submissions where id = {filled.SubmissionId} for update")
            .AsNoTracking()
            .ToListAsync(cancel);
        if (found is not [{ IsErased: false } submission])
        {
            return null;
        }

        var fields = new Dictionary<string, string>(submission.Fields, StringComparer.Ordinal);
        foreach (var (name, text) in filled.Fields)
        {
            fields[name] = text;
        }

        var isSame = fields.Count == submission.Fields.Count && !fields.Except(submission.Fields).Any();
        if (isSame && submission.Step >= filled.Step.Number)
        {
            return new FormTaken(submission.Id, Repeated: true);
        }

        var (json, step) = (JsonColumn.Write(fields), Math.Max(submission.Step, filled.Step.Number));
        await db.Database.ExecuteSqlAsync(
            $"update leadgen.submissions set fields = {json}::jsonb, step = {step} where id = {submission.Id}",
            cancel
        );
        if (submission is { LeadId: { } leadId, State: not SubmissionState.Quarantined } && !filled.IsHeld)
        {
            await FollowAsync(db, (submission, leadId), filled, now, cancel);
            return new FormTaken(submission.Id, Repeated: false);
        }

        await HoldAsync(db, submission, new KeptStep(filled, now), cancel);
        return new FormTaken(submission.Id, Repeated: false, Held: true);
    }

    /// <summary>Beside what is held of the form; where nothing is, the step alone is held.</summary>
    private static async Task HoldAsync(
        LeadGenDbContext db,
        Submission submission,
        KeptStep step,
        CancellationToken cancel
    )
    {
        var held = await db.HeldForms.SingleOrDefaultAsync(form => form.SubmissionId == submission.Id, cancel);
        if (submission.State == SubmissionState.Quarantined)
        {
            held!.Form = KeptForm.Read(held).With(step).Json;
            return;
        }

        if (held is null)
        {
            db.HeldForms.Add(held = new HeldForm { SubmissionId = submission.Id });
        }

        held.Email = step.Step.Answers.Email.Key;
        held.Form = new KeptForm(Form: null, [step]).Json;
        (held.DecidedAt, held.DecidedBy) = (null, null);
        var spam = JsonColumn.Write(step.Step.Spam);
        await db.Database.ExecuteSqlAsync(
            $"update leadgen.submissions set state = {Terms.Of(SubmissionState.Quarantined)}, spam = {spam}::jsonb where id = {submission.Id}",
            cancel
        );
    }

    /// <summary>Adds all that follows from a step that is taken, in the transaction of the caller, who has saved the lead and saves again.</summary>
    /// <param name="at">When it came.</param>
    internal async Task FollowAsync(
        LeadGenDbContext db,
        (Submission Submission, Guid LeadId) of,
        FilledStep filled,
        DateTimeOffset at,
        CancellationToken cancel
    )
    {
        var (submission, leadId) = of;
        await TeachAsync(db, of, filled, at, cancel);
        var continued = FormTouchpoint.Continued(
            submission with
            {
                LeadId = leadId,
            },
            filled.Offer,
            filled.Step.Number,
            filled.Answers,
            filled.Step.Keys.Contains(LeadFields.NextStep),
            at
        );
        Touchpoint[] touchpoints = filled.Progress.EndsQuiz
            ? [continued, FormTouchpoint.Quiz(continued, filled.Offer, filled.Answers)]
            : [continued];
        await TouchpointRows.InsertAsync(db, touchpoints, cancel);
        db.RescoreRequests.Add(RescoreQueue.Request(leadId, MoveCause.Touchpoint, at, continued.Id));
        if (filled.Step.Keys.Contains(LeadFields.ConsentMarketing) && filled.Answers.ConsentMarketing == true)
        {
            await AgreeAsync(db, of, filled, at, cancel);
        }

        if (filled.Progress.Next is null)
        {
            await SendNowAsync(db, leadId, submission.ReceivedAt, at, cancel);
        }
    }

    /// <summary>To mail; whoever owns the address is asked whether the yes is theirs, where that is to be confirmed.</summary>
    private async Task AgreeAsync(
        LeadGenDbContext db,
        (Submission Submission, Guid LeadId) of,
        FilledStep filled,
        DateTimeOffset at,
        CancellationToken cancel
    )
    {
        var consent = Consent.Record(
            filled.Privacy.Texts.Marketing,
            given: true,
            Terms.Of(Channel.Form),
            at,
            of.LeadId,
            of.Submission.Id
        ) with
        {
            IpPrefix = filled.Privacy.IpPrefix,
        };
        db.Consents.Add(consent);
        var now = time.GetUtcNow();
        if (
            filled.Privacy.Confirmation(consent, filled.Answers.Email, persons, now) is { } mail
            && await Confirmations.IsDueAsync(db, of.LeadId, now, cancel)
        )
        {
            db.Mails.Add(mail);
        }
    }

    /// <summary>What was answered in this step; what the steps before said was taught then.</summary>
    private static async Task TeachAsync(
        LeadGenDbContext db,
        (Submission Submission, Guid LeadId) of,
        FilledStep filled,
        DateTimeOffset at,
        CancellationToken cancel
    )
    {
        var said = filled
            .Answers.Facts.Where(fact => filled.Step.Keys.Contains(fact.Key))
            .ToDictionary(fact => fact.Key, fact => (string?)fact.Value);
        var leads = await db
            .Leads.FromSql($"select * from leadgen.leads where id = {of.LeadId} for update")
            .ToListAsync(cancel);
        if (said.Count == 0 || leads is not [var lead])
        {
            return;
        }

        var applied = lead.Learn(new FactAnswers(said, FactOrigin.Person, at, at, SubmissionId: of.Submission.Id));
        if (applied.Change is { } change)
        {
            db.FactChanges.Add(change);
        }
    }

    private static Task<int> SendNowAsync(
        LeadGenDbContext db,
        Guid leadId,
        DateTimeOffset formAt,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        db
            .Mails.Where(mail =>
                mail.LeadId == leadId
                && mail.Kind == MailKind.Delivery
                && mail.State == MailState.Waiting
                && mail.CreatedAt == formAt
                && mail.NextAttemptAt > now
                && mail.Attempts == 0
            )
            .ExecuteUpdateAsync(mail => mail.SetProperty(m => m.NextAttemptAt, now), cancel);
}
