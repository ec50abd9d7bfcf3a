using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Operations;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Privacy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Preferences;

/// <summary>A person's own page, by the link at the end of every mail. Opening it changes nothing; each button says what it does.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, PublicPage(Personal = true)]
public sealed class ChooseModel(
    LeadGenDbContext db,
    ConsentBook book,
    ConsentDesk desk,
    PersonLinks links,
    PersonTokens tokens,
    IDataProtectionProvider keys
) : PageModel
{
    public const string WantedField = "wanted";
    public const string ShownField = "shown_texts";

    private const string OneClickField = "List-Unsubscribe";
    private const string OneClick = "One-Click";

    private readonly SealedText _sealed = new(keys, "shown preferences");

    /// <summary>Null where the link leads nowhere.</summary>
    public Lead? Lead { get; private set; }
    public IReadOnlyList<ConsentState> States { get; private set; } = [];
    public IReadOnlyList<ConsentText> Texts { get; private set; } = [];

    /// <summary>The words beside the boxes, which come back with them.</summary>
    public string ShownTexts => _sealed.Write(JsonColumn.Write(Texts));

    /// <summary>What was just done.</summary>
    public string? Done { get; private set; }

    public ConsentState State(ConsentText text) => States.First(state => state.Purpose == text.Purpose);

    public async Task OnGetAsync(string token, string? done, CancellationToken cancel)
    {
        Done = done switch
        {
            "saved" => "Saved. That is how it is from now on.",
            "unsubscribed" => "You are unsubscribed. You get no more mail but what you ask for yourself.",
            "export" => "A link to your data is on its way to your address. It works for an hour.",
            "erase" =>
                "A link is on its way to your address. It opens the page on which you erase your data, and works for an hour.",
            "enough" => "We have sent you several links already. Have a look into your mail, or try again in an hour.",
            _ => null,
        };
        await LoadAsync(token, cancel);
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancel)
    {
        // Mail programs send a form of either kind (RFC 8058).
        if (!Request.HasFormContentType)
        {
            return StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        var form = await Request.ReadFormAsync(cancel);
        if (tokens.ReadPreferences(token) is not { } leadId)
        {
            return await LoadAsync(token, cancel);
        }

        if (form[OneClickField] == OneClick)
        {
            // By a mail program: the answer is the status, and the same though there is nobody any more.
            await desk.UnsubscribeAsync(leadId, ConsentWays.OneClick, cancel);
            return Content("You are unsubscribed.");
        }

        var done = await DoAsync(leadId, form, cancel);
        return done is null ? await LoadAsync(token, cancel) : Redirect($"/preferences/{token}?done={done}");
    }

    private async Task<string?> DoAsync(Guid leadId, IFormCollection form, CancellationToken cancel) =>
        form["do"].ToString() switch
        {
            "save" => await desk.ChooseAsync(leadId, Wanted(form), Shown(form), cancel) ? "saved" : null,
            "unsubscribe" => await desk.UnsubscribeAsync(leadId, ConsentWays.Preferences, cancel)
                ? "unsubscribed"
                : null,
            "export" => await links.SendExportAsync(leadId, cancel) ? "export" : "enough",
            "erase" => await links.SendEraseAsync(leadId, cancel) ? "erase" : "enough",
            _ => null,
        };

    private static HashSet<string> Wanted(IFormCollection form) =>
        [
            .. ConsentPurposes.Asked.Where(purpose =>
                form[$"{WantedField}.{purpose}"].ToString().Contains("true", StringComparison.Ordinal)
            ),
        ];

    private List<ConsentText> Shown(IFormCollection form) =>
        _sealed.Read(form[ShownField]) is { } text ? JsonColumn.Read<List<ConsentText>>(text) : [];

    private async Task<IActionResult> LoadAsync(string token, CancellationToken cancel)
    {
        Lead = tokens.ReadPreferences(token) is { } id
            ? await db.Leads.AsNoTracking().SingleOrDefaultAsync(lead => lead.Id == id, cancel)
            : null;
        if (Lead is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Page();
        }

        var inForce = await book.ReadAsync(cancel);
        States = await db.ConsentsAsync(Lead.Id, inForce, cancel);
        Texts = [.. ConsentPurposes.Asked.Select(purpose => inForce.Text(purpose, ConsentsInForce.OurLocale))];
        return Page();
    }
}
