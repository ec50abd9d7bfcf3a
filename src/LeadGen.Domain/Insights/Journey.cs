using LeadGen.Domain.Lifecycle;

namespace LeadGen.Domain.Insights;

/// <summary>When a lead came to each step of the funnel for the first time; null where it did not, or where nobody knows.</summary>
/// <param name="Kind">How it first qualified; null where sales told an outcome of a lead that it was never handed.</param>
public sealed record Journey(
    DateTimeOffset Entered,
    QualificationKind? Kind = null,
    DateTimeOffset? Qualified = null,
    DateTimeOffset? Accepted = null,
    DateTimeOffset? Confirmed = null,
    DateTimeOffset? Opportunity = null,
    DateTimeOffset? Customer = null
)
{
    /// <summary>How far it came. Steps that were skipped on the way count as reached.</summary>
    public FunnelStep Reached =>
        Customer is not null ? FunnelStep.Customer
        : Opportunity is not null ? FunnelStep.Opportunity
        : Confirmed is not null ? FunnelStep.Confirmed
        : Accepted is not null ? FunnelStep.Accepted
        : Qualified is not null ? FunnelStep.Qualified
        : FunnelStep.Lead;

    /// <summary>
    /// How long it took from the step before to this one. Null where one of the two instants is not known, or where they are told in
    /// the wrong order, as imports may do.
    /// </summary>
    public TimeSpan? Took(FunnelStep step) =>
        step > FunnelStep.Lead && At(step) is { } at && At(step - 1) is { } before && at >= before ? at - before : null;

    public DateTimeOffset? At(FunnelStep step) =>
        step switch
        {
            FunnelStep.Visitor or FunnelStep.Known => null,
            FunnelStep.Lead => Entered,
            FunnelStep.Qualified => Qualified,
            FunnelStep.Accepted => Accepted,
            FunnelStep.Confirmed => Confirmed,
            FunnelStep.Opportunity => Opportunity,
            FunnelStep.Customer => Customer,
        };
}
