using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Nurture;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Data.Nurture;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Nurture;

/// <summary>
/// Looks at somebody whose next mail is due: queues it, lets them wait or lets them go. One transaction with their lead locked, so a mail is
/// queued and the next step set together, two sequences of one person never pass the cap at once, and a kill leaves it all to be done.
/// </summary>
public sealed partial class NurtureStepper(LeadGenDbContext db, TimeProvider time, ILogger<NurtureStepper> log)
{
    /// <summary>How long somebody has to confirm that they want mail.</summary>
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromDays(30);

    private static readonly TimeSpan AskAgain = TimeSpan.FromHours(1);

    public async Task LookAsync(Guid enrolmentId, Guid leadId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.BeginBatchAsync(cancel);
        var lead = await db.LockLeadAsync(leadId, cancel);
        var found = await db
            .NurtureEnrolments.FromSql(
                $"""
                select * from leadgen.nurture_enrolments
                where id = {enrolmentId} and left_at is null and next_at <= {now} for update
                """
            )
            .ToListAsync(cancel);
        if (
            found.SingleOrDefault() is not { } enrolment
            || await RunningAsync(enrolment.SequenceId, cancel) is not { } sequence
        )
        {
            return;
        }

        enrolment.Error = null;
        if (lead is null)
        {
            Leave(enrolment, NurtureExit.Erased, now);
        }
        else if (await IsInAsSurvivorAsync(enrolment, lead, cancel))
        {
            Leave(enrolment, NurtureExit.Merged, now);
        }
        else
        {
            await NextAsync(sequence, enrolment, lead, now, cancel);
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private Task<NurtureSequence?> RunningAsync(Guid id, CancellationToken cancel) =>
        db
            .NurtureSequences.AsNoTracking()
            .SingleOrDefaultAsync(sequence => sequence.Id == id && sequence.State == NurtureState.Running, cancel);

    private async Task<bool> IsInAsSurvivorAsync(NurtureEnrolment enrolment, Lead lead, CancellationToken cancel) =>
        lead.Id != enrolment.LeadId
        && await db.NurtureEnrolments.AnyAsync(
            other => other.SequenceId == enrolment.SequenceId && other.LeadId == lead.Id,
            cancel
        );

    private async Task NextAsync(
        NurtureSequence sequence,
        NurtureEnrolment enrolment,
        Lead lead,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var parts = await db.PartsOfAsync(lead, cancel);
        var standing = await db.StandingAsync(lead, parts, enrolment, cancel);
        var at = await StepAsync(sequence, enrolment, cancel);
        if (standing.Exit(sequence.Entry) is { } why)
        {
            Leave(enrolment, why, now);
        }
        else if (at == sequence.Steps.Count)
        {
            Leave(enrolment, NurtureExit.Finished, now);
        }
        else if (standing.Mail != ConsentStanding.Given && now - enrolment.EnteredAt > ConfirmWithin)
        {
            Leave(enrolment, NurtureExit.NotConfirmed, now);
        }
        else if (standing.Mail != ConsentStanding.Given)
        {
            enrolment.NextAt = now + AskAgain;
        }
        else
        {
            await InTurnAsync(sequence, enrolment, (lead, parts), at, now, cancel);
        }
    }

    /// <summary>Where the next mail stands that they did not get, whatever was changed meanwhile.</summary>
    private async Task<int> StepAsync(NurtureSequence sequence, NurtureEnrolment enrolment, CancellationToken cancel)
    {
        var got = await db
            .NurtureMailings.Where(mailing => mailing.EnrolmentId == enrolment.Id)
            .Select(mailing => mailing.StepId)
            .ToListAsync(cancel);
        var at = enrolment.Position;
        while (at < sequence.Steps.Count && got.Contains(sequence.Steps[at].Id))
        {
            at++;
        }

        return Math.Min(at, sequence.Steps.Count);
    }

    private async Task InTurnAsync(
        NurtureSequence sequence,
        NurtureEnrolment enrolment,
        (Lead Lead, Guid[] Parts) who,
        int at,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var pace = await db.ReadPaceAsync(cancel);
        var sent = await db.SentSinceAsync(who.Parts, now - pace.Cap.Span, cancel);
        var next = pace.Next(now, await db.ZonesAsync(who.Lead, cancel), sent);
        if (next > now)
        {
            enrolment.NextAt = next;
            return;
        }

        var counts = await db.MayCountAsync(who.Lead.Id, pace.Clicks, cancel);
        Queue(sequence, enrolment, who.Lead, sequence.Steps[at], counts, now);
        enrolment.Position = at + 1;
        if (enrolment.Position < sequence.Steps.Count)
        {
            enrolment.NextAt = now + sequence.Steps[enrolment.Position].Delay;
        }
        else
        {
            Leave(enrolment, NurtureExit.Finished, now);
        }
    }

    private void Queue(
        NurtureSequence sequence,
        NurtureEnrolment enrolment,
        Lead lead,
        NurtureStep step,
        bool counts,
        DateTimeOffset now
    )
    {
        var mail = Filled(step, lead["first_name"], counts);
        var id = db.Add(mail, (lead.Email, lead.Id, null), now);
        db.NurtureMailings.Add(
            new NurtureMailing
            {
                EnrolmentId = enrolment.Id,
                StepId = step.Id,
                SequenceId = sequence.Id,
                LeadId = lead.Id,
                MailId = id,
                At = now,
                Counts = counts,
            }
        );
        db.Touchpoints.Add(
            new Touchpoint
            {
                Id = id,
                LeadId = lead.Id,
                Kind = TouchpointKinds.EmailSent,
                Channel = Channel.Email,
                OccurredAt = now,
                RecordedAt = now,
                Properties = new Dictionary<string, string>
                {
                    ["subject"] = mail.Subject,
                    ["sequence"] = sequence.Name,
                },
            }
        );
        db.RescoreRequests.Add(RescoreQueue.Quiet(lead.Id, MoveCause.Touchpoint, now));
        NurtureMetrics.Queued();
        LogQueued(step.Id, sequence.Id, lead.Id, id);
    }

    /// <summary>As its reader gets it.</summary>
    public static NurtureMail Filled(NurtureStep step, string? firstName, bool counts)
    {
        var values = new Dictionary<string, string?> { [NurtureRules.FirstName] = MailWords.FirstName(firstName) };
        return new NurtureMail(MailWords.Fill(step.Subject, values), MailWords.Fill(step.Body, values), counts);
    }

    private void Leave(NurtureEnrolment enrolment, NurtureExit why, DateTimeOffset now)
    {
        enrolment.Leave(why, now);
        NurtureMetrics.Left(why);
        LogLeft(enrolment.Id, enrolment.SequenceId, Terms.Of(why));
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Step {Step} of sequence {Sequence} for lead {Lead} is mail {Mail}"
    )]
    private partial void LogQueued(Guid step, Guid sequence, Guid lead, Guid mail);

    [LoggerMessage(Level = LogLevel.Information, Message = "Enrolment {Enrolment} left sequence {Sequence}: {Why}")]
    private partial void LogLeft(Guid enrolment, Guid sequence, string why);
}
