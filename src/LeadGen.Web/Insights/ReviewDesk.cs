using LeadGen.Web.Data;
using LeadGen.Web.Data.Funnel;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Insights;

/// <summary>Keeps what marketing and sales decided, month by month.</summary>
public sealed partial class ReviewDesk(LeadGenDbContext db, TimeProvider time, ILogger<ReviewDesk> log)
{
    private const int Shown = 24;

    /// <summary>The latest months first, and of one month the latest word.</summary>
    public Task<List<AlignmentReview>> LatestAsync(CancellationToken cancel) =>
        db
            .AlignmentReviews.AsNoTracking()
            .OrderByDescending(review => review.Month)
            .ThenByDescending(review => review.Id)
            .Take(Shown)
            .ToListAsync(cancel);

    public async Task RecordAsync(DateOnly month, string decisions, string by, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var version = await db
            .ScoringModels.Where(model => model.State == ModelState.Published)
            .Select(model => model.Version!.Value)
            .SingleAsync(cancel);
        db.AlignmentReviews.Add(
            new AlignmentReview
            {
                Id = Guid.CreateVersion7(now),
                Month = month,
                Decisions = decisions,
                ModelVersion = version,
                RecordedAt = now,
                RecordedBy = by,
            }
        );
        await db.SaveChangesAsync(cancel);
        InsightMetrics.ReviewRecorded();
        LogRecorded(month);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The review of the month from {Month} on was recorded")]
    private partial void LogRecorded(DateOnly month);
}
