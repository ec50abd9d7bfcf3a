using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Reads;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>The calls to action that lead to an offer, what came of them, and which ones of others stand on its page.</summary>
public sealed class CallsModel(LeadGenDbContext db, TimeProvider time) : OfferPageModel(db, time)
{
    private const int OthersMax = 200;

    public static readonly string Hint =
        $"Up to {OfferPage.CallsMax}. Bars stand above the offer, buttons below its text; what leads to an offer that is not published is left out";

    public OfferChain Chain { get; private set; } = null!;

    /// <summary>Those that lead to other offers.</summary>
    public IReadOnlyList<Choice> Others { get; private set; } = [];

    public IEnumerable<string> Standing => Offer.Page.Calls.Select(id => id.ToString("N"));

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

        await ShowAsync(cancel);
        var ticked = Request.Form["calls"].OfType<string>().ToHashSet(StringComparer.Ordinal);
        Guid[] calls = [.. Others.Where(call => ticked.Contains(call.Value)).Select(call => Guid.Parse(call.Value))];
        return await KeepAsync(
            content => content with { Page = content.Page with { Calls = calls } },
            "Saved.",
            OfferPaths.Calls(Id),
            cancel,
            _ => "calls"
        );
    }

    protected override async Task ShowAsync(CancellationToken cancel)
    {
        Chain = await OfferChain.ReadAsync(Db, Id, Now, cancel);
        var others = await (
            from call in Db.CallsToAction.AsNoTracking()
            join offer in Db.Offers on call.OfferId equals offer.Id
            where call.OfferId != Id
            orderby call.Id descending
            select new { call, offer.Title }
        )
            .Take(OthersMax)
            .ToListAsync(cancel);
        Others =
        [
            .. others.Select(one => new Choice(
                one.call.Id.ToString("N"),
                one.call.Name,
                $"{CallWords.Look(one.call)} “{one.call.Text}”, leads to “{one.Title}”"
            )),
        ];
    }
}
