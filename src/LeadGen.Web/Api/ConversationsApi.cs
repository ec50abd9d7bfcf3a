using System.Globalization;
using System.Text.Json;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Capture;

namespace LeadGen.Web.Api;

/// <summary>Chats, told by the system in which they take place.</summary>
internal static class ConversationsApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/conversations", TakeAsync)
            .WithName("tellConversation")
            .WithTags("Touchpoints")
            .RequireScope(ApiScopes.EventsWrite)
            .WithSummary("Tell a chat, running or finished")
            .WithDescription(
                "The same external_id again adds what is new: tell all messages each time, or the new ones only. A message is known by its at, from and text. What agent, assistant, bot, operator, rep, sales, staff, support or system said is kept; what anybody else said becomes a chat_message of the lead. Intent that is stated, once, makes a CQL. Without an email the conversation is the visitor's, or waits, until one comes under the same external_id or the browser is identified."
            )
            .Takes<ConversationBody>()
            .Answers<ConversationJson>(StatusCodes.Status201Created, StatusCodes.Status200OK)
            .Refuses(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> TakeAsync(
        HttpContext http,
        ConversationIntake intake,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        var (form, problem) = await JsonBody.ReadAsync(http.Request, JsonBody.BatchMaxBytes, cancel);
        if (problem is not null)
        {
            return problem;
        }

        var entry = EntryOf(form, time.GetUtcNow());
        if (form.Errors.Count > 0)
        {
            return ApiProblems.Invalid(form.Errors);
        }

        var taken = await intake.TakeAsync(entry, cancel);
        return taken.Refused ? ApiProblems.Invalid("messages", TooMany)
            : taken.Created ? TypedResults.Created((string?)null, ConversationJson.Of(taken))
            : TypedResults.Ok(ConversationJson.Of(taken));
    }

    private static string TooMany =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"A conversation holds {Conversation.MessagesMax} messages at most: go on under a new external_id"
        );

    private static ConversationEntry EntryOf(JsonForm form, DateTimeOffset now)
    {
        var externalId = form.Text("external_id", Conversation.ExternalIdMaxLength);
        if (externalId is null)
        {
            form.Add("external_id", "Give the id that the conversation has where it takes place");
        }

        var intent = form.Term<Intent>("intent");
        if (intent is null)
        {
            form.Add("intent", $"Choose one of {JsonForm.Names<Intent>()}");
        }

        return new ConversationEntry(
            externalId ?? "",
            form.Email("email"),
            form.Id("visitor_id"),
            Messages(form, now),
            intent ?? Intent.None,
            form.Lines("summary", Conversation.SummaryMaxLength)
        );
    }

    private static List<ConversationMessage> Messages(JsonForm form, DateTimeOffset now)
    {
        if (form.Field("messages") is not { ValueKind: JsonValueKind.Array } list)
        {
            form.Add("messages", "Give a list of messages, which may be empty");
            return [];
        }

        if (list.GetArrayLength() > Conversation.MessagesMax)
        {
            form.Add("messages", TooMany);
            return [];
        }

        return
        [
            .. list.EnumerateArray()
                .Select(
                    (message, index) =>
                        MessageOf(form, string.Create(CultureInfo.InvariantCulture, $"messages[{index}]"), message, now)
                )
                .OfType<ConversationMessage>(),
        ];
    }

    private static ConversationMessage? MessageOf(JsonForm form, string name, JsonElement json, DateTimeOffset now)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            form.Add(name, "Give an object in braces with at, from and text");
            return null;
        }

        var message = new JsonForm(json);
        var at = message.Instant("at");
        var from = message.Text("from", ConversationMessage.FromMaxLength);
        var text = message.Lines("text", ConversationMessage.TextMaxLength);
        if (at is null || at > now + TouchpointCheck.AheadMax)
        {
            message.Add("at", "Give the instant at which it was said, such as 2026-03-31T14:00:00Z");
        }

        if (from is null)
        {
            message.Add("from", "Say who said it, such as visitor or agent");
        }

        if (text is null)
        {
            message.Add("text", "Give what was said");
        }

        foreach (var (field, messages) in message.Errors)
        {
            form.Add($"{name}.{field}", messages[0]);
        }

        return message.Errors.Count > 0 ? null : new ConversationMessage(at!.Value.ToUniversalTime(), from!, text!);
    }
}

/// <param name="LeadId">Whose it is; null until an email or an identified browser says so.</param>
/// <param name="Messages">How many there are in all.</param>
/// <param name="Added">How many of those told were new.</param>
internal sealed record ConversationJson(
    Guid Id,
    string ExternalId,
    Guid? LeadId,
    Guid? VisitorId,
    Intent Intent,
    int Messages,
    int Added,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public static ConversationJson Of(ConversationTaken taken) =>
        new(
            taken.Conversation.Id,
            taken.Conversation.ExternalId,
            taken.Conversation.LeadId,
            taken.Conversation.VisitorId,
            taken.Conversation.Intent,
            taken.Conversation.Messages.Count,
            taken.Added,
            taken.Conversation.CreatedAt,
            taken.Conversation.UpdatedAt
        );
}
