using System.Security.Cryptography;
using System.Text;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Handouts;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Handover;

public enum FileState
{
    Found,

    /// <summary>The address was ours, and its time is over.</summary>
    Expired,

    /// <summary>It is promised, and not on the disk.</summary>
    Missing,

    /// <summary>No address of ours, or of what is held no more.</summary>
    Unknown,
}

/// <param name="File">Where it was found.</param>
/// <param name="Place">Likewise.</param>
public sealed record HandedFile(FileState State, OfferFile? File = null, FileInfo? Place = null);

/// <summary>Hands a gated file to the holder of its address, and records the first time as a touchpoint.</summary>
public sealed partial class FileHandover(
    VisitorTokens tokens,
    OfferCache offers,
    OfferFiles files,
    CaptureTransaction transaction,
    RescoreQueue queue,
    TimeProvider time,
    ILogger<FileHandover> log
)
{
    /// <param name="counts">False where only its head is asked for.</param>
    /// <param name="doubt">See <see cref="DoubtOf"/>.</param>
    public async Task<HandedFile> TakeAsync(string token, bool counts, string? doubt, CancellationToken cancel)
    {
        if (tokens.ReadFile(token) is not { } held)
        {
            return new HandedFile(FileState.Unknown);
        }

        if (held.IsOld)
        {
            return new HandedFile(FileState.Expired);
        }

        var submission = await SubmissionAsync(held.SubmissionId, cancel);
        var offer = submission is null ? null : await offers.FindAsync(submission.OfferId, cancel);
        if (
            submission is null or { IsErased: true }
            || offer is null
            || await FileAsync(offer, submission, cancel) is not { } file
        )
        {
            return new HandedFile(FileState.Unknown);
        }

        if (files.Find(file) is not { } found)
        {
            LogMissing(offer.Slug);
            return new HandedFile(FileState.Missing);
        }

        // Of a form that is held there is nobody whose download it would be.
        if (counts && submission.LeadId is { } leadId)
        {
            await RecordAsync(submission, leadId, offer, doubt);
        }

        return new HandedFile(FileState.Found, file, found);
    }

    /// <summary>What the offer hands out today; where that is no file any more, the one that was promised.</summary>
    private async Task<OfferFile?> FileAsync(Offer offer, Submission submission, CancellationToken cancel) =>
        offer.Delivery.File
        ?? await transaction.RunAsync(
            async (db, _, token) =>
                (
                    await db.Set<StoredFile>()
                        .AsNoTracking()
                        .Where(file => file.OfferId == offer.Id && file.UploadedAt <= submission.ReceivedAt)
                        .OrderByDescending(file => file.UploadedAt)
                        .FirstOrDefaultAsync(token)
                )?.File,
            cancel
        );

    private async Task<Submission?> SubmissionAsync(Guid id, CancellationToken cancel) =>
        await transaction.RunAsync(
            (db, _, token) => db.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, token),
            cancel
        );

    /// <summary>Why it may be a scanner who fetches it; null for a person.</summary>
    public static string? DoubtOf(HttpRequest request) =>
        MachineRules.ByAgent(request.Headers.UserAgent)
        ?? (request.Query[MachineRules.Doubted.Name] == MachineRules.Doubted.Value ? MachineRules.Delivered : null);

    /// <summary>Once for a submission, however often it is fetched; if a scanner was first, the person after it counts.</summary>
    private async Task RecordAsync(Submission submission, Guid leadId, Offer offer, string? doubt)
    {
        var now = time.GetUtcNow();
        var touchpoint = new Touchpoint
        {
            Id = IdOf(submission.Id),
            Kind = TouchpointKinds.ContentDownloaded,
            OccurredAt = now,
            RecordedAt = now,
            LeadId = leadId,
            SubmissionId = submission.Id,
            Offer = offer.Slug,
            Channel = Channel.Form,
            Properties = offer.Depth is { } depth
                ? new Dictionary<string, string> { ["depth"] = Terms.Of(depth) }
                : new Dictionary<string, string>(),
            Machine = doubt is not null,
            MachineWhy = doubt,
        };
        var isFirst = await transaction.RunAsync(
            async (db, _, cancel) =>
            {
                var isNew = (await TouchpointRows.InsertAsync(db, [touchpoint], cancel)).Count > 0;
                if (doubt is not null || (!isNew && !await db.ConfirmAsync(touchpoint.Id, now, cancel)))
                {
                    return false;
                }

                db.RescoreRequests.Add(RescoreQueue.Request(leadId, MoveCause.Touchpoint, now, touchpoint.Id));
                return true;
            },
            CancellationToken.None
        );
        if (isFirst)
        {
            queue.Wake();
            CaptureMetrics.FileHandedOver(offer);
        }
    }

    private static Guid IdOf(Guid submissionId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{TouchpointKinds.ContentDownloaded} {submissionId}"));
        hash[6] = (byte)(0x80 | (hash[6] & 0x0F));
        hash[8] = (byte)(0x80 | (hash[8] & 0x3F));
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The file of offer {Offer} is not in the data directory")]
    private partial void LogMissing(string offer);
}
