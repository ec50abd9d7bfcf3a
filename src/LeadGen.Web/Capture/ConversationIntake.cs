using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>A conversation as its own system tells it: all of it again, or what is new.</summary>
/// <param name="Messages">At most <see cref="Conversation.MessagesMax"/>.</param>
public sealed record ConversationEntry(
    string ExternalId,
    EmailAddress? Email,
    Guid? VisitorId,
    IReadOnlyList<ConversationMessage> Messages,
    Intent Intent,
    string? Summary
);

/// <param name="Created">It was not known before.</param>
/// <param name="Added">Messages that were new.</param>
/// <param name="Refused">Together with those told before there are too many; nothing was changed.</param>
public sealed record ConversationTaken(Conversation Conversation, bool Created, int Added, bool Refused = false);

/// <summary>
/// Keeps conversations, and makes touchpoints of what the other side said once it is known whose it is, if only by their browser.
/// Where the intent is stated the touchpoint that says so makes a CQL, by the same road as all others.
/// </summary>
public sealed partial class ConversationIntake(
    CaptureTransaction transaction,
    RescoreQueue queue,
    TimeProvider time,
    ILogger<ConversationIntake> log
)
{
    public async Task<ConversationTaken> TakeAsync(ConversationEntry entry, CancellationToken cancel)
    {
        var taken = await transaction.RunAsync((db, _, token) => TakeAsync(db, entry, token), cancel);
        queue.Wake();
        CaptureMetrics.ConversationTaken(taken);
        LogTaken(taken.Conversation.Id, taken.Conversation.LeadId, taken.Added, Terms.Of(entry.Intent));
        return taken;
    }

    private async Task<ConversationTaken> TakeAsync(
        LeadGenDbContext db,
        ConversationEntry entry,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        var (conversation, created) = await LockAsync(db, entry.ExternalId, now, cancel);
        var fresh = conversation.NewOf(entry.Messages);
        if (conversation.Messages.Count + fresh.Count > Conversation.MessagesMax)
        {
            return new ConversationTaken(conversation, created, Added: 0, Refused: true);
        }

        var wasSomebodys = conversation.IsSomebodys;
        conversation.Take(fresh, entry.Intent, entry.Summary, entry.VisitorId, now);
        if (conversation.IsSomebodys || entry.Email is not null)
        {
            // What was said before anybody was known is told now.
            await TellAsync(db, conversation, entry.Email, wasSomebodys ? fresh : conversation.Messages, now, cancel);
        }

        return new ConversationTaken(conversation, created, fresh.Count);
    }

    private static async Task<(Conversation Conversation, bool Created)> LockAsync(
        LeadGenDbContext db,
        string externalId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var made = await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.conversations (id, external_id, intent, messages, created_at, updated_at)
            values ({Guid.CreateVersion7(now)}, {externalId}, {Terms.Of(Intent.None)}, '[]', {now}, {now})
            on conflict (external_id) do nothing
            """,
            cancel
        );
        var locked = await db
            .Conversations.FromSql($"select * from leadgen.conversations where external_id = {externalId} for update")
            .ToListAsync(cancel);
        return (locked[0], made > 0);
    }

    private static async Task TellAsync(
        LeadGenDbContext db,
        Conversation conversation,
        EmailAddress? email,
        IReadOnlyList<ConversationMessage> said,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var (items, isCarrier) = ConversationItems.Of(conversation, email, said);
        var people = await TouchpointPeople.ReadAsync(db, items, Channel.Chat, now, cancel);
        var touchpoints = items.Select(people.Attribute).ToList();
        conversation.BelongsTo(touchpoints[^1].LeadId);
        if (ConversationItems.IntentOf(items) is { } intent)
        {
            conversation.StatedBy(intent);
        }

        await db.SaveChangesAsync(cancel);
        var stored = isCarrier ? [] : await TouchpointRows.InsertAsync(db, touchpoints, cancel);
        var stated = await people.ClaimPastAsync(cancel);
        db.RescoreRequests.AddRange(
            touchpoints
                .Where(touchpoint => touchpoint.LeadId is not null && stored.Contains(touchpoint.Id))
                .Select(touchpoint => (touchpoint.LeadId!.Value, touchpoint.Id))
                .Concat(stated.Select(touchpoint => (touchpoint.LeadId, touchpoint.Id)))
                .Distinct()
                .Select(one => RescoreQueue.Request(one.Item1, MoveCause.Touchpoint, now, one.Id))
        );
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Conversation {ConversationId} of lead {LeadId}: {Added} new messages, intent {Intent}"
    )]
    private partial void LogTaken(Guid conversationId, Guid? leadId, int added, string intent);
}
