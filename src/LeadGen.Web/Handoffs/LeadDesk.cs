using System.Globalization;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Handoffs;

/// <summary>What staff do with a lead outside a hand-off. Each answers false where the lead is not, or no longer, as it must be.</summary>
public sealed class LeadDesk(LeadGenDbContext db, TimeProvider time, RescoreQueue queue)
{
    /// <summary>What may be noted by hand as something that took place.</summary>
    public static readonly IReadOnlyList<string> Contacts = [TouchpointKinds.PhoneCall, TouchpointKinds.Meeting];

    /// <summary>A disqualified lead is a lead again; what it did before does not count.</summary>
    /// <param name="why">For colleagues; not empty.</param>
    public async Task<bool> ReopenAsync(Guid leadId, string actor, string why, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var lead = await db.LockLeadAsync(leadId, cancel);
        if (lead is null || !StageRules.Allows(lead.Stage, Stage.Lead, MoveTrigger.Reopened))
        {
            return false;
        }

        var now = time.GetUtcNow();
        var context = await db.PersonMovesAsync(lead.Id, actor, now, cancel);
        db.StageMoves.Add(lead.Reopen(context with { Note = why }));
        db.RescoreRequests.Add(RescoreQueue.Quiet(lead.Id, MoveCause.Person, now));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        queue.Wake();
        return true;
    }

    /// <summary>Whether a person did it or a machine, as somebody on the staff sees it.</summary>
    public async Task<bool> SayMachineAsync(
        Guid leadId,
        Guid touchpointId,
        bool machine,
        string actor,
        CancellationToken cancel
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await db.SayAsync((leadId, touchpointId), machine, actor, time.GetUtcNow(), cancel))
        {
            return false;
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        queue.Wake();
        return true;
    }

    /// <summary>A ready lead may move now, as soon as the scorer has looked at it.</summary>
    public async Task<bool> ReleaseAsync(Guid leadId, string actor, CancellationToken cancel)
    {
        if (!await db.LeadScores.AnyAsync(score => score.LeadId == leadId && score.Ready, cancel))
        {
            return false;
        }

        db.RescoreRequests.Add(
            RescoreQueue.Request(leadId, MoveCause.Released, time.GetUtcNow(), touchpointId: null, actor)
        );
        await db.SaveChangesAsync(cancel);
        queue.Wake();
        return true;
    }

    /// <summary>A call or a meeting that took place just now.</summary>
    /// <param name="kind">One of <see cref="Contacts"/>.</param>
    public Task<bool> NoteContactAsync(
        Guid leadId,
        string kind,
        string? note,
        string actor,
        CancellationToken cancel
    ) =>
        AddAsync(
            leadId,
            kind,
            kind == TouchpointKinds.PhoneCall ? Channel.Phone : null,
            new() { ["note"] = note, ["author"] = actor },
            cancel
        );

    /// <summary>A person's correction of the score, kept with its reason as something that happened.</summary>
    public Task<bool> AdjustAsync(Guid leadId, int points, string reason, string actor, CancellationToken cancel) =>
        AddAsync(
            leadId,
            TouchpointKinds.Adjustment,
            channel: null,
            new()
            {
                [Scorer.AdjustmentPoints] = points.ToString(CultureInfo.InvariantCulture),
                ["reason"] = reason,
                ["author"] = actor,
            },
            cancel
        );

    private async Task<bool> AddAsync(
        Guid leadId,
        string kind,
        Channel? channel,
        Dictionary<string, string?> properties,
        CancellationToken cancel
    )
    {
        if (!await db.Leads.AnyAsync(lead => lead.Id == leadId, cancel))
        {
            return false;
        }

        var now = time.GetUtcNow();
        var touchpoint = new Touchpoint
        {
            Id = Guid.CreateVersion7(now),
            LeadId = leadId,
            Kind = kind,
            Channel = channel,
            OccurredAt = now,
            RecordedAt = now,
            Properties = properties
                .Where(property => property.Value is { Length: > 0 })
                .ToDictionary(property => property.Key, property => property.Value!),
        };
        db.Touchpoints.Add(touchpoint);
        db.RescoreRequests.Add(RescoreQueue.Request(leadId, MoveCause.Person, now, touchpoint.Id));
        await db.SaveChangesAsync(cancel);
        queue.Wake();
        return true;
    }
}
