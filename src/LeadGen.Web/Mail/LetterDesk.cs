using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Mails;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Mail;

/// <summary>A mail that a rep writes to a lead.</summary>
/// <param name="Id">Made with the form, so that it goes out once though it is sent twice.</param>
public sealed record Letter(
    Guid Id,
    Guid LeadId,
    Guid StaffId,
    string Author,
    string ReplyTo,
    string Subject,
    string Text
);

/// <summary>Queues what reps write to leads, and tells it in the lead's story.</summary>
public sealed class LetterDesk(LeadGenDbContext db, TimeProvider time)
{
    /// <summary>Why no mail goes to this lead, and what to do; null where one may.</summary>
    public static string? WhyNot(Lead lead) =>
        lead.Stage == Stage.Disqualified
            ? "This lead is disqualified. A manager has to open it again before anybody writes to them."
        : !EmailAddress.TryParse(lead.Email, out _)
            ? "There is no address to write to. Enter one with the lead’s facts first."
        : null;

    /// <summary>They want no mail from marketing. A rep may write all the same, and should know.</summary>
    public async Task<bool> HasObjectedAsync(Guid leadId, CancellationToken cancel) =>
        (await db.ConsentAsync(leadId, ConsentPurposes.MarketingEmail, isConfirmed: false, cancel)).Standing
        == ConsentStanding.Withdrawn;

    /// <returns>Why it was not queued; null where it was, now or before.</returns>
    public async Task<string?> SendAsync(Letter letter, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var lead = await db.LockLeadAsync(letter.LeadId, cancel);
        if (lead is null || WhyNot(lead) is not null)
        {
            return lead is null ? "There is no such lead any more." : WhyNot(lead);
        }

        // Nobody else is at this lead: what was sent before is there by now.
        if (await db.Mails.AnyAsync(mail => mail.Id == letter.Id, cancel))
        {
            return null;
        }

        var now = time.GetUtcNow();
        db.Add(
            new LetterMail(letter.Subject, letter.Text),
            letter.Id,
            lead.Email,
            (letter.ReplyTo, letter.Author),
            (lead.Id, letter.StaffId),
            now
        );
        db.Touchpoints.Add(
            new Touchpoint
            {
                Id = letter.Id,
                LeadId = lead.Id,
                Kind = TouchpointKinds.EmailSent,
                Channel = Channel.Email,
                OccurredAt = now,
                RecordedAt = now,
                Properties = new Dictionary<string, string>
                {
                    ["subject"] = letter.Subject,
                    ["text"] = letter.Text,
                    ["author"] = letter.Author,
                },
            }
        );
        db.RescoreRequests.Add(RescoreQueue.Quiet(lead.Id, MoveCause.Person, now));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }
}
