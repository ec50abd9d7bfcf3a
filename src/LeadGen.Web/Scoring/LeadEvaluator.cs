using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>Reads what the pure flow looks at for many leads, in a few queries, and runs it.</summary>
public sealed class LeadEvaluator(LeadGenDbContext db)
{
    /// <param name="merged">Those that were merged into any of the leads: what they did counts too.</param>
    /// <param name="shadow">What runs beside the model in force; its verdict is only told.</param>
    /// <param name="signals">What happened to the leads; none where they are only scored.</param>
    public async Task<IReadOnlyList<(Lead Lead, Verdict Verdict)>> EvaluateAsync(
        IReadOnlyList<Lead> leads,
        ILookup<Guid, Lead> merged,
        IReadOnlyDictionary<Guid, Account> accounts,
        ModelInForce model,
        ScoringModel? shadow,
        ILookup<Guid, Signal> signals,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var ids = leads.Select(lead => lead.Id).ToArray();
        var survivors = merged.SelectMany(group => group).ToDictionary(lead => lead.Id, lead => lead.MergedInto!.Value);
        var touchpoints = (await TouchpointsAsync([.. ids, .. survivors.Keys], cancel)).ToLookup(touchpoint =>
            survivors.GetValueOrDefault(touchpoint.LeadId!.Value, touchpoint.LeadId.Value)
        );
        var open = await db
            .Handoffs.Where(handoff => ids.Contains(handoff.LeadId))
            .Where(handoff =>
                handoff.State == HandoffState.Open
                || handoff.State == HandoffState.Accepted
                || handoff.State == HandoffState.Started
            )
            .ToDictionaryAsync(handoff => handoff.LeadId, cancel);
        return [.. leads.Select(lead => (lead, Verdict(EvaluationOf(lead))))];

        Evaluation EvaluationOf(Lead lead) =>
            new(
                lead,
                ScoredFacts.Of(lead, lead.AccountId is { } account ? accounts.GetValueOrDefault(account) : null),
                [.. touchpoints[lead.Id]],
                model.Model,
                model.Version,
                open.GetValueOrDefault(lead.Id),
                [.. signals[lead.Id]],
                ServiceLevel.Default,
                now
            );

        Verdict Verdict(Evaluation at)
        {
            // First, since the verdict moves the lead.
            var shadowed = shadow is not null && Qualification.WouldBeMql(at with { Model = shadow });
            return Qualification.Evaluate(at) with { Shadowed = shadowed };
        }
    }

    private Task<List<Touchpoint>> TouchpointsAsync(Guid[] leadIds, CancellationToken cancel) =>
        db
            .Touchpoints.AsNoTracking()
            .Where(touchpoint => touchpoint.LeadId != null && leadIds.Contains(touchpoint.LeadId.Value))
            .ToListAsync(cancel);
}
