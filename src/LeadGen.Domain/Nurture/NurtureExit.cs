using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;

namespace LeadGen.Domain.Nurture;

/// <summary>Why somebody is no longer in a sequence.</summary>
public enum NurtureExit
{
    /// <summary>They got all of its mails.</summary>
    Finished,

    /// <summary>They belong to sales now, or have bought.</summary>
    Qualified,

    /// <summary>They answered, called or met us.</summary>
    Replied,
    Unsubscribed,

    /// <summary>A mail could not be brought to them.</summary>
    Bounced,
    Disqualified,

    /// <summary>They did not confirm in time that they want mail.</summary>
    NotConfirmed,

    /// <summary>A member of staff took them out.</summary>
    Removed,

    /// <summary>They were found to be somebody who is in it too.</summary>
    Merged,
    Erased,
}

/// <summary>How somebody who is in a sequence stands now.</summary>
/// <param name="Mail">To mail from marketing.</param>
/// <param name="Replied">Since they came in.</param>
/// <param name="Bounced">Since they came in.</param>
public sealed record NurtureStanding(Stage Stage, ConsentStanding Mail, bool Replied, bool Bounced)
{
    /// <summary>Why they leave; null where they stay.</summary>
    /// <param name="entry">What brought them in.</param>
    public NurtureExit? Exit(NurtureEntry entry) =>
        Stage == Stage.Disqualified ? NurtureExit.Disqualified
        : Mail == ConsentStanding.Withdrawn ? NurtureExit.Unsubscribed
        : Bounced ? NurtureExit.Bounced
        : EndsAt(Stage, entry) ? NurtureExit.Qualified
        : Replied ? NurtureExit.Replied
        : null;

    /// <summary>Who comes to such a stage is done with it: with sales, or a customer where it is not for customers.</summary>
    public static bool EndsAt(Stage stage, NurtureEntry entry) =>
        stage switch
        {
            Stage.Lead or Stage.Recycled => false,
            Stage.Customer => entry.ToStage != Stage.Customer,
            Stage.Mql or Stage.Pql or Stage.Cql or Stage.ServiceQualified or Stage.Sql or Stage.Opportunity => true,
            Stage.Disqualified => true,
        };
}
