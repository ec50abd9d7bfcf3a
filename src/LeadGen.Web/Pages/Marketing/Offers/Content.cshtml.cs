using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Offers;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>What an offer's page says, and under which address.</summary>
public sealed class ContentModel(LeadGenDbContext db, OfferDesk desk, TimeProvider time) : OfferPageModel(db, time)
{
    public static readonly string[] Fields =
    [
        "title",
        "promise",
        "body",
        "call_to_action",
        "kind",
        "depth",
        "language",
        "slug",
    ];

    public static readonly Choice[] Kinds =
    [
        .. Enum.GetValues<OfferKind>().Select(kind => new Choice(Terms.Of(kind), OfferWords.Name(kind))),
    ];

    public static readonly Choice[] Depths =
    [
        new("", "Not said"),
        new(Terms.Of(OfferDepth.Early), "Early: is reading up"),
        new(Terms.Of(OfferDepth.Late), "Late: compares and decides"),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var slug = Sent("slug")?.Trim() ?? Offer.Slug;
        if (slug != Offer.Slug && await WrongAsync(slug, cancel) is { } wrong)
        {
            ModelState.AddModelError("slug", wrong);
        }

        return await KeepAsync(Typed, "Saved.", OfferPaths.Content(Id), cancel, also: offer => offer.Rename(slug, Now));
    }

    public async Task<IActionResult> OnPostCopyAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var copy = await desk.AddAsync(Offer.Copy, Slug.Numbered(Offer.Slug, 2), cancel);
        return Tell("This is the copy, a draft of its own. Nobody sees it yet.", OfferPaths.Content(copy.Id));
    }

    protected override IEnumerable<KeyValuePair<string, string>> Present() =>
        [
            new("title", Offer.Title),
            new("promise", Offer.Promise),
            new("body", Offer.Body),
            new("call_to_action", Offer.CallToAction),
            new("kind", Terms.Of(Offer.Kind)),
            new("depth", Offer.Depth is { } depth ? Terms.Of(depth) : ""),
            new("language", Offer.Language),
            new("slug", Offer.Slug),
        ];

    private OfferContent Typed(OfferContent content) =>
        content with
        {
            Kind = Terms.Parse<OfferKind>(Sent("kind")) ?? content.Kind,
            Title = Text("title"),
            Promise = Text("promise"),
            Body = Text("body"),
            CallToAction = Text("call_to_action"),
            Depth = Terms.Parse<OfferDepth>(Sent("depth")),
            Language = Text("language"),
        };

    private string Text(string field) => Sent(field)?.Trim() ?? "";

    /// <summary>What is wrong with another address, or null.</summary>
    private async Task<string?> WrongAsync(string slug, CancellationToken cancel) =>
        !OfferRules.IsSlug(slug) ? OfferRules.SlugMessage
        : Offer.HasFixedAddress(Now) ? "The offer has been published meanwhile, so its address stays"
        : await Db.Offers.AnyAsync(other => other.Slug == slug, cancel)
            ? "Another offer has this address: choose another one"
        : null;
}
