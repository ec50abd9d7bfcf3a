using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>Who began it?</summary>
public enum ContactDirection
{
    Inbound,
    Outbound,
}

/// <summary>A call, a meeting or a chat that a member of staff records.</summary>
/// <param name="Id">Made with the form, so that sending it twice records it once.</param>
/// <param name="LeadId">Null where <paramref name="Email"/> says who it was.</param>
/// <param name="Facts">What else was learned of somebody known by address alone.</param>
/// <param name="Kind">One of <see cref="ContactIntake.Kinds"/>.</param>
/// <param name="Campaign">Or the list that they stood on, where we went to them.</param>
/// <param name="Actor">The staff's name.</param>
public sealed record ContactEntry(
    Guid Id,
    Guid? LeadId,
    EmailAddress? Email,
    IReadOnlyDictionary<string, string?> Facts,
    string Kind,
    ContactDirection Direction,
    DateTimeOffset OccurredAt,
    string? Summary,
    Intent Intent,
    string? Campaign,
    string Actor
)
{
    /// <summary>Where the lead comes from, if we went to them first: so outbound compares with what came by itself.</summary>
    public Source? Source =>
        Direction == ContactDirection.Outbound
            ? new Source(
                "outreach",
                Kind switch
                {
                    TouchpointKinds.PhoneCall => "call",
                    TouchpointKinds.Meeting => "event",
                    TouchpointKinds.EmailReplied => "email",
                    _ => "outreach",
                },
                Campaign
            )
            : null;
}

/// <summary>Records conversations by hand: the lead where it is new, and the touchpoint, in one transaction.</summary>
public sealed partial class ContactIntake(
    CaptureTransaction transaction,
    RescoreQueue queue,
    TimeProvider time,
    ILogger<ContactIntake> log
)
{
    public static readonly IReadOnlyList<string> Kinds =
    [
        TouchpointKinds.PhoneCall,
        TouchpointKinds.Meeting,
        TouchpointKinds.ChatMessage,
        TouchpointKinds.EmailReplied,
    ];

    /// <returns>The lead; null where there is none of that id.</returns>
    public async Task<Guid?> RecordAsync(ContactEntry entry, CancellationToken cancel)
    {
        var lead = await transaction.RunAsync((db, _, token) => RecordAsync(db, entry, token), cancel);
        queue.Wake();
        if (lead is { } id)
        {
            CaptureMetrics.ContactRecorded(entry.Kind);
            LogRecorded(entry.Id, id, entry.Kind, Terms.Of(entry.Intent));
        }

        return lead;
    }

    private async Task<Guid?> RecordAsync(LeadGenDbContext db, ContactEntry entry, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await LeadOfAsync(db, entry, now, cancel) is not { } leadId)
        {
            return null;
        }

        var touchpoint = TouchpointOf(entry, leadId, now);
        await db.SaveChangesAsync(cancel);
        if ((await TouchpointRows.InsertAsync(db, [touchpoint], cancel)).Count > 0)
        {
            db.RescoreRequests.Add(RescoreQueue.Request(leadId, MoveCause.Person, now, touchpoint.Id, entry.Actor));
        }

        return leadId;
    }

    private static async Task<Guid?> LeadOfAsync(
        LeadGenDbContext db,
        ContactEntry entry,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (entry.Email is null)
        {
            return await TouchedAsync(db, entry, cancel);
        }

        var door = ChannelOf(entry.Kind) ?? Channel.Event;
        var arrival = new LeadArrival(
            entry.Email,
            new FactAnswers(entry.Facts, FactOrigin.Staff, now, now, entry.Actor),
            door,
            new Touch(entry.OccurredAt, door, entry.Source, LandingPage: null),
            now
        );
        return (await new LeadIntake(db).TakeAsync(arrival, cancel)).Lead.Id;
    }

    /// <summary>Somebody known: that we went to them is their last touch, and their first where they had none.</summary>
    private static async Task<Guid?> TouchedAsync(LeadGenDbContext db, ContactEntry entry, CancellationToken cancel)
    {
        if (entry.Source is not { } source)
        {
            return await db.Leads.AnyAsync(lead => lead.Id == entry.LeadId, cancel) ? entry.LeadId : null;
        }

        var lead = await db.LockLeadAsync(entry.LeadId!.Value, cancel);
        lead?.Touched(new Touch(entry.OccurredAt, ChannelOf(entry.Kind) ?? Channel.Event, source, LandingPage: null));
        return lead is null ? null : entry.LeadId;
    }

    private static Touchpoint TouchpointOf(ContactEntry entry, Guid leadId, DateTimeOffset now)
    {
        var properties = new Dictionary<string, string>
        {
            ["direction"] = Terms.Of(entry.Direction),
            ["intent"] = Terms.Of(entry.Intent),
            ["author"] = entry.Actor,
        };
        if (entry.Summary is { } summary)
        {
            properties["summary"] = summary;
        }

        return new Touchpoint
        {
            Id = entry.Id,
            LeadId = leadId,
            Kind = entry.Kind,
            Channel = ChannelOf(entry.Kind),
            OccurredAt = entry.OccurredAt < now ? entry.OccurredAt : now,
            RecordedAt = now,
            Source = entry.Source,
            Properties = properties,
        };
    }

    private static Channel? ChannelOf(string kind) =>
        kind switch
        {
            TouchpointKinds.PhoneCall => Channel.Phone,
            TouchpointKinds.ChatMessage => Channel.Chat,
            TouchpointKinds.EmailReplied => Channel.Email,
            _ => null,
        };

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Contact {TouchpointId} with lead {LeadId}: {Kind}, intent {Intent}"
    )]
    private partial void LogRecorded(Guid touchpointId, Guid leadId, string kind, string intent);
}
