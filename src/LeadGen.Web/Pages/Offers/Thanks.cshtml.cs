using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Offers;

/// <summary>Hands over the offer and says what happens next, to the holder of the signed address. For everybody else it says nothing.</summary>
[AllowAnonymous, PublicPage(Personal = true)]
public sealed class ThanksModel(LeadGenDbContext db, OfferCache offers, OfferFiles files, VisitorTokens tokens)
    : PageModel
{
    /// <summary>Null shows the page without anything of anybody.</summary>
    public Offer? Offer { get; private set; }
    public string Email { get; private set; } = "";
    public EmailHint? Hint { get; private set; }
    public NextStep NextStep { get; private set; }

    /// <summary>Will sales answer?</summary>
    public bool Answered { get; private set; }
    public string FileToken { get; private set; } = "";
    public HeldFile? Held { get; private set; }

    /// <param name="Format">PDF</param>
    /// <param name="Size">1.4 MB</param>
    public sealed record HeldFile(string Format, string Size);

    public async Task<IActionResult> OnGetAsync(string slug, string? t, CancellationToken cancel)
    {
        if (tokens.ReadThanks(t) is not { } id)
        {
            return OfferRules.IsSlug(slug) ? Page() : NotFound();
        }

        var submission = await db.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel);
        var offer = submission is null ? null : await offers.FindAsync(submission.OfferId, cancel);
        if (submission is not null && offer?.Slug == slug)
        {
            Show(offer, submission);
        }

        return Page();
    }

    private void Show(Offer offer, Submission submission)
    {
        var sent = submission.Fields;
        Offer = offer;
        NextStep = Terms.Parse<NextStep>(sent.GetValueOrDefault(LeadFields.NextStep)) ?? NextStep.Content;
        Answered =
            NextStep != NextStep.Content || offer.Intent is FormIntent.Inquiry or FormIntent.Demo or FormIntent.Quote;
        if (EmailAddress.TryParse(sent.GetValueOrDefault(LeadFields.Email), out var email))
        {
            (Email, Hint) = (email.Value, EmailHint.For(email));
        }

        if (offer.Delivery.File is { } file && files.Find(file) is { } found)
        {
            Held = new HeldFile(Path.GetExtension(file.DownloadName).TrimStart('.').ToUpperInvariant(), SizeOf(found));
            FileToken = tokens.ForFile(submission.Id);
        }
    }

    private static string SizeOf(FileInfo file) =>
        file.Length < 1_000_000
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, file.Length / 1000)} kB")
            : string.Create(CultureInfo.InvariantCulture, $"{file.Length / 1_000_000.0:0.0} MB");
}
