using System.Globalization;
using System.Security.Claims;
using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Web.Data;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;

namespace LeadGen.Web.Pages.Queue;

/// <summary>One verb for the hand-offs that were ticked, each by the same way as if it were the only one.</summary>
public sealed record BulkPost(HandoffVerb Verb, IReadOnlyList<HandoffAction> Actions)
{
    public const int Max = 50;
    public const string Pick = "pick";
    public const string Reason = "bulk.reason";

    /// <summary>More names than these nobody reads in one message.</summary>
    private const int NamedMax = 3;

    /// <summary>What a tick box stands for: the hand-off and the version that was seen.</summary>
    public static string PickOf(Guid id, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{id:N} {version}");

    /// <summary>Null where it is no such post, or one of more than <see cref="Max"/>.</summary>
    public static BulkPost? Read(IFormCollection form, ClaimsPrincipal person)
    {
        var picks = form[Pick];
        if (
            picks.Count > Max
            || Terms.Parse<HandoffVerb>(form["verb"]) is not { } verb
            || verb is not (HandoffVerb.Accept or HandoffVerb.Recycle or HandoffVerb.Reject)
        )
        {
            return null;
        }

        return new BulkPost(
            verb,
            [.. ActionsOf(picks, person).Select(action => action with { Reason = form[Reason] })]
        );
    }

    /// <returns>What is wrong with the reason, and then nothing was done; else null.</returns>
    public async Task<string?> RunAsync(
        HandoffDesk desk,
        LeadGenDbContext db,
        ITempDataDictionary flash,
        CancellationToken cancel
    )
    {
        var (done, others) = (new List<string>(), new List<string>());
        var names = await NamesAsync(db, cancel);
        foreach (var action in Actions)
        {
            var result = await desk.ActAsync(Verb, action, cancel);
            if (result is HandoffResult.Invalid invalid)
            {
                return invalid.Errors.Values.First();
            }

            if (result is HandoffResult.Done { Handoff: var handoff })
            {
                done.Add(PickOf(handoff.Id, handoff.Version));
            }
            else
            {
                others.Add($"{names.GetValueOrDefault(action.HandoffId, "One")}: {Why(result)}");
            }
        }

        Tell(flash, done.Count, others);
        if (done.Count > 0)
        {
            flash["FlashUndo"] = string.Join(';', done);
        }

        return null;
    }

    private static string Why(HandoffResult result) =>
        result switch
        {
            HandoffResult.MovedOn moved => moved.Message,
            HandoffResult.NotAllowed refused => refused.Message,
            _ => "It is no longer there.",
        };

    private void Tell(ITempDataDictionary flash, int done, List<string> others)
    {
        if (Actions.Count == 0)
        {
            (flash["Flash"], flash["FlashKind"]) = ("Nothing was ticked. Tick the leads first.", "warning");
            return;
        }

        var more = others.Count > NamedMax ? $" And {others.Count - NamedMax} more." : "";
        flash["Flash"] =
            others.Count == 0
                ? $"{done} of {Actions.Count} {Did}."
                : $"{done} of {Actions.Count} {Did}. {others.Count} not: {string.Join(' ', others.Take(NamedMax))}{more}";
        flash["FlashKind"] = others.Count == 0 ? "success" : "warning";
    }

    private string Did =>
        Verb switch
        {
            HandoffVerb.Accept => "accepted",
            HandoffVerb.Start => "started",
            HandoffVerb.Qualify => "confirmed",
            HandoffVerb.Recycle => "recycled",
            HandoffVerb.Reject => "rejected",
            HandoffVerb.Disqualify => "disqualified",
        };

    private Task<Dictionary<Guid, string>> NamesAsync(LeadGenDbContext db, CancellationToken cancel)
    {
        var ids = Actions.Select(action => action.HandoffId).ToArray();
        return QueueList
            .Rows(db, db.Handoffs.Where(handoff => ids.Contains(handoff.Id)))
            .ToDictionaryAsync(row => row.Id, row => row.Name, cancel);
    }

    /// <summary>What was ticked, each once.</summary>
    internal static IEnumerable<HandoffAction> ActionsOf(StringValues picks, ClaimsPrincipal person) =>
        picks.Distinct().Select(pick => ActionOf(pick, person)).OfType<HandoffAction>();

    private static HandoffAction? ActionOf(string? pick, ClaimsPrincipal person) =>
        pick?.Split(' ') is [var text, var number]
        && Guid.TryParseExact(text, "N", out var id)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? HandoffPost.ActionBy(person, id, version)
            : null;
}
