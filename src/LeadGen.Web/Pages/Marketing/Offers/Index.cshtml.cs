using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Reads;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>All offers, the newest first.</summary>
public sealed class IndexModel(LeadGenDbContext db, TimeProvider time) : PageModel
{
    public const int TextMaxLength = 200;
    private const int PageSize = 50;

    public static readonly Choice[] States =
    [
        new("", "Any"),
        .. Enum.GetValues<OfferState>().Select(state => new Choice(Terms.Of(state), state.ToString())),
    ];

    public DateTimeOffset Now { get; private set; }
    public string Text { get; private set; } = "";
    public OfferState? Wanted { get; private set; }
    public bool IsFurther { get; private set; }
    public bool IsNarrowed => Text.Length > 0 || Wanted is not null;
    public IReadOnlyList<Offer> Rows { get; private set; } = [];
    public IReadOnlyDictionary<Guid, (long Viewed, int Forms)> Numbers { get; private set; } =
        new Dictionary<Guid, (long, int)>();
    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var query = Request.Query;
        Now = time.GetUtcNow();
        Text = CleanText(query["q"].ToString());
        Wanted = Terms.Parse<OfferState>(query["state"]);
        Guid? after = Guid.TryParseExact(query["after"], "N", out var last) ? last : null;
        IsFurther = after is not null;
        var rows = await OfferList.ReadAsync(db, Text, Wanted, after, PageSize + 1, Now, cancel);
        var isMore = rows.Count > PageSize;
        Rows = isMore ? rows[..PageSize] : rows;
        Numbers = await OfferChain.NumbersAsync(db, [.. Rows.Select(offer => offer.Id)], Now, cancel);
        Next = isMore
            ? Url.Page(
                "/Marketing/Offers/Index",
                new
                {
                    q = Text.Length > 0 ? Text : null,
                    state = Wanted is { } state ? Terms.Of(state) : null,
                    after = Rows[^1].Id.ToString("N"),
                }
            )
            : null;
    }

    private static string CleanText(string typed)
    {
        var text = typed.Replace('\0', ' ').Trim();
        return text.Length > TextMaxLength ? text[..TextMaxLength] : text;
    }
}
