namespace LeadGen.Domain.Lifecycle;

/// <summary>The allowed moves and what makes them, as one table. Everything else is an illegal move.</summary>
public static class StageRules
{
    private static readonly Stage[] HandedOff = [Stage.Mql, Stage.Pql, Stage.Cql, Stage.ServiceQualified, Stage.Sql];

    public static bool Allows(Stage from, Stage to, MoveTrigger trigger) =>
        from != to
        && trigger switch
        {
            MoveTrigger.Score => to == Stage.Mql && IsOneOf(from, Stage.Lead, Stage.Recycled),
            MoveTrigger.ProductEvents => to == Stage.Pql && IsOneOf(from, Stage.Lead, Stage.Mql, Stage.Recycled),
            MoveTrigger.Conversation => to == Stage.Cql
                && IsOneOf(from, Stage.Lead, Stage.Mql, Stage.Pql, Stage.Recycled),
            // On an sql or an opportunity a service request adds a hand-off and leaves the stage.
            MoveTrigger.ServiceRequest => to == Stage.ServiceQualified
                && !IsOneOf(from, Stage.Disqualified, Stage.Sql, Stage.Opportunity),
            MoveTrigger.HandRaise => to == Stage.Sql
                && IsOneOf(from, Stage.Lead, Stage.Mql, Stage.Pql, Stage.Cql, Stage.Recycled),
            MoveTrigger.Confirmed => to == Stage.Sql
                && IsOneOf(from, Stage.Mql, Stage.Pql, Stage.Cql, Stage.ServiceQualified),
            MoveTrigger.Rejected => to == Stage.Lead && HandedOff.Contains(from),
            MoveTrigger.Recycled => to == Stage.Recycled && HandedOff.Contains(from),
            MoveTrigger.Disqualified => to == Stage.Disqualified && HandedOff.Contains(from),
            MoveTrigger.Reopened => to == Stage.Lead && from == Stage.Disqualified,
            // Back to where the lead was handed off, from where confirming, recycling, rejecting or disqualifying brought it.
            MoveTrigger.Undone => from == Stage.Sql
                ? Allows(to, Stage.Sql, MoveTrigger.Confirmed)
                : HandedOff.Contains(to) && IsOneOf(from, Stage.Lead, Stage.Recycled, Stage.Disqualified),
            // An outcome is accepted at any stage.
            MoveTrigger.Outcome => IsOneOf(
                to,
                Stage.Sql,
                Stage.Opportunity,
                Stage.Customer,
                Stage.Recycled,
                Stage.Disqualified
            ),
        };

    /// <summary>Does it open a hand-off though the lead stays at its stage? So does what an open sale, or one at service, tells service.</summary>
    public static bool OpensInPlace(Stage stage, QualificationKind kind) =>
        kind == QualificationKind.ServiceQualified
        && IsOneOf(stage, Stage.ServiceQualified, Stage.Sql, Stage.Opportunity);

    /// <exception cref="DomainException">There is no such move.</exception>
    public static void Demand(Stage from, Stage to, MoveTrigger trigger)
    {
        if (!Allows(from, to, trigger))
        {
            throw new DomainException(
                $"A lead cannot move from {Terms.Of(from)} to {Terms.Of(to)} by {Terms.Of(trigger)}."
            );
        }
    }

    public static Stage StageOf(QualificationKind kind) =>
        kind switch
        {
            QualificationKind.Mql => Stage.Mql,
            QualificationKind.Pql => Stage.Pql,
            QualificationKind.Cql => Stage.Cql,
            QualificationKind.ServiceQualified => Stage.ServiceQualified,
            QualificationKind.Sql => Stage.Sql,
        };

    public static MoveTrigger TriggerOf(QualificationKind kind) =>
        kind switch
        {
            QualificationKind.Mql => MoveTrigger.Score,
            QualificationKind.Pql => MoveTrigger.ProductEvents,
            QualificationKind.Cql => MoveTrigger.Conversation,
            QualificationKind.ServiceQualified => MoveTrigger.ServiceRequest,
            QualificationKind.Sql => MoveTrigger.HandRaise,
        };

    private static bool IsOneOf(Stage stage, params ReadOnlySpan<Stage> stages) => stages.Contains(stage);
}
