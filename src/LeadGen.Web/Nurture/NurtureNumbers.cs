using LeadGen.Domain.Nurture;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Nurture;

/// <summary>What became of one mail of a sequence.</summary>
/// <param name="Counted">Of those sent, whose clicks may be noted.</param>
/// <param name="Clicked">How many of these people followed a link in it.</param>
public sealed record StepNumbers(Guid StepId, int Sent, int Counted, int Clicked);

/// <summary>How many people left, and why.</summary>
public sealed record ExitNumbers(NurtureExit Why, int People);

/// <summary>Counts what was written down anyway, as far back as mails are kept.</summary>
public static class NurtureNumbers
{
    public const int Days = 90;

    public static async Task<IReadOnlyDictionary<Guid, StepNumbers>> StepNumbersAsync(
        this LeadGenDbContext db,
        Guid sequenceId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var numbers = await db
            .Database.SqlQuery<StepNumbers>(
                $"""
                select n.step_id, count(*)::int as sent, (count(*) filter (where n.counts))::int as counted,
                    (count(*) filter (where n.counts and exists (
                        select from leadgen.touchpoints t where t.lead_id = n.lead_id
                            and t.occurred_at >= n.at and t.kind = {TouchpointKinds.EmailClicked} and not t.machine
                            and t.properties ->> 'mail' = n.mail_id::text)))::int as clicked
                from leadgen.nurture_mailings n where n.sequence_id = {sequenceId} and n.at >= {now.AddDays(-Days)}
                group by n.step_id
                """
            )
            .ToListAsync(cancel);
        return numbers.ToDictionary(one => one.StepId);
    }

    public static async Task<IReadOnlyList<ExitNumbers>> ExitNumbersAsync(
        this LeadGenDbContext db,
        Guid sequenceId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var first = FirstId.Since(now.AddDays(-Days));
        var exits = await db
            .NurtureEnrolments.Where(one =>
                one.SequenceId == sequenceId && one.Id.CompareTo(first) >= 0 && one.Left != null
            )
            .GroupBy(one => one.Left!.Value)
            .Select(group => new { Why = group.Key, People = group.Count() })
            .ToListAsync(cancel);
        return [.. exits.OrderBy(one => one.Why).Select(one => new ExitNumbers(one.Why, one.People))];
    }

    /// <summary>How many are in each of these sequences now.</summary>
    public static Task<Dictionary<Guid, int>> InNowAsync(
        this LeadGenDbContext db,
        Guid[] sequences,
        CancellationToken cancel
    ) =>
        db
            .NurtureEnrolments.Where(one => sequences.Contains(one.SequenceId) && one.LeftAt == null)
            .GroupBy(one => one.SequenceId)
            .ToDictionaryAsync(group => group.Key, group => group.Count(), cancel);
}
