using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Operations;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Admin.Settings;

/// <summary>A setting that is made on a page of its own.</summary>
public sealed record OtherSetting(string What, string Why, string Path);

/// <summary>What holds for the whole instance, and where the rest is set.</summary>
public sealed class SettingsModel(LeadGenDbContext db, SignInRules rules, CompanyName company, HouseZone zone)
    : PageModel
{
    public const string CompanyField = "company_name";
    public const string CurrencyField = "currency";
    public const string ZoneField = "time_zone";
    public const string LanguageField = "language";
    public const string FactorField = "second_factor_for";

    public static readonly string[] Fields = [CompanyField, CurrencyField, ZoneField, LanguageField, FactorField];

    public static readonly Choice[] Factors =
    [
        new(Terms.Of(SecondFactorFor.Nobody), "Nobody has to", "Everybody may, under their account"),
        new(
            Terms.Of(SecondFactorFor.Administrators),
            "Administrators",
            "A stolen password alone lets nobody change the app"
        ),
        new(Terms.Of(SecondFactorFor.Everybody), "Everybody"),
    ];

    public static readonly OtherSetting[] Others =
    [
        new(
            "Promises to leads",
            "How soon a hand-off is accepted and started, and by which calendar",
            "/admin/routing"
        ),
        new("Required checks", "What must be answered before an SQL is confirmed", "/admin/routing"),
        new("Teams and routing", "Who gets which hand-off, and in which time zone they work", "/admin/routing"),
        new("Reasons", "Why hand-offs are rejected, recycled, lost", "/admin/reasons"),
        new(
            "Kinds of touchpoint",
            "Events of your pages beside page views, which can be given points",
            "/admin/tracking"
        ),
        new("Consent", "What visitors agree to, in which words", "/admin/consent"),
        new("Retention", "After how long leads and held forms are erased by themselves", "/admin/retention"),
        new("Spam", "What is held back, and which mail domains are free or disposable", "/admin/spam"),
        new("Approval of models", "Must a second person approve what is published?", "/marketing/scoring"),
    ];

    public string Company { get; private set; } = "";
    public string Currency { get; private set; } = "";
    public string Zone { get; private set; } = "";
    public string Language { get; private set; } = "";
    public SecondFactorFor Factor { get; private set; }
    public bool HasFactor => User.HasSecondFactor();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Company = await CompanyName.ReadAsync(db, cancel) ?? "";
        Currency = await db.ReadCurrencyAsync(cancel) ?? "";
        Zone = await HouseZone.ReadAsync(db, cancel) ?? "";
        Language = await db.ReadLanguageAsync(cancel) ?? "";
        Factor = await rules.CurrentAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Read();
        if (Terms.Parse<SecondFactorFor>(Request.Form[FactorField]) is not { } factor)
        {
            ModelState.AddModelError(FactorField, "Choose who has to sign in with a second factor");
        }
        else
        {
            Factor = factor;
        }

        if (!ModelState.IsValid)
        {
            return this.Refused();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await company.SaveAsync(db, Company, cancel);
        await db.SaveCurrencyAsync(Currency, cancel);
        await zone.SaveAsync(db, Zone, cancel);
        await db.SaveLanguageAsync(Language, cancel);
        await rules.SaveAsync(db, Factor, cancel);
        await transaction.CommitAsync(cancel);
        TempData["Flash"] = "Saved. It holds everywhere within seconds.";
        return RedirectToPage();
    }

    private void Read()
    {
        Company = Sent(CompanyField);
        Currency = Sent(CurrencyField).ToUpperInvariant();
        (Zone, Language) = (Sent(ZoneField), Sent(LanguageField));
        if (Company.Length > CompanyName.MaxLength || Company.Any(char.IsControl))
        {
            ModelState.AddModelError(
                CompanyField,
                $"Enter the name in one line of at most {CompanyName.MaxLength} characters"
            );
        }

        if (Currency.Length > 0 && !CurrencySetting.IsKnown(Currency))
        {
            ModelState.AddModelError(CurrencyField, "Enter a currency by its three letters of ISO 4217, such as EUR");
        }

        if (Zone.Length > 0 && !HouseZone.IsKnown(Zone))
        {
            ModelState.AddModelError(ZoneField, "Enter the time zone by its IANA name, such as Europe/Berlin");
        }

        if (Language.Length > 0 && !OfferRules.IsLanguage(Language))
        {
            ModelState.AddModelError(LanguageField, "Enter the language by its tag, such as en, de or pt-BR");
        }
    }

    private string Sent(string field) => Request.Form[field].ToString().Trim();
}
