using System.Globalization;
using LeadGen.Web.Backups;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Admin.Outgoing;

/// <summary>Lets a restored copy send again.</summary>
public sealed class OutgoingModel(OutgoingDesk desk) : PageModel
{
    public const string OldField = "old";
    public const string Aside = "aside";
    public const string Send = "send";

    public static readonly Choice[] Choices =
    [
        new(Aside, "Put them aside", "They stand under Mail and Webhooks as not sent, where each can be sent by hand"),
        new(Send, "Send them", "Where the original broke down at the backup, and cannot have sent them"),
    ];

    public HeldWork? Held { get; private set; }
    public string Old { get; private set; } = Aside;

    public static string Count(int count, string one, string many) =>
        count switch
        {
            1 => "1 " + one,
            OutgoingDesk.CountedTo => $"{count:N0} or more {many}",
            _ => count.ToString("N0", CultureInfo.InvariantCulture) + " " + many,
        };

    public async Task OnGetAsync(CancellationToken cancel) => Held = await desk.ReadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Old = Request.Form[OldField].ToString();
        if (Old is not (Aside or Send))
        {
            Held = await desk.ReadAsync(cancel);
            ModelState.AddModelError(OldField, "Choose what becomes of those that waited in the backup");
            return this.Refused();
        }

        TempData["Flash"] = await desk.ReleaseAsync(Old == Send, cancel)
            ? "Released. Mails go out and webhooks are called within seconds."
            : "Nothing was held any more.";
        return RedirectToPage();
    }
}
