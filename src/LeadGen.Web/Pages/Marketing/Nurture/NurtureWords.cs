using LeadGen.Domain;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Nurture;
using LeadGen.Web.Data;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Pages.Shared;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Nurture;

/// <summary>Sequences in the words of their pages.</summary>
public static class NurtureWords
{
    private const int OffersMax = 300;
    private const char Parting = ':';

    public static (string Look, string Word) Of(NurtureState state) =>
        state switch
        {
            NurtureState.Draft => ("", "Not started"),
            NurtureState.Running => ("customer", "Running"),
            NurtureState.Paused => ("recycled", "Paused"),
        };

    public static string Of(NurtureExit why) =>
        why switch
        {
            NurtureExit.Finished => "Got all mails",
            NurtureExit.Qualified => "Went to sales",
            NurtureExit.Replied => "Answered",
            NurtureExit.Unsubscribed => "Unsubscribed",
            NurtureExit.Bounced => "Mail did not reach them",
            NurtureExit.Disqualified => "Disqualified",
            NurtureExit.NotConfirmed => "Did not confirm that they want mail",
            NurtureExit.Removed => "Taken out by staff",
            NurtureExit.Merged => "Merged with somebody in it",
            NurtureExit.Erased => "Erased",
        };

    /// <summary>"3 days after the mail before", "At once".</summary>
    public static string Delay(int hours, bool isFirst)
    {
        var since = isFirst ? "they came in" : "the mail before";
        return hours switch
        {
            0 => isFirst ? "As soon as they came in" : "Right after the mail before",
            1 => $"1 hour after {since}",
            24 => $"1 day after {since}",
            _ when hours % 24 == 0 => $"{Words.Number(hours / 24)} days after {since}",
            _ => $"{Words.Number(hours)} hours after {since}",
        };
    }

    /// <summary>Everything that can bring people in, as the field of the form has it.</summary>
    /// <param name="also">What is chosen already, though it is not on offer any more.</param>
    public static async Task<IReadOnlyList<Choice>> EntriesAsync(
        LeadGenDbContext db,
        NurtureEntry? also,
        CancellationToken cancel
    )
    {
        var offers = await db
            .Offers.AsNoTracking()
            .OrderByDescending(offer => offer.Id)
            .Take(OffersMax)
            .Select(offer => new { offer.Id, offer.Title })
            .ToListAsync(cancel);
        var reasons = await db.ReadReasonsAsync(cancel);
        List<Choice> choices =
        [
            .. NurtureEntry.Stages.Select(stage => ChoiceOf(NurtureEntry.ByStage(stage), Came(stage))),
            .. reasons
                .Where(reason => reason.Type == Domain.Outcomes.ReasonType.Recycle)
                .Select(reason =>
                    ChoiceOf(NurtureEntry.ByReason(reason.Key), $"Sales sends them back: {reason.Label}")
                ),
            .. offers.Select(offer => ChoiceOf(NurtureEntry.ByOffer(offer.Id), $"They ask for: {offer.Title}")),
        ];
        if (also is not null && !choices.Exists(choice => choice.Value == Write(also)))
        {
            choices.Add(ChoiceOf(also, "What brought them in before, and is not there any more"));
        }

        return choices;
    }

    public static string Write(NurtureEntry entry) => $"{Terms.Of(entry.Kind)}{Parting}{entry.Value}";

    /// <summary>Null for what is none.</summary>
    public static NurtureEntry? Read(string? text) =>
        text?.Split(Parting, 2) is [var kind, var value] && Terms.Parse<NurtureEntryKind>(kind) is { } known
            ? new NurtureEntry(known, value)
            : null;

    private static Choice ChoiceOf(NurtureEntry entry, string text) => new(Write(entry), text);

    private static string Came(Stage stage) =>
        stage switch
        {
            Stage.Lead => "They become a lead",
            Stage.Recycled => "Sales sends them back, for whatever reason",
            _ => "They become a customer",
        };
}
