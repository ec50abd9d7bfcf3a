using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>
/// What the tabs of an offer have in common. Each begins with <c>_Tabs</c>, carries <see cref="SeenField"/> in its form, and keeps
/// its part of the content: of two who edit at once, the second is told and nothing is overwritten.
/// </summary>
public abstract class OfferPageModel(LeadGenDbContext db, TimeProvider time) : PageModel
{
    /// <summary>The hidden field with the version that the form was made for.</summary>
    public const string SeenField = "seen";

    /// <summary>So much of what stands now is told at a field.</summary>
    private const int ShownMax = 300;

    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>As it is stored.</summary>
    public Offer Offer { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; }
    public OfferState State => Offer.StateAt(Now);

    /// <summary>The value of <see cref="SeenField"/>.</summary>
    public string Seen => Offer.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    protected LeadGenDbContext Db => db;

    /// <summary>Where there is no such offer, false; then the page is not found.</summary>
    protected async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        var offer = await db.Offers.SingleOrDefaultAsync(one => one.Id == Id, cancel);
        Offer = offer!;
        return offer is not null;
    }

    /// <summary>What was typed in a field; null where it was not sent.</summary>
    protected string? Sent(string field) =>
        Request.Form.TryGetValue(field, out var typed) ? typed.ToString().ReplaceLineEndings("\n") : null;

    /// <summary>What stands now in the fields of the page that somebody else may have changed: field to value.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string>> Present() => [];

    /// <summary>What the page shows beside the offer, read before it is shown again.</summary>
    protected virtual Task ShowAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Keeps one part of the content, or says at its field what is wrong.</summary>
    /// <param name="part">The content with what was sent: <c>content => content with {…}</c>.</param>
    /// <param name="field">The field of the page for one of <see cref="OfferRules.Check"/>; the same where absent.</param>
    /// <param name="also">What else is changed with it.</param>
    protected Task<IActionResult> KeepAsync(
        Func<OfferContent, OfferContent> part,
        string done,
        string path,
        CancellationToken cancel,
        Func<string, string>? field = null,
        Action<Offer>? also = null
    )
    {
        var content = part(Offer.Content);
        foreach (var (name, message) in OfferRules.Check(content))
        {
            ModelState.AddModelError(field?.Invoke(name) ?? name, message);
        }

        return SaveAsync(
            offer =>
            {
                if (content != offer.Content)
                {
                    offer.Change(content, Now);
                }

                also?.Invoke(offer);
            },
            done,
            path,
            cancel
        );
    }

    /// <summary>Changes the offer where nothing is wrong so far and it is still the one that the form was made for.</summary>
    protected async Task<IActionResult> SaveAsync(
        Action<Offer> change,
        string done,
        string path,
        CancellationToken cancel
    )
    {
        if (!ModelState.IsValid)
        {
            return await AgainAsync(StatusCodes.Status422UnprocessableEntity, cancel);
        }

        if (Sent(SeenField) != Seen)
        {
            return await MovedOnAsync(cancel);
        }

        try
        {
            change(Offer);
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || LostRace.Is(e))
        {
            return await MovedOnAsync(cancel);
        }

        return Tell(done, path);
    }

    protected RedirectResult Tell(string message, string path, string kind = "success")
    {
        (TempData["Flash"], TempData["FlashKind"]) = (message, kind);
        return Redirect(path);
    }

    /// <summary>The page once more, with what was typed and what is wrong with it.</summary>
    protected async Task<IActionResult> AgainAsync(int status, CancellationToken cancel)
    {
        foreach (var (name, typed) in Request.Form)
        {
            if (name != SeenField)
            {
                ModelState.SetModelValue(name, typed, typed.ToString());
            }
        }

        Response.StatusCode = status;
        await ShowAsync(cancel);
        return Page();
    }

    /// <summary>What was typed stays, what stands now is told at its field, and the next try goes over it.</summary>
    private async Task<IActionResult> MovedOnAsync(CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        ModelState.AddModelError(
            "",
            $"Somebody else saved this offer {Words.Ago(Offer.UpdatedAt, Now)}. What you typed is still here: look at what differs, then save again to put yours in."
        );
        foreach (var (field, stands) in Present())
        {
            if (Sent(field) is { } typed && typed.Trim() != stands)
            {
                ModelState.AddModelError(field, stands.Length == 0 ? "It is empty now" : $"Now it says: {Cut(stands)}");
            }
        }

        return await AgainAsync(StatusCodes.Status409Conflict, cancel);
    }

    private static string Cut(string text) => text.Length <= ShownMax ? text : text[..ShownMax] + "…";
}
