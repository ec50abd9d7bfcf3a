using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Reads;
using LeadGen.Web.Pages.Shared;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Leads;

/// <summary>A page of the story of a lead, in words.</summary>
internal sealed class TimelineReader(
    LeadGenDbContext db,
    Guid leadId,
    IReadOnlyList<Reason> reasons,
    OfferTitles titles
)
{
    public const int PageSize = 200;

    private Dictionary<Guid, Data.Mails.MailState> _mails = [];

    public async Task<Timeline> ReadAsync(string? before, CancellationToken cancel)
    {
        var page = await LeadStory.ReadAsync(db, leadId, StoryParts.All, PageSize, Cursor(before), cancel);
        await ReadMailsAsync(page, cancel);
        var next = page.Count == PageSize ? Cursor(page[^1].Place) : null;
        return new Timeline([.. Gathered([.. page.Select(ItemOf)])], next);
    }

    /// <summary>What became of the mails to the lead: a mail has the id of its touchpoint. Of those no longer kept all were sent.</summary>
    private async Task ReadMailsAsync(IReadOnlyList<StoryItem> page, CancellationToken cancel)
    {
        var ids = page.OfType<TouchpointItem>()
            .Where(item => item.Touchpoint.Kind == TouchpointKinds.EmailSent)
            .Select(item => item.Touchpoint.Id)
            .ToArray();
        if (ids.Length > 0)
        {
            _mails = await db
                .Mails.Where(mail => ids.Contains(mail.Id))
                .ToDictionaryAsync(mail => mail.Id, mail => mail.State, cancel);
        }
    }

    private string? MailState(Touchpoint touchpoint) =>
        touchpoint.Kind != TouchpointKinds.EmailSent || !_mails.TryGetValue(touchpoint.Id, out var state)
            ? null
            : state switch
            {
                Data.Mails.MailState.Waiting => "waits to be sent",
                Data.Mails.MailState.Sent => "sent",
                Data.Mails.MailState.Parked => "could not be sent: an administrator sees why under Mail",
                Data.Mails.MailState.Held => "kept in the outbox",
            };

    private static string Cursor(StoryPlace place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.At.UtcTicks}_{place.Rank}_{place.Id:N}");

    private static StoryPlace? Cursor(string? text) =>
        text?.Split('_') is [var ticks, var place, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTimeOffset.MaxValue.UtcTicks
        && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var rank)
        && Guid.TryParseExact(id, "N", out var key)
            ? new StoryPlace(new DateTimeOffset(at, TimeSpan.Zero), rank, key)
            : null;

    private TimelineItem ItemOf(StoryItem item) =>
        item switch
        {
            TouchpointItem { Touchpoint: var touchpoint } => ItemOf(touchpoint),
            MoveItem { Move: var move } => ItemOf(move),
            HandoffItem step => ItemOf(step),
            BreachItem breach => ItemOf(breach),
            AssignmentItem assignment => ItemOf(assignment),
            OutcomeItem { Outcome: var outcome } => ItemOf(outcome),
            FactItem { Change: var change } => ItemOf(change),
            _ => throw new ArgumentException($"There are no words for a {item.GetType().Name}.", nameof(item)),
        };

    private TimelineItem ItemOf(Touchpoint touchpoint)
    {
        var said = touchpoint.Properties;
        var author = said.GetValueOrDefault("author");
        string?[] small =
        [
            DoubtOf(touchpoint),
            touchpoint.Kind == TouchpointKinds.PageView ? null : LeadWords.From(touchpoint.Source),
            author is null ? null : "by " + author,
            MailState(touchpoint),
            .. said.Where(property => !Told.Contains(property.Key))
                .Select(property => $"{FactNames.InWords(property.Key)}: {property.Value}"),
        ];
        return new TimelineItem(
            touchpoint.Id,
            touchpoint.OccurredAt,
            "touchpoint",
            TouchpointWords.Of(touchpoint.Kind, titles.Of(touchpoint.Offer), touchpoint.Path, said),
            SaidIn.Select(name => said.GetValueOrDefault(name)).FirstOrDefault(text => text is not null),
            string.Join(" · ", small.Where(part => !string.IsNullOrEmpty(part)).Take(6)),
            Machine: touchpoint.Machine || touchpoint.MachineWhy is not null ? touchpoint.Machine : null
        );
    }

    private static string? DoubtOf(Touchpoint touchpoint) =>
        (touchpoint.Machine, touchpoint.MachineWhy) switch
        {
            (true, null) => "made by a machine: scores nothing",
            (true, { } why) => $"made by a machine: scores nothing ({why})",
            (false, var why) => why,
        };

    /// <summary>Properties that hold what was said or noted; the first is shown.</summary>
    private static readonly string[] SaidIn = ["question", "note", "reason", "text", "summary"];

    /// <summary>Properties that are shown in words of their own.</summary>
    private static readonly HashSet<string> Told =
    [
        .. SaidIn,
        "author",
        "subject",
        "conversation",
        "mail",
        "link",
        "from",
        "name",
        Scorer.AdjustmentPoints,
        "intent",
        "next_step",
    ];

    private TimelineItem ItemOf(StageMove move)
    {
        string?[] small =
        [
            move.Implied ? "implied" : LeadWords.Trigger(move.Trigger),
            LeadWords.Cause(move.Cause),
            move.Score is { } score ? $"at {Words.Number(score)} points, model {move.ModelVersion}" : null,
            move.Actor is { Length: > 0 } actor ? "by " + actor : null,
        ];
        return new TimelineItem(
            move.Id,
            move.At,
            "stage_move",
            "",
            string.Join(" – ", new[] { ReasonText(move.Reason), move.Note }.OfType<string>()),
            string.Join(" · ", small.Where(part => !string.IsNullOrEmpty(part))),
            Stages: (move.From, move.To)
        );
    }

    private static TimelineItem ItemOf(HandoffItem step)
    {
        var by = step.Actor is { Length: > 0 } actor ? " by " + actor : "";
        var kind = Terms.Of(StageRules.StageOf(step.Handoff.Kind));
        return new TimelineItem(
            step.Handoff.Id,
            step.At,
            "handoff",
            step.Became switch
            {
                HandoffState.Open => $"Handed to sales as {StageBadgeTagHelper.Words(kind).Text}",
                HandoffState.Accepted => "Accepted" + by,
                HandoffState.Started => "Work started" + by,
                HandoffState.Qualified
                or HandoffState.Recycled
                or HandoffState.Rejected
                or HandoffState.Disqualified
                or HandoffState.Superseded => $"Hand-off {LeadWords.State(step.Became).ToLowerInvariant()}{by}",
            },
            step.Became == HandoffState.Open
            && step.Handoff.Assignments is [{ By: AssignedBy.Routed, OwnerId: not null } first, ..]
                ? first.Why
                : null
        );
    }

    private static TimelineItem ItemOf(BreachItem item) =>
        new(
            item.Id,
            item.Breach.RecordedAt,
            "handoff",
            item.Breach.Promise == PromiseStep.AcceptBreach ? "Not accepted in time" : "Not started in time",
            Small: $"was due {Words.Exact(item.Breach.Due)}"
        );

    private static TimelineItem ItemOf(AssignmentItem item) =>
        new(
            item.Id,
            item.Assignment.At,
            "handoff",
            item.Assignment.By switch
            {
                AssignedBy.Routed => "Given to a rep",
                AssignedBy.Reoffered => "Offered to the next rep",
                AssignedBy.Pool => "Open to everybody of the team",
                AssignedBy.Reassigned => "Given to somebody else",
            },
            item.Assignment.Why,
            item.Assignment.Actor is { Length: > 0 } actor ? "by " + actor : null
        );

    private TimelineItem ItemOf(Outcome outcome) =>
        new(
            outcome.Id,
            outcome.OccurredAt,
            "outcome",
            outcome.Result switch
            {
                OutcomeResult.Opportunity => "Opportunity",
                OutcomeResult.Won => "Won",
                OutcomeResult.Lost => "Lost",
            } + (outcome.Amount is { } amount ? $": {amount:N2} {outcome.Currency}".TrimEnd() : ""),
            ReasonText(outcome.Reason),
            outcome.Actor is { Length: > 0 } actor ? "recorded by " + actor : null
        );

    private static TimelineItem ItemOf(FactChange change) =>
        new(
            change.Id,
            change.EffectiveAt,
            "fact_change",
            change.Origin switch
            {
                FactOrigin.Import => "Imported",
                FactOrigin.Api => "Told by another system",
                FactOrigin.Person => "Told us",
                FactOrigin.Staff => "Entered by hand",
            },
            string.Join(
                "; ",
                FactWords
                    .InOrder(change.Values)
                    .Select(value => $"{FactWords.Label(value.Key)}: {FactWords.Value(value.Key, value.Value)}")
            ),
            change.Actor is { Length: > 0 } actor ? "by " + actor : null
        );

    private string? ReasonText(string? reason) =>
        reason is null ? null : reasons.FirstOrDefault(known => known.Key == reason)?.Label ?? reason;

    /// <summary>Views of one page that follow each other stand together.</summary>
    private static IEnumerable<TimelineItem> Gathered(List<TimelineItem> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var first = items[i];
            var times = 1;
            while (i + 1 < items.Count && IsAlike(first, items[i + 1]))
            {
                (i, times) = (i + 1, times + 1);
            }

            yield return first with
            {
                Times = times,
            };
        }
    }

    private static bool IsAlike(TimelineItem one, TimelineItem other) =>
        one.Kind == "touchpoint"
        && other.Kind == one.Kind
        && one.Detail is null
        && one.Machine is null
        && (one.Text, one.Detail, one.Small) == (other.Text, other.Detail, other.Small);
}
