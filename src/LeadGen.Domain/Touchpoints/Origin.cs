namespace LeadGen.Domain.Touchpoints;

/// <summary>Who went to whom: inbound the visitor came to us, outbound we went to them first.</summary>
public enum Direction
{
    Inbound,
    Outbound,
}

/// <summary>The way by which a visitor came, for comparing one with another.</summary>
public enum ChannelGroup
{
    Direct,
    OrganicSearch,
    PaidSearch,
    OrganicSocial,
    PaidSocial,
    Email,
    Referral,
    Affiliate,
    Display,

    /// <summary>Calls, post, text messages, print, broadcast, trade fairs.</summary>
    Outreach,

    /// <summary>A campaign that says neither by its medium nor by its name what it is.</summary>
    OtherCampaign,
}

/// <summary>What <see cref="ChannelRules"/> makes of a source.</summary>
public sealed record Origin(Direction Direction, ChannelGroup Group);
