using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;

namespace LeadGen.Web.Capture;

/// <summary>What the other side said in a conversation, as touchpoints whose ids are the same whenever it is told.</summary>
internal static class ConversationItems
{
    private const string IntentName = "intent";

    /// <summary>
    /// The items and, where nothing is to be stored, one that only carries who it is. A stated intent that no touchpoint carries
    /// yet goes with the last words, or by itself.
    /// </summary>
    public static (IReadOnlyList<TouchpointItem> Items, bool IsCarrier) Of(
        Conversation conversation,
        EmailAddress? email,
        IReadOnlyList<ConversationMessage> said
    )
    {
        var items = said.Where(message => !message.IsOurs)
            .Select(message => ItemOf(conversation, email, message))
            .ToList();
        var isNewIntent = conversation is { Intent: Intent.Stated, IntentTouchpointId: null };
        var isCarrier = items.Count == 0 && !isNewIntent;
        if (items.Count == 0)
        {
            items.Add(Bare(conversation, email));
        }

        if (isNewIntent)
        {
            items[^1] = items[^1] with { Properties = Stating(conversation, items[^1].Properties) };
        }

        return (items, isCarrier);
    }

    /// <summary>The id of the one that carries the stated intent.</summary>
    public static Guid? IntentOf(IReadOnlyList<TouchpointItem> items) =>
        items.FirstOrDefault(item => item.Properties.ContainsKey(IntentName))?.Id;

    private static TouchpointItem ItemOf(Conversation conversation, EmailAddress? email, ConversationMessage message) =>
        Bare(conversation, email) with
        {
            Id = StableId.Of(
                "conversation",
                conversation.ExternalId,
                message.At.UtcTicks.ToString(CultureInfo.InvariantCulture),
                message.From,
                message.Text
            ),
            OccurredAt = message.At,
            Properties = new Dictionary<string, string>
            {
                ["conversation"] = conversation.ExternalId,
                ["from"] = message.From,
                ["text"] = message.Text,
            },
        };

    private static TouchpointItem Bare(Conversation conversation, EmailAddress? email) =>
        new()
        {
            Id = StableId.Of("conversation intent", conversation.ExternalId),
            Kind = TouchpointKinds.ChatMessage,
            OccurredAt = conversation.Messages.Count > 0 ? conversation.Messages[^1].At : null,
            Email = email,
            LeadId = email is null ? conversation.LeadId : null,
            VisitorId = conversation.VisitorId,
            Properties = new Dictionary<string, string> { ["conversation"] = conversation.ExternalId },
        };

    private static Dictionary<string, string> Stating(
        Conversation conversation,
        IReadOnlyDictionary<string, string> properties
    )
    {
        var stating = new Dictionary<string, string>(properties) { [IntentName] = Terms.Of(Intent.Stated) };
        if (conversation.Summary is { } summary)
        {
            stating["summary"] = summary;
        }

        return stating;
    }
}
