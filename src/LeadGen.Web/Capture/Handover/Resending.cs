using System.Buffers.Binary;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Handover;

/// <summary>
/// Sends what somebody asked for once more, with new links, and to the address of the form alone. At most once a minute, later once an
/// hour and once a day: the id of the mail is made of that time, so that its unique key holds however often the button is pressed.
/// </summary>
public sealed partial class Resending(
    CaptureTransaction transaction,
    OfferCache offers,
    VisitorTokens tokens,
    TimeProvider time,
    ILogger<Resending> log
)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Says nothing of what came of it: the answer to whoever asks is the same.</summary>
    public async Task SendAsync(Guid submissionId, CancellationToken cancel)
    {
        var isNew = await transaction.RunAsync((db, _, token) => SendAsync(db, submissionId, token), cancel);
        if (isNew)
        {
            LogSent(submissionId);
        }
    }

    private async Task<bool> SendAsync(LeadGenDbContext db, Guid submissionId, CancellationToken cancel)
    {
        var submission = await db.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == submissionId, cancel);
        var offer = submission is null ? null : await offers.FindAsync(submission.OfferId, cancel);
        var now = time.GetUtcNow();
        // The first mail has only just been written; and a form that is held gets none.
        if (submission is not { LeadId: { } leadId } || offer is null || now - submission.ReceivedAt < Minute)
        {
            return false;
        }

        var mail = await MailAsync(db, offer, submission, leadId, now, cancel);
        if (mail is null || await db.Mails.AnyAsync(sent => sent.Id == mail.Id, cancel))
        {
            return false;
        }

        db.Mails.Add(mail);
        return true;
    }

    private async Task<OutgoingMail?> MailAsync(
        LeadGenDbContext db,
        Offer offer,
        Submission submission,
        Guid leadId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var held = offer.Delivery.IsLimited() ? await db.HeldAsync(offer.Id, leadId, cancel) : null;
        return offer.Delivery.IsLimited() && held is null
            ? null
            : OfferMail.Of(offer, submission, tokens, now, held?.Code, IdOf(submission, now));
    }

    private static Guid IdOf(Submission submission, DateTimeOffset now)
    {
        var span = (now - submission.ReceivedAt) switch
        {
            { TotalMinutes: < 10 } => Minute,
            { TotalDays: < 1 } => TimeSpan.FromHours(1),
            _ => TimeSpan.FromDays(1),
        };
        var from = new DateTimeOffset(now.UtcTicks - now.UtcTicks % span.Ticks, TimeSpan.Zero);
        Span<byte> id = stackalloc byte[16];
        submission.Id.TryWriteBytes(id, bigEndian: true, out _);
        return StableId.Of(from, BinaryPrimitives.ReadUInt128BigEndian(id));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "What form {Submission} asked for is mailed again")]
    private partial void LogSent(Guid submission);
}
