using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>Makes the draft of an offer out of its kind, its title and its promise.</summary>
public sealed class NewModel(OfferDesk desk, LeadGenDbContext db) : PageModel
{
    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var (title, promise) = (Sent("title"), Sent("promise"));
        var kind = Terms.Parse<OfferKind>(Request.Form["kind"]);
        if (kind is null)
        {
            ModelState.AddModelError("kind", "Choose what visitors get");
        }

        var content = OfferDefaults.Of(kind ?? OfferKind.Ebook, title, promise);
        content = content with { Language = await db.ReadLanguageAsync(cancel) ?? content.Language };
        foreach (var (field, message) in OfferRules.Check(content))
        {
            ModelState.AddModelError(field, message);
        }

        if (!ModelState.IsValid)
        {
            foreach (var (field, typed) in Request.Form)
            {
                ModelState.SetModelValue(field, typed, typed.ToString());
            }

            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var wanted = Slug.From(title) ?? Terms.Of(content.Kind).Replace('_', '-');
        var offer = await desk.AddAsync((slug, now) => Offer.Create(slug, content, now), wanted, cancel);
        TempData["Flash"] = "The draft is made. Nobody sees it until you publish it.";
        return Redirect(OfferPaths.Content(offer.Id));
    }

    private string Sent(string field) => Request.Form[field].ToString().ReplaceLineEndings("\n").Trim();
}
