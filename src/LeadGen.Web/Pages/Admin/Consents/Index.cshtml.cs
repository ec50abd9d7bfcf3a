using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Privacy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Consents;

/// <summary>What visitors are asked to agree to: the words, in each language, and what became of them.</summary>
public sealed class ConsentModel(LeadGenDbContext db, ConsentTextDesk desk, TimeProvider time) : PageModel
{
    private ILookup<string, ConsentVersion> _versions = Array.Empty<ConsentVersion>().ToLookup(_ => "");

    public ConsentsInForce InForce { get; private set; } = null!;
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    /// <summary>In which the texts stand in the forms.</summary>
    public string Language { get; private set; } = ConsentsInForce.OurLocale;
    public IReadOnlyList<string> Languages { get; private set; } = [];

    public IEnumerable<ConsentVersion> Versions(string purpose) => _versions[purpose];

    public static bool IsAsked(string purpose) => ConsentPurposes.Asked.Contains(purpose);

    public async Task OnGetAsync(string? language, CancellationToken cancel) => await LoadAsync(language, cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var form = Request.Form;
        var purpose = form["purpose"].ToString();
        var language = form["language"].ToString();
        var wrong = await desk.SaveAsync(
            new WantedConsent(
                purpose,
                language,
                form["text." + purpose],
                form["confirmed." + purpose].ToString().Contains("true", StringComparison.Ordinal),
                User.StaffName()!
            ),
            cancel
        );
        if (wrong is null)
        {
            TempData["Flash"] = $"Saved: {ConsentWords.Name(purpose)}. Forms show it within a few seconds.";
            return Redirect($"/admin/consent?language={Uri.EscapeDataString(language.Trim())}#{purpose}");
        }

        await LoadAsync(language, cancel);
        ModelState.AddModelError(
            wrong.Value.Field == "text" ? "text." + purpose : wrong.Value.Field,
            wrong.Value.Message
        );
        return this.Refused();
    }

    private async Task LoadAsync(string? language, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        InForce = await ConsentBook.ReadAsync(db, cancel);
        _versions = await db.VersionsAsync(cancel);
        var offered = await db.Offers.Select(offer => offer.Language).Distinct().ToListAsync(cancel);
        Language = string.IsNullOrWhiteSpace(language) ? Language : language.Trim();
        Languages =
        [
            .. offered
                .Concat(InForce.All.Select(text => text.Locale))
                .Append(Language)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .OrderByDescending(one => one == ConsentsInForce.OurLocale)
                .ThenBy(one => one, StringComparer.OrdinalIgnoreCase),
        ];
    }
}
