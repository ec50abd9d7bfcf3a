using System.Linq.Expressions;
using LeadGen.Domain.Handoffs;

namespace LeadGen.Web.Data;

/// <summary>Conditions in the words of the partial indexes, so that Postgres uses these.</summary>
public static class Queries
{
    public static readonly Expression<Func<Handoff, bool>> IsOpen = handoff =>
        handoff.State == HandoffState.Open
        || handoff.State == HandoffState.Accepted
        || handoff.State == HandoffState.Started;
}
