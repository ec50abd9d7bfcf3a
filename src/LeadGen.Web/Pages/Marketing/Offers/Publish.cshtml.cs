using System.Globalization;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>When an offer is shown: from now on or later, and until when. It says what a visitor would miss.</summary>
public sealed class PublishModel(LeadGenDbContext db, TimeProvider time) : OfferPageModel(db, time)
{
    private const string Written = "yyyy-MM-dd HH:mm";

    private static readonly string[] Read = [Written, "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd H:mm", "yyyy-MM-dd"];

    /// <summary>Only what has never been shown can wait for its beginning.</summary>
    public bool MaySchedule => !Offer.HasFixedAddress(Now);

    public Choice[] Beginnings =>
        MaySchedule
            ? [new("now", "Now"), new("later", "Later")]
            : [new("now", State == OfferState.Closed ? "Now, again" : "Now")];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var isLater = MaySchedule && Sent("when") == "later";
        var from = isLater ? Instant("from") : Now;
        var until = Instant("until");
        if (from is null && ModelState.IsValid)
        {
            ModelState.AddModelError("from", "Say when, such as 2027-01-31 09:00");
        }

        foreach (var (field, message) in OfferTimes.Check(Offer, from ?? Now, until, Now))
        {
            ModelState.TryAddModelError(field, message);
        }

        return await SaveAsync(
            offer => offer.Schedule(from ?? Now, until, Now),
            isLater ? "It will be shown when it is time." : "It is published: everybody can see it.",
            OfferPaths.Content(Id),
            cancel
        );
    }

    public async Task<IActionResult> OnPostCloseAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var done =
            State == OfferState.Scheduled
                ? "It is a draft again."
                : "It is closed. What was promised is still handed over.";
        return await SaveAsync(offer => offer.Close(Now), done, OfferPaths.Content(Id), cancel);
    }

    public static string? Text(DateTimeOffset? at) =>
        at?.ToUniversalTime().ToString(Written, CultureInfo.InvariantCulture);

    /// <summary>The instant that was typed, in UTC. Null where the field is empty, or, with an error at it, unreadable.</summary>
    private DateTimeOffset? Instant(string field)
    {
        if (Sent(field)?.Trim() is not { Length: > 0 } typed)
        {
            return null;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(typed, Read, CultureInfo.InvariantCulture, Utc, out var at))
        {
            return at;
        }

        ModelState.AddModelError(field, "Write it as a date and a time, such as 2027-01-31 09:00");
        return null;
    }
}
