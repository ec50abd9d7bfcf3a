using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Insights;

/// <summary>What a number of the managers' pages counts.</summary>
public enum HandoffSet
{
    // As they stand now.
    Open,
    Offered,
    Accepted,
    Started,
    Soon,
    Overdue,

    // Of those opened in a period.
    Opened,

    /// <summary>Opened by what the lead did, and not by a person, a release or time.</summary>
    Caused,
    Taken,
    Begun,
    AcceptLate,
    StartLate,
    Rejected,
    Closed,

    /// <summary>Whatever was done with it for the reason.</summary>
    Reason,
}

/// <summary>Which hand-offs a number counts, so that it can lead to them. Read in pages, and no further than the period or what is open.</summary>
public sealed record HandoffPick(HandoffSet Set)
{
    public const int PageSize = 50;
    public const string Here = "/insights/handoffs";

    /// <summary>In the place of an owner: what nobody has claimed.</summary>
    private const string Nobody = "nobody";
    private const int TextMaxLength = 300;
    private const int DaysMax = 366;

    public Guid? Owner { get; init; }
    public bool Unclaimed { get; init; }

    /// <summary>Of those opened in a period: the team, empty for none, null for any.</summary>
    public string? Team { get; init; }

    /// <summary>Of those opened in a period: the hour of the day at which they were.</summary>
    public int? Hour { get; init; }

    /// <summary>By whose clock hours are told; not a part of the address.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Opened within so many days; of what is open now, whenever.</summary>
    public int Days { get; init; } = 30;

    /// <summary>Key of the reason, or null for any.</summary>
    public string? WithReason { get; init; }

    /// <summary>Where the lead first came from; empty where that is not known, null for any.</summary>
    public string? Source { get; init; }

    /// <summary>Label of a criterion that gave or took points in the dossier.</summary>
    public string? Criterion { get; init; }

    public bool IsPresent => Set <= HandoffSet.Overdue;

    public static HandoffPick Of(HandoffSet set, DeskLoad load) =>
        new(set) { Owner = load.Id, Unclaimed = load.Id is null };

    public static HandoffPick ByReason(string reason, int days) =>
        new(HandoffSet.Reason) { WithReason = reason, Days = days };

    /// <summary>What a row of <see cref="SpeedReport"/> counts.</summary>
    public static HandoffPick Of(HandoffSet set, SpeedBy by, string? key, int days) =>
        by switch
        {
            SpeedBy.Rep => new(set)
            {
                Owner = Guid.TryParse(key, out var owner) ? owner : null,
                Unclaimed = key is null,
                Days = days,
            },
            SpeedBy.Team => new(set) { Team = key ?? "", Days = days },
            SpeedBy.Source => new(set) { Source = key ?? "", Days = days },
            SpeedBy.Hour => new(set)
            {
                Hour = int.Parse(key!, System.Globalization.CultureInfo.InvariantCulture),
                Days = days,
            },
        };

    /// <returns>Null where the address names no set.</returns>
    public static HandoffPick? Read(IQueryCollection query) =>
        Terms.Parse<HandoffSet>(query["show"]) is { } set
            ? new HandoffPick(set)
            {
                Owner = Guid.TryParse(query["owner"], out var owner) ? owner : null,
                Unclaimed = query["owner"] == Nobody,
                Days = int.TryParse(query["days"], out var days) ? Math.Clamp(days, 1, DaysMax) : 30,
                WithReason = Text(query["reason"]),
                Source = query.ContainsKey("source") ? Text(query["source"]) ?? "" : null,
                Criterion = Text(query["criterion"]),
                Team = query.ContainsKey("team") ? Text(query["team"]) ?? "" : null,
                Hour = int.TryParse(query["hour"], out var hour) && hour is >= 0 and < 24 ? hour : null,
            }
            : null;

    /// <summary>The address that shows them.</summary>
    public string Path =>
        Here
        + QueryString.Create(
            new Dictionary<string, string?>
            {
                ["show"] = Terms.Of(Set),
                ["owner"] = Unclaimed ? Nobody : Owner?.ToString(),
                ["days"] = IsPresent ? null : Days.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["reason"] = WithReason,
                ["source"] = Source,
                ["criterion"] = Criterion,
                ["team"] = Team,
                ["hour"] = Hour?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            }.Where(part => part.Value is not null)
        );

    /// <summary>One more than a page: then there is another. What is open by the promise that ends first, else the newest first.</summary>
    /// <param name="after">The last of the page before.</param>
    public IQueryable<Handoff> Page(LeadGenDbContext db, DateTimeOffset now, (DateTimeOffset? Due, Guid Id)? after)
    {
        if (IsPresent)
        {
            var open = db.Handoffs.Where(Queries.IsOpen);
            open =
                Unclaimed ? open.Where(handoff => handoff.OwnerId == null)
                : Owner is { } owner ? open.Where(handoff => handoff.OwnerId == owner)
                : open;
            return QueueOrder.FirstOf([Now(open, now)], after, PageSize + 1)!;
        }

        var since = now.AddDays(-Days);
        var first = FirstId.Since(since);
        var opened = Then(db, From(db), now)
            .Where(handoff => handoff.Id.CompareTo(first) >= 0 && handoff.OpenedAt >= since);
        opened =
            Unclaimed ? opened.Where(handoff => handoff.OwnerId == null)
            : Owner is { } of ? opened.Where(handoff => handoff.OwnerId == of)
            : opened;
        opened =
            Team is null ? opened
            : Guid.TryParse(Team, out var team) ? opened.Where(handoff => handoff.TeamId == team)
            : opened.Where(handoff => handoff.TeamId == null);
        opened = WithReason is { } reason ? opened.Where(handoff => handoff.Reason == reason) : opened;
        opened = after is { Id: var last } ? opened.Where(handoff => handoff.Id.CompareTo(last) < 0) : opened;
        return opened.OrderByDescending(handoff => handoff.Id).Take(PageSize + 1);
    }

    private IQueryable<Handoff> From(LeadGenDbContext db)
    {
        if (Criterion is { } label)
        {
            var part = JsonColumn.Write(new { contributions = new[] { new { label } } });
            return db.Handoffs.FromSql($"select * from leadgen.handoffs where dossier @> {part}::jsonb");
        }

        if (Source is null && Hour is null)
        {
            return db.Handoffs;
        }

        var (isAny, source) = (Source is null, Source is { Length: > 0 } name ? name : null);
        return db.Handoffs.FromSql(
            $"""
            select h.* from leadgen.handoffs h join leadgen.leads l on l.id = h.lead_id
            where ({isAny} or lower(l.first_touch #>> {"{source,name}"}::text[]) is not distinct from lower({source}::text))
                and ({Hour}::int is null or extract(hour from h.opened_at at time zone {Zone.Id}) = {Hour}::int)
            """
        );
    }

    private IQueryable<Handoff> Now(IQueryable<Handoff> open, DateTimeOffset now)
    {
        var soon = now + ServiceLevelReport.Soon;
        return Set switch
        {
            HandoffSet.Offered => open.Where(handoff => handoff.State == HandoffState.Open),
            HandoffSet.Accepted => open.Where(handoff => handoff.State == HandoffState.Accepted),
            HandoffSet.Started => open.Where(handoff => handoff.State == HandoffState.Started),
            HandoffSet.Soon => open.Where(handoff =>
                EF.Property<DateTimeOffset?>(handoff, QueueOrder.Due) >= now
                && EF.Property<DateTimeOffset?>(handoff, QueueOrder.Due) < soon
            ),
            HandoffSet.Overdue => open.Where(handoff => EF.Property<DateTimeOffset?>(handoff, QueueOrder.Due) < now),
            _ => open,
        };
    }

    /// <summary>By the words of <see cref="ServiceLevelReport"/>, which counts them.</summary>
    private IQueryable<Handoff> Then(LeadGenDbContext db, IQueryable<Handoff> all, DateTimeOffset now)
    {
        var counted = all.Where(handoff => handoff.State != HandoffState.Superseded);
        return Set switch
        {
            HandoffSet.Caused => counted.Where(handoff =>
                db.StageMoves.Any(move =>
                    move.LeadId == handoff.LeadId && move.HandoffId == handoff.Id && move.Cause == MoveCause.Touchpoint
                )
            ),
            HandoffSet.Taken => counted.Where(handoff => handoff.AcceptedAt != null),
            HandoffSet.Begun => counted.Where(handoff => handoff.StartedAt != null),
            HandoffSet.AcceptLate => counted.Where(handoff =>
                (handoff.AcceptedAt ?? handoff.ClosedAt ?? now) > handoff.AcceptDue
            ),
            HandoffSet.StartLate => counted.Where(handoff =>
                (handoff.StartedAt ?? handoff.ClosedAt ?? now) > handoff.StartDue
            ),
            HandoffSet.Rejected => counted.Where(handoff => handoff.State == HandoffState.Rejected),
            HandoffSet.Closed => counted.Where(handoff => handoff.ClosedAt != null),
            HandoffSet.Reason => all,
            _ => counted,
        };
    }

    private static string? Text(string? typed) =>
        typed is { Length: > 0 and <= TextMaxLength } text && !text.Contains('\0', StringComparison.Ordinal)
            ? text
            : null;
}
