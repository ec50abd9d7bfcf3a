using LeadGen.Domain.Offers;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>The codes that an offer gives out, one to each: how many there are, and more of them.</summary>
[RequestSizeLimit(CodesModel.BodyMaxBytes)]
public sealed class CodesModel(LeadGenDbContext db, PoolDesk pool, TimeProvider time) : OfferPageModel(db, time)
{
    /// <summary>Fifty thousand codes, as a form sends them.</summary>
    public const int BodyMaxBytes = 4 * 1024 * 1024;

    public static readonly string[] Fields = ["codes"];

    private const int RefusedShown = 5;

    public PoolCount Count { get; private set; } = new(0, 0, 0);
    public PoolLevel Level { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await FindAsync(cancel) ? await ShownAsync(cancel) : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
        {
            return NotFound();
        }

        var list = CodeList.Read(Sent("codes") ?? "");
        if (Wrong(list) is { } message)
        {
            ModelState.AddModelError("codes", message);
            await ShownAsync(cancel);
            return await AgainAsync(StatusCodes.Status422UnprocessableEntity, cancel);
        }

        return Tell(Told(await pool.AddAsync(Offer, list, cancel)), DeliveryUpload.CodesPath(Id));
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
        {
            return NotFound();
        }

        var removed = await pool.RemoveFreeAsync(Id, cancel);
        return Tell(
            removed == 0
                ? "There were none that nobody has."
                : $"{Words.Number(removed)} codes that nobody had are removed.",
            DeliveryUpload.CodesPath(Id)
        );
    }

    /// <summary>There is a list only where the offer gives each their own.</summary>
    private async Task<bool> FindAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) && Offer.Delivery.Coupon is { Shared: null };

    private async Task<IActionResult> ShownAsync(CancellationToken cancel)
    {
        Count = await pool.CountAsync(Db, Offer, cancel);
        Level = PoolAlarm.LevelOf(Count.Free, Offer.Delivery.Coupon!);
        return Page();
    }

    private static string? Wrong(CodeList list) =>
        list.Refused.Count > 0
            ? $"Mend or remove {(list.Refused.Count == 1 ? "this line" : $"these {Words.Number(list.Refused.Count)} lines")}, a code has no blanks and at most {Coupon.CodeMaxLength} characters: "
                + string.Join("; ", list.Refused.Take(RefusedShown).Select(Cut))
                + (list.Refused.Count > RefusedShown ? "; …" : "")
        : list.Codes.Count == 0 ? "Enter the codes, one a line"
        : list.Codes.Count > CodeList.Max ? $"Add {Words.Number(CodeList.Max)} codes or fewer at once"
        : null;

    private static string Cut(string line) =>
        line.Length <= Coupon.CodeMaxLength ? line : line[..Coupon.CodeMaxLength] + "…";

    private static string Told(CodesAdded added) =>
        $"{Words.Number(added.Added)} codes added."
        + (added.Known > 0 ? $" {Words.Number(added.Known)} were there already, or twice, and were left out." : "")
        + (added.Served > 0 ? $" {Words.Number(added.Served)} who waited got theirs by mail." : "");
}
