using System.Security.Claims;
using LeadGen.Web.Handoffs;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace LeadGen.Web.Pages.Queue;

/// <summary>Takes back what was done to several at once, each as if it were the only one.</summary>
public sealed record BulkUndo(IReadOnlyList<HandoffAction> Actions)
{
    /// <summary>Null where it is no such post, or one of more than could be ticked.</summary>
    public static BulkUndo? Read(IFormCollection form, ClaimsPrincipal person)
    {
        var picks = form[BulkPost.Pick];
        return picks.Count is 0 or > BulkPost.Max ? null : new BulkUndo([.. BulkPost.ActionsOf(picks, person)]);
    }

    public async Task RunAsync(HandoffDesk desk, ITempDataDictionary flash, CancellationToken cancel)
    {
        var (undone, refused) = (0, (string?)null);
        foreach (var action in Actions)
        {
            switch (await desk.UndoAsync(action, cancel))
            {
                case HandoffResult.Done:
                    undone++;
                    break;
                case HandoffResult.MovedOn moved:
                    refused ??= moved.Message;
                    break;
            }
        }

        flash["Flash"] =
            undone == Actions.Count
                ? $"Undone: all {undone} are as before."
                : $"{undone} of {Actions.Count} undone. {refused ?? "The others are no longer there."}";
        if (undone < Actions.Count)
        {
            flash["FlashKind"] = "warning";
        }
    }
}
