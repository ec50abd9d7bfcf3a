using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Leads;

/// <summary>Merges what a lead did and what was done with it, newest first, a page at a time.</summary>
internal sealed class TimelineReader(
    LeadGenDbContext db,
    Guid leadId,
    IReadOnlyList<Reason> reasons,
    OfferTitles titles
)
{
    public const int PageSize = 200;

    private (DateTimeOffset At, Guid Id) _before;

    public async Task<Timeline> ReadAsync(string? before, CancellationToken cancel)
    {
        _before = Cursor(before);
        TimelineItem[] all =
        [
            .. await TouchpointsAsync(cancel),
            .. await MovesAsync(cancel),
            .. await HandoffsAsync(cancel),
            .. await OutcomesAsync(cancel),
            .. await FactsAsync(cancel),
        ];
        var page = all.Where(IsBefore)
            .OrderByDescending(item => item.At)
            .ThenByDescending(item => item.Id)
            .Take(PageSize)
            .ToList();
        var next =
            page.Count == PageSize
                ? string.Create(CultureInfo.InvariantCulture, $"{page[^1].At.UtcTicks}_{page[^1].Id:N}")
                : null;
        return new Timeline([.. Gathered(page)], next);
    }

    private bool IsBefore(TimelineItem item) =>
        item.At < _before.At || (item.At == _before.At && item.Id.CompareTo(_before.Id) < 0);

    private static (DateTimeOffset At, Guid Id) Cursor(string? text) =>
        text?.Split('_') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTimeOffset.MaxValue.UtcTicks
        && Guid.TryParseExact(id, "N", out var key)
            ? (new DateTimeOffset(at, TimeSpan.Zero), key)
            : (DateTimeOffset.MaxValue, Guid.AllBitsSet);

    private async Task<IEnumerable<TimelineItem>> TouchpointsAsync(CancellationToken cancel)
    {
        var (at, id) = _before;
        var touchpoints = await db
            .Touchpoints.AsNoTracking()
            .Where(touchpoint => touchpoint.LeadId == leadId)
            .Where(touchpoint =>
                touchpoint.OccurredAt < at || (touchpoint.OccurredAt == at && touchpoint.Id.CompareTo(id) < 0)
            )
            .OrderByDescending(touchpoint => touchpoint.OccurredAt)
            .ThenByDescending(touchpoint => touchpoint.Id)
            .Take(PageSize)
            .ToListAsync(cancel);
        return touchpoints.Select(ItemOf);
    }

    private TimelineItem ItemOf(Touchpoint touchpoint)
    {
        var said = touchpoint.Properties;
        var author = said.GetValueOrDefault("author");
        string?[] small =
        [
            touchpoint.Machine ? "made by a machine: scores nothing" : null,
            touchpoint.Kind == TouchpointKinds.PageView ? null : LeadWords.From(touchpoint.Source),
            author is null ? null : "by " + author,
            .. said.Where(property => !Told.Contains(property.Key))
                .Select(property => $"{FactNames.InWords(property.Key)}: {property.Value}"),
        ];
        return new TimelineItem(
            touchpoint.Id,
            touchpoint.OccurredAt,
            "touchpoint",
            TouchpointWords.Of(touchpoint.Kind, titles.Of(touchpoint.Offer), touchpoint.Path, said),
            SaidIn.Select(name => said.GetValueOrDefault(name)).FirstOrDefault(text => text is not null),
            string.Join(" · ", small.Where(part => !string.IsNullOrEmpty(part)).Take(6))
        );
    }

    /// <summary>Properties that hold what was said or noted; the first is shown.</summary>
    private static readonly string[] SaidIn = ["question", "note", "reason", "text", "summary"];

    /// <summary>Properties that are shown in words of their own.</summary>
    private static readonly HashSet<string> Told =
    [
        .. SaidIn,
        "author",
        "conversation",
        "from",
        "name",
        Scorer.AdjustmentPoints,
        "intent",
        "next_step",
    ];

    private async Task<IEnumerable<TimelineItem>> MovesAsync(CancellationToken cancel)
    {
        var moves = await db
            .StageMoves.AsNoTracking()
            .Where(move => move.LeadId == leadId && move.At <= _before.At)
            .OrderByDescending(move => move.At)
            .Take(PageSize)
            .ToListAsync(cancel);
        return moves.Select(ItemOf);
    }

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

    private async Task<IEnumerable<TimelineItem>> HandoffsAsync(CancellationToken cancel)
    {
        var handoffs = await db
            .Handoffs.AsNoTracking()
            .Where(handoff => handoff.LeadId == leadId)
            .OrderByDescending(handoff => handoff.Id)
            .Select(handoff => new
            {
                handoff.Id,
                handoff.Kind,
                handoff.State,
                handoff.OpenedAt,
                handoff.AcceptedAt,
                handoff.StartedAt,
                handoff.ClosedAt,
                handoff.LastActor,
            })
            .Take(PageSize)
            .ToListAsync(cancel);
        return handoffs.SelectMany(handoff =>
            new[]
            {
                (
                    (DateTimeOffset?)handoff.OpenedAt,
                    $"Handed to sales as {StageBadgeTagHelper.Words(Terms.Of(StageRules.StageOf(handoff.Kind))).Text}"
                ),
                (
                    handoff.AcceptedAt,
                    "Accepted" + By(handoff.State == HandoffState.Accepted ? handoff.LastActor : null)
                ),
                (
                    handoff.StartedAt,
                    "Work started" + By(handoff.State == HandoffState.Started ? handoff.LastActor : null)
                ),
                (
                    handoff.ClosedAt,
                    $"Hand-off {LeadWords.State(handoff.State).ToLowerInvariant()}{By(handoff.LastActor)}"
                ),
            }
                .Where(step => step.Item1 is not null)
                .Select(step => new TimelineItem(handoff.Id, step.Item1!.Value, "handoff", step.Item2))
        );
    }

    private static string By(string? actor) => actor is { Length: > 0 } ? " by " + actor : "";

    private async Task<IEnumerable<TimelineItem>> OutcomesAsync(CancellationToken cancel)
    {
        var outcomes = await db
            .Outcomes.AsNoTracking()
            .Where(outcome => outcome.LeadId == leadId)
            .OrderByDescending(outcome => outcome.OccurredAt)
            .Take(PageSize)
            .ToListAsync(cancel);
        return outcomes.Select(outcome => new TimelineItem(
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
        ));
    }

    private async Task<IEnumerable<TimelineItem>> FactsAsync(CancellationToken cancel)
    {
        var changes = await db
            .FactChanges.AsNoTracking()
            .Where(change => change.LeadId == leadId && change.EffectiveAt <= _before.At)
            .OrderByDescending(change => change.EffectiveAt)
            .Take(PageSize)
            .ToListAsync(cancel);
        return changes.Select(change => new TimelineItem(
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
        ));
    }

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
        && (one.Text, one.Detail, one.Small) == (other.Text, other.Detail, other.Small);
}
