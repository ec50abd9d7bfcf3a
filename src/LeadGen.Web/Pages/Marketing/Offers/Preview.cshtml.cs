using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Offers;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>The page of an offer as visitors will see it, in whatever state. Its form is checked and stores nothing.</summary>
[PublicPage(Personal = true)]
public sealed class PreviewModel(LeadGenDbContext db, OfferCache offers, SubmissionKeys keys, FormConsents consents)
    : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>Of a test; null for the offer itself.</summary>
    [FromQuery(Name = "variant")]
    public Guid? VariantId { get; set; }

    /// <summary>What leads back to where it came from.</summary>
    public OfferVariant? Variant { get; private set; }

    public LandingView View { get; private set; } = null!;

    /// <summary>Was the form sent, and would it be taken?</summary>
    public bool IsFilled { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var reading = FormReader.Read(
            View.Offer.Form,
            Request.Form.Select(field => KeyValuePair.Create(field.Key, (string?)field.Value.ToString())),
            part: new FormPart(FormStep.First(View.Offer, View.NotAsked).Keys)
        );
        foreach (var (field, typed) in Request.Form)
        {
            ModelState.SetModelValue(field, typed, typed.ToString());
        }

        foreach (var (field, message) in reading.Errors)
        {
            ModelState.AddModelError(field, message);
        }

        IsFilled = reading.IsValid;
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        var offer = await db.Offers.AsNoTracking().SingleOrDefaultAsync(one => one.Id == Id, cancel);
        if (offer is null)
        {
            return false;
        }

        if (VariantId is { } id)
        {
            var tests = await db.OfferTests.AsNoTracking().Where(test => test.OfferId == Id).ToListAsync(cancel);
            Variant = tests.Select(test => test.Find(id)).FirstOrDefault(variant => variant is not null);
            if (Variant is null)
            {
                return false;
            }

            offer = offer.Shown(Variant);
        }

        View = new LandingView(
            offer,
            Variant is null ? OfferPaths.Preview(Id) : OfferPaths.Preview(Id, Variant.Id),
            keys.New(),
            new Landing(Request.Path, Referrer: null),
            await offers.StandingOnAsync(offer, cancel),
            await consents.ShowAsync(offer, cancel),
            Site: null,
            IsPreview: true
        );
        return true;
    }
}
