using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Leads;

/// <summary>Where a lead stands with sales.</summary>
public sealed record Standing(
    Stage Stage,
    Guid? AccountId,
    Guid? OwnerId,
    DateTimeOffset? CountsAfter,
    DateTimeOffset? CustomerSince
);

/// <summary>
/// How a merged lead stood when it was merged. What was decided about the survivor since then, its stage say, weighs more: that part
/// is null.
/// </summary>
public sealed record MergedStanding(
    Guid LeadId,
    DateTimeOffset CreatedAt,
    Channel Channel,
    Stage? Stage,
    Guid? AccountId,
    Guid? OwnerId,
    DateTimeOffset? CountsAfter,
    DateTimeOffset? CustomerSince
)
{
    public static MergedStanding Of(Lead lead) =>
        new(
            lead.Id,
            lead.CreatedAt,
            lead.Channel,
            lead.Stage,
            lead.AccountId,
            lead.OwnerId,
            lead.CountsAfter,
            lead.CustomerSince
        );

    /// <summary>Without the parts in which the survivor was changed since.</summary>
    internal MergedStanding Outdated(Standing before, Standing now) =>
        this with
        {
            Stage = before.Stage == now.Stage ? Stage : null,
            AccountId = before.AccountId == now.AccountId ? AccountId : null,
            OwnerId = before.OwnerId == now.OwnerId ? OwnerId : null,
            CountsAfter = before.CountsAfter == now.CountsAfter ? CountsAfter : null,
            CustomerSince = before.CustomerSince == now.CustomerSince ? CustomerSince : null,
        };
}

/// <summary>What a survivor is by itself, so that those who were merged into it can leave it as it was.</summary>
/// <param name="Given">How it stood after the last merge: where it stands otherwise now, somebody has decided so since.</param>
/// <param name="Merged">Those that were merged into it directly.</param>
public sealed record LeadOwn(
    string Email,
    Channel Channel,
    IReadOnlyDictionary<string, Fact> Facts,
    Touch? FirstTouch,
    Touch? LastTouch,
    Standing Standing,
    Standing Given,
    IReadOnlyList<MergedStanding> Merged
)
{
    /// <summary>The order in which one person goes through: of two leads the one that came further says where both are.</summary>
    private static readonly Stage[] Further =
    [
        Stage.Lead,
        Stage.Recycled,
        Stage.Disqualified,
        Stage.Mql,
        Stage.Pql,
        Stage.Cql,
        Stage.ServiceQualified,
        Stage.Sql,
        Stage.Opportunity,
        Stage.Customer,
    ];

    /// <summary>Has a lead at this stage come further than that one?</summary>
    public static bool IsFurther(Stage stage, Stage than) =>
        Array.IndexOf(Further, stage) > Array.IndexOf(Further, than);

    /// <summary>With what was decided about the survivor since the last merge.</summary>
    internal LeadOwn Settled(Standing now) =>
        now == Given
            ? this
            : this with
            {
                Standing = new(
                    now.Stage == Given.Stage ? Standing.Stage : now.Stage,
                    now.AccountId == Given.AccountId ? Standing.AccountId : now.AccountId,
                    now.OwnerId == Given.OwnerId ? Standing.OwnerId : now.OwnerId,
                    now.CountsAfter == Given.CountsAfter ? Standing.CountsAfter : now.CountsAfter,
                    now.CustomerSince == Given.CustomerSince ? Standing.CustomerSince : now.CustomerSince
                ),
                Merged = [.. Merged.Select(part => part.Outdated(Given, now))],
                Given = now,
            };

    /// <summary>
    /// How the person stands: at the furthest stage, a customer since the first sale; what was done before the last recycle of any does
    /// not count. Owner and account are the survivor's, else those of the one that was there first.
    /// </summary>
    internal Standing Together()
    {
        var parts = Merged.OrderBy(part => part.CreatedAt).ThenBy(part => part.LeadId).ToList();
        return new(
            parts
                .Select(part => part.Stage)
                .OfType<Stage>()
                .Aggregate(Standing.Stage, (one, other) => IsFurther(other, one) ? other : one),
            Standing.AccountId ?? parts.Find(part => part.AccountId is not null)?.AccountId,
            Standing.OwnerId ?? parts.Find(part => part.OwnerId is not null)?.OwnerId,
            parts.Select(part => part.CountsAfter).Append(Standing.CountsAfter).Max(),
            parts.Select(part => part.CustomerSince).Append(Standing.CustomerSince).Min()
        );
    }

    /// <summary>The door by which the person first came in.</summary>
    internal Channel ChannelOf(DateTimeOffset createdAt) =>
        Merged
            .Where(part => part.CreatedAt < createdAt)
            .OrderBy(part => part.CreatedAt)
            .ThenBy(part => part.LeadId)
            .Select(part => (Channel?)part.Channel)
            .FirstOrDefault()
        ?? Channel;
}
