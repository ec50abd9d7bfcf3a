using LeadGen.Web.Data;
using LeadGen.Web.Data.Handouts;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Handover;

/// <summary>Somebody who is known asks for a seat or a code, perhaps once more.</summary>
internal static class HandoutAsking
{
    /// <summary>In the transaction of the form.</summary>
    /// <returns>What they have already.</returns>
    public static async Task<PoolItem?> AskAsync(LeadGenDbContext db, Handout asked, CancellationToken cancel)
    {
        var isNew =
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.handouts (offer_id, lead_id, submission_id, asked_at, given_at)
                values ({asked.OfferId}, {asked.LeadId}, {asked.SubmissionId}, {asked.AskedAt}, {asked.GivenAt})
                on conflict (offer_id, lead_id) do nothing
                """,
                cancel
            ) > 0;
        return isNew ? null : await db.HeldAsync(asked.OfferId, asked.LeadId, cancel);
    }

    /// <summary>The code or seat that somebody has.</summary>
    public static Task<PoolItem?> HeldAsync(
        this LeadGenDbContext db,
        Guid offerId,
        Guid leadId,
        CancellationToken cancel
    ) =>
        db.Set<PoolItem>()
            .AsNoTracking()
            .SingleOrDefaultAsync(item => item.OfferId == offerId && item.LeadId == leadId, cancel);
}
