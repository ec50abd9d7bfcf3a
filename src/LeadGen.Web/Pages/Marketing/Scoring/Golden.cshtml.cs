using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>The examples that models are tested by, and what the model in force and the draft make of them.</summary>
public sealed class GoldenModel(ModelDesk desk, GoldenDesk golden) : ScoringPageModel(desk)
{
    public IReadOnlyList<(GoldenLeadRow Row, GoldenCheck Check)> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel);

    /// <summary>Makes an example of a lead, by its id or the address of its page.</summary>
    public async Task<IActionResult> OnPostCopyAsync(string? lead, CancellationToken cancel)
    {
        var last = lead?.Trim().TrimEnd('/').Split('/')[^1];
        if (!Guid.TryParse(last, out var id))
        {
            return await RefusedAsync("Enter the address of a lead’s page, or the id at its end.", cancel);
        }

        var (result, copy) = await golden.CopyAsync(id, Actor, cancel);
        return result switch
        {
            GoldenResult.Done => Tell(
                "Here is the example, without anything that tells who it was. Give it a name.",
                $"{ScoringPaths.Golden}/edit/{copy}"
            ),
            GoldenResult.TooMany => await RefusedAsync(
                $"There are {GoldenLead.Max} examples already. Remove one first.",
                cancel
            ),
            GoldenResult.MovedOn or GoldenResult.NameTaken => await RefusedAsync("Try it once more.", cancel),
            GoldenResult.NotFound => await RefusedAsync("There is no lead of that id.", cancel),
        };
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken cancel) =>
        await golden.RemoveAsync(id, cancel)
            ? Tell("Removed.", ScoringPaths.Golden)
            : Tell("It was gone already.", ScoringPaths.Golden, "warning");

    private async Task LoadAsync(CancellationToken cancel)
    {
        await LoadHandAsync(cancel);
        Rows =
        [
            .. (await golden.AllAsync(cancel)).Select(row =>
                (row, new GoldenCheck(row.Lead, row.Lead.Under(Hand.Published.Model), row.Lead.Under(Hand.Model)))
            ),
        ];
    }

    private async Task<IActionResult> RefusedAsync(string message, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        KeepTyped();
        return Refuse("lead", message);
    }
}
