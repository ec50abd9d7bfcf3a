using System.Collections.Frozen;

namespace LeadGen.Domain.Touchpoints;

/// <summary>Did the other side say that they want to buy?</summary>
public enum Intent
{
    None,
    Stated,
}

/// <summary>One thing that was said in a conversation. The same instant, speaker and words are the same message.</summary>
/// <param name="From">Who said it, as the sender calls them: visitor, agent, a name.</param>
public sealed record ConversationMessage(DateTimeOffset At, string From, string Text)
{
    public const int FromMaxLength = 100;
    public const int TextMaxLength = 4000;

    private static readonly FrozenSet<string> OurSide = new[]
    {
        "agent",
        "assistant",
        "bot",
        "operator",
        "rep",
        "sales",
        "staff",
        "support",
        "system",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Said by the company or its robot: kept, but nothing that a lead did.</summary>
    public bool IsOurs => OurSide.Contains(From);
}

/// <summary>A chat, running or finished, known by the id that its own system gave it. It grows; what was said stays as it was said.</summary>
public sealed class Conversation
{
    public const int ExternalIdMaxLength = 200;
    public const int SummaryMaxLength = 2000;

    /// <summary>In all, however many times it is told.</summary>
    public const int MessagesMax = 1000;

    private Conversation() { }

    public Guid Id { get; private init; }
    public string ExternalId { get; private init; } = "";

    /// <summary>The person last named.</summary>
    public Guid? LeadId { get; private set; }
    public Guid? VisitorId { get; private set; }

    /// <summary>Once stated it stays stated.</summary>
    public Intent Intent { get; private set; }

    /// <summary>The touchpoint that carries the stated intent, once it is known whose it is.</summary>
    public Guid? IntentTouchpointId { get; private set; }
    public string? Summary { get; private set; }

    /// <summary>In the order in which they were said.</summary>
    public IReadOnlyList<ConversationMessage> Messages { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Is it known whose it is, if only by their browser?</summary>
    public bool IsSomebodys => LeadId is not null || VisitorId is not null;

    /// <summary>Those of <paramref name="told"/> that are not there yet, each once, in order of time.</summary>
    public IReadOnlyList<ConversationMessage> NewOf(IEnumerable<ConversationMessage> told) =>
        [.. told.Distinct().Except(Messages).OrderBy(message => message.At)];

    /// <param name="fresh">Those of <see cref="NewOf"/>.</param>
    public void Take(
        IReadOnlyList<ConversationMessage> fresh,
        Intent intent,
        string? summary,
        Guid? visitorId,
        DateTimeOffset now
    )
    {
        if (Messages.Count + fresh.Count > MessagesMax)
        {
            throw new DomainException($"A conversation holds at most {MessagesMax} messages.");
        }

        if (fresh.Count > 0)
        {
            Messages = [.. Messages.Concat(fresh).OrderBy(message => message.At)];
        }

        Intent = intent == Intent.Stated ? intent : Intent;
        Summary = summary ?? Summary;
        VisitorId = visitorId ?? VisitorId;
        UpdatedAt = now;
    }

    public void BelongsTo(Guid? leadId) => LeadId = leadId ?? LeadId;

    public void StatedBy(Guid touchpointId) => IntentTouchpointId ??= touchpointId;
}
