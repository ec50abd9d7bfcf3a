using System.Security.Cryptography;
using System.Text;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace LeadGen.Web.Capture;

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
    public async Task<IResult> GetAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (tokens.ReadFile(token) is not { } held)
        {
            return Results.NotFound();
        }

        if (held.IsOld)
        {
            return Results.StatusCode(StatusCodes.Status410Gone);
        }

        var submission = await SubmissionAsync(held.SubmissionId, cancel);
        var offer = submission is null ? null : await offers.FindAsync(submission.OfferId, cancel);
        if (submission is null || offer?.Delivery.File is not { } file)
        {
            return Results.NotFound();
        }

        if (files.Find(file) is not { } found)
        {
            LogMissing(offer.Slug);
            return Results.NotFound();
        }

        if (HttpMethods.IsGet(context.Request.Method))
        {
            await RecordAsync(submission, offer);
        }

        return Answer(context.Response, file, found);
    }

    private async Task<Submission?> SubmissionAsync(Guid id, CancellationToken cancel) =>
        await transaction.RunAsync(
            (db, _, token) => db.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, token),
            cancel
        );

    /// <summary>Once for a submission, however often it is fetched.</summary>
    private async Task RecordAsync(Submission submission, Offer offer)
    {
        var now = time.GetUtcNow();
        var touchpoint = new Touchpoint
        {
            Id = IdOf(submission.Id),
            Kind = TouchpointKinds.ContentDownloaded,
            OccurredAt = now,
            RecordedAt = now,
            LeadId = submission.LeadId,
            SubmissionId = submission.Id,
            Offer = offer.Slug,
            Channel = Channel.Form,
            Properties = offer.Depth is { } depth
                ? new Dictionary<string, string> { ["depth"] = Terms.Of(depth) }
                : new Dictionary<string, string>(),
        };
        var isFirst = await transaction.RunAsync(
            async (db, _, cancel) =>
            {
                if ((await TouchpointRows.InsertAsync(db, [touchpoint], cancel)).Count == 0)
                {
                    return false;
                }

                db.RescoreRequests.Add(
                    RescoreQueue.Request(submission.LeadId, MoveCause.Touchpoint, now, touchpoint.Id)
                );
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

    private static IResult Answer(HttpResponse response, OfferFile file, FileInfo found)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers[HeaderNames.ContentSecurityPolicy] = "default-src 'none'; sandbox";
        response.Headers["X-Robots-Tag"] = "noindex";
        return Results.File(found.FullName, file.MediaType, file.DownloadName, enableRangeProcessing: true);
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
