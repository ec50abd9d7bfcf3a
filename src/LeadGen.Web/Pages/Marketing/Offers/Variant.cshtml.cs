using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>What one variant of a test shows in place of the offer. Of one that runs, or ran, it is read only.</summary>
public sealed class VariantModel(LeadGenDbContext db, OfferTestDesk desk, TimeProvider time)
    : TestPageModel(db, desk, time)
{
    public const string KeptForm = "kept";

    public static readonly string[] Fields = ["name", "title", "promise", "body", "call_to_action", "form"];

    [FromRoute(Name = "variant")]
    public Guid VariantId { get; set; }

    public OfferVariant Variant { get; private set; } = null!;

    public bool IsControl => Variant.Id == Test!.Control.Id;

    /// <summary>Can it be changed still?</summary>
    public bool IsOpen => Test!.State == TestState.Draft && !IsControl;

    public IReadOnlyList<Choice> Forms { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
        {
            return NotFound();
        }

        await ShowAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
        {
            return NotFound();
        }

        if (!IsOpen || Sent(SeenField) != TestSeen)
        {
            return Tell(OfferTestDesk.MovedOn, OfferPaths.Test(Test!), "warning");
        }

        var typed = Variant with
        {
            Name = Text("name"),
            Words = new VariantWords(Text("title"), Text("promise"), Text("body"), Text("call_to_action")),
            Form = await FormAsync(cancel),
        };
        foreach (var (field, message) in OfferTestRules.Of(typed, Offer))
        {
            ModelState.TryAddModelError(field, message);
        }

        if (!ModelState.IsValid)
        {
            return await AgainAsync(StatusCodes.Status422UnprocessableEntity, cancel);
        }

        return await ChangeAsync(
            now => Test!.Change(typed, now),
            ("changed", $"Saved: “{typed.Name}”.", OfferPaths.Test(Id)),
            cancel
        );
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel) =>
        !await FindAsync(cancel)
            ? NotFound()
            : await ChangeAsync(
                now => Test!.Remove(VariantId, now),
                ("changed", "It is gone, and the visitors are shared evenly.", OfferPaths.Test(Id)),
                cancel
            );

    protected override async Task ShowAsync(CancellationToken cancel)
    {
        var others = await Db
            .Offers.AsNoTracking()
            .Where(other => other.Id != Id)
            .OrderBy(other => other.Title)
            .Select(other => new { other.Id, other.Title })
            .ToListAsync(cancel);
        Forms =
        [
            new("", "That of the offer"),
            .. Variant.Form is { } kept
                ? [new Choice(KeptForm, $"As it was taken from “{kept.From}”")]
                : Array.Empty<Choice>(),
            .. others.Select(other => new Choice(other.Id.ToString(), $"Taken from “{other.Title}”")),
        ];
    }

    private async Task<bool> FindAsync(CancellationToken cancel)
    {
        var isFound = await LoadAsync(test => test.Find(VariantId) is not null, cancel) && Test is not null;
        Variant = Test?.Find(VariantId)!;
        return isFound;
    }

    /// <summary>A copy: what becomes of the other offer later changes no test.</summary>
    private async Task<VariantForm?> FormAsync(CancellationToken cancel)
    {
        var asked = Text("form");
        if (asked is "" or KeptForm)
        {
            return asked == KeptForm ? Variant.Form : null;
        }

        var other = Guid.TryParse(asked, out var id)
            ? await Db.Offers.AsNoTracking().SingleOrDefaultAsync(offer => offer.Id == id, cancel)
            : null;
        if (other is null)
        {
            ModelState.AddModelError("form", "Choose a form from the list");
            return null;
        }

        return new VariantForm(other.Form, other.FormSettings, other.Title);
    }

    private string Text(string field) => Sent(field)?.Trim() ?? "";
}
