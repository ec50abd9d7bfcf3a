using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Capture.Pictures;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Reads;
using LeadGen.Web.Pages.Offers;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>What an offer's page says and shows, and under which address.</summary>
[RequestSizeLimit(ContentModel.BodyMaxBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = ContentModel.BodyMaxBytes)]
public sealed class ContentModel(LeadGenDbContext db, OfferDesk desk, PictureStore pictures, TimeProvider time)
    : OfferPageModel(db, time)
{
    /// <summary>Some more than a picture may have, so that one that is too large is told so.</summary>
    public const int BodyMaxBytes = 8 * PictureFile.MaxBytes;

    public static readonly string[] Fields =
    [
        "title",
        "promise",
        "body",
        "call_to_action",
        "kind",
        "depth",
        "language",
        "tags_title",
        "tags_description",
        "slug",
        "picture",
        "alt",
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

    public OfferChain Chain { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        await ShowAsync(cancel);
        return Page();
    }

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

    /// <summary>A picture goes on the page at once; the words beside it, where there is no file.</summary>
    public async Task<IActionResult> OnPostPictureAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var (picture, stored) = await PictureAsync(cancel);
        var answer = await KeepAsync(
            content => content with { Page = content.Page with { Picture = picture } },
            picture is null
                ? "The picture is gone from the page."
                : "Saved. The picture stands on the page and on its card.",
            OfferPaths.Content(Id),
            cancel
        );
        if (stored && answer is not RedirectResult)
        {
            pictures.Forget(picture!);
        }

        return answer;
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
            new("tags_title", Offer.Page.Tags.Title),
            new("tags_description", Offer.Page.Tags.Description),
            new("slug", Offer.Slug),
        ];

    protected override async Task ShowAsync(CancellationToken cancel) =>
        Chain = await OfferChain.ReadAsync(Db, Id, Now, cancel);

    /// <summary>What was sent, and whether it was just stored.</summary>
    private async Task<(OfferPicture? Picture, bool Stored)> PictureAsync(CancellationToken cancel)
    {
        if (Sent("remove") is not null)
        {
            return (null, false);
        }

        var (present, alt) = (Offer.Page.Picture, Text("alt"));
        if (Request.Form.Files["picture"] is not { Length: > 0 } file)
        {
            if (present is null)
            {
                ModelState.AddModelError("picture", "Choose a picture");
            }

            return (present is null ? null : present with { Alt = alt }, false);
        }

        var content = new byte[Math.Min(file.Length, PictureFile.MaxBytes + 1)];
        await using (var stream = file.OpenReadStream())
        {
            await stream.ReadExactlyAsync(content, cancel);
        }

        var (found, wrong) = PictureFile.Check(content);
        if (found is null)
        {
            ModelState.AddModelError("picture", wrong!);
            return (present, false);
        }

        var picture = new OfferPicture(Guid.CreateVersion7(Now), found.Format, found.Width, found.Height, alt);
        await pictures.StoreAsync(picture, content, cancel);
        return (picture, true);
    }

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
            Page = content.Page with
            {
                Tags = new PageTags(Text("tags_title"), Text("tags_description"), Sent("tags_hidden") == "true"),
            },
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
