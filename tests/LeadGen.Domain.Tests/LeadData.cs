using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Tests;

/// <summary>Leads and hand-offs at any stage and state.</summary>
internal static class LeadData
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Dossier AnyDossier = new("Why", 110, 60, 50, 1, [], new Dictionary<string, string>(), []);

    public static Lead NewLead(DateTimeOffset? at = null) =>
        Lead.Capture(
            Guid.CreateVersion7(at ?? Now),
            EmailAddress.Parse("ada@example.com"),
            Channel.Form,
            null,
            at ?? Now
        );

    public static Lead LeadAt(Stage stage)
    {
        var lead = NewLead(Now.AddDays(-90));
        MoveTrigger? trigger = stage switch
        {
            Stage.Lead => null,
            Stage.Mql => MoveTrigger.Score,
            Stage.Pql => MoveTrigger.ProductEvents,
            Stage.Cql => MoveTrigger.Conversation,
            Stage.ServiceQualified => MoveTrigger.ServiceRequest,
            Stage.Sql or Stage.Opportunity or Stage.Customer or Stage.Recycled or Stage.Disqualified =>
                MoveTrigger.Outcome,
        };
        if (trigger is { } by)
        {
            lead.MoveTo(stage, by, new MoveContext(Now.AddDays(-60), MoveCause.Touchpoint));
        }

        return lead;
    }

    public static Handoff NewHandoff(QualificationKind kind = QualificationKind.Mql, DateTimeOffset? at = null) =>
        Handoff.Open(Guid.CreateVersion7(Now), kind, AnyDossier, ServiceLevel.Default, at ?? Now);

    public static Handoff HandoffAt(HandoffState state)
    {
        var handoff = NewHandoff();
        if (state is HandoffState.Accepted or HandoffState.Started or HandoffState.Qualified)
        {
            handoff.Accept(null, "Mina", ServiceLevel.Default, Now);
        }

        switch (state)
        {
            case HandoffState.Open or HandoffState.Accepted:
                break;
            case HandoffState.Superseded:
                handoff.SupersedeBy(QualificationKind.Sql, AnyDossier, ServiceLevel.Default, Now);
                break;
            case HandoffState.Started:
                Do(handoff, HandoffVerb.Start);
                break;
            case HandoffState.Qualified:
                Do(handoff, HandoffVerb.Qualify);
                break;
            case HandoffState.Recycled:
                Do(handoff, HandoffVerb.Recycle);
                break;
            case HandoffState.Rejected:
                Do(handoff, HandoffVerb.Reject);
                break;
            case HandoffState.Disqualified:
                Do(handoff, HandoffVerb.Disqualify);
                break;
        }

        return handoff;
    }

    public static void Do(Handoff handoff, HandoffVerb verb)
    {
        switch (verb)
        {
            case HandoffVerb.Accept:
                handoff.Accept(null, "Mina", ServiceLevel.Default, Now);
                break;
            case HandoffVerb.Start:
                handoff.Start("Mina", Now);
                break;
            case HandoffVerb.Qualify:
                handoff.Qualify(null, null, "Mina", Now);
                break;
            case HandoffVerb.Recycle:
                handoff.Recycle("timing", null, null, "Mina", Now);
                break;
            case HandoffVerb.Reject:
                handoff.Reject("spam", null, "Mina", Now);
                break;
            case HandoffVerb.Disqualify:
                handoff.Disqualify("competitor", null, "Mina", Now);
                break;
        }
    }
}
