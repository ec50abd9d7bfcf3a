using System.Globalization;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>One example, or a new one: its facts, what it did, and the verdict it should get.</summary>
public sealed class GoldenEditModel(ModelDesk desk, GoldenDesk golden, OfferCache offers, TrackingPlans plans)
    : ScoringPageModel(desk)
{
    /// <summary>Empty rows below those that are filled.</summary>
    private const int Spare = 4;

    /// <summary>Null for a new one.</summary>
    [FromRoute]
    public Guid? Id { get; set; }

    public GoldenLead Lead { get; private set; } = new("", new Dictionary<string, string>(), [], true);
    public int Revision { get; private set; }
    public int Rows { get; private set; } = Spare;
    public IReadOnlyDictionary<string, string> OfferTitles { get; private set; } = new Dictionary<string, string>();
    public IEnumerable<string> Kinds { get; private set; } = [];
    public string Heading => Id is null ? "Add a golden lead" : Lead.Name;

    public GoldenTouchpoint? Touchpoint(int row) => row < Lead.Touchpoints.Count ? Lead.Touchpoints[row] : null;

    public static string Number(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        KeepTyped();
        Rows = Math.Clamp(
            Enumerable.Range(0, GoldenLead.TouchpointsMax).Count(i => Request.Form.ContainsKey($"kind.{i}")),
            Rows,
            GoldenLead.TouchpointsMax
        );
        var (lead, errors) = GoldenForm.Read(Rows, Sent);
        foreach (var (field, message) in errors)
        {
            ModelState.AddModelError(field, message);
        }

        if (ModelState.ErrorCount > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var seen = int.TryParse(Sent("revision"), CultureInfo.InvariantCulture, out var revision) ? revision : 0;
        return await golden.SaveAsync(Id, lead, Actor, seen, cancel) switch
        {
            GoldenResult.Done => Tell("Kept.", ScoringPaths.Golden),
            GoldenResult.NotFound => NotFound(),
            GoldenResult.MovedOn => Tell(
                "Somebody changed it in the meantime. This is how it stands now.",
                $"{ScoringPaths.Golden}/edit/{Id}",
                "warning"
            ),
            GoldenResult.NameTaken => Refuse("name", "Another golden lead has this name. Choose a different one."),
            GoldenResult.TooMany => Refuse(
                "name",
                $"There are {GoldenLead.Max} golden leads already. Remove one first."
            ),
        };
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        await LoadHandAsync(cancel);
        OfferTitles = await offers.TitlesAsync(cancel);
        var own = (await plans.CurrentAsync(cancel)).Events;
        Kinds = TouchpointKinds.Shipped.Union(own, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        if (Id is not { } id)
        {
            return true;
        }

        if (await golden.FindAsync(id, cancel) is not { } row)
        {
            return false;
        }

        (Lead, Revision) = (row.Lead, row.Revision);
        Rows = Math.Min(Lead.Touchpoints.Count + Spare, GoldenLead.TouchpointsMax);
        return true;
    }
}
