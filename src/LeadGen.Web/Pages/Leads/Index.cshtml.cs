using LeadGen.Domain;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Reads;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Leads;

/// <summary>All leads: search, filter, and the order of the list.</summary>
public sealed class IndexModel(LeadGenDbContext db, PublishedModel published, TimeProvider time) : PageModel
{
    public static readonly Choice[] Stages =
    [
        new("", "Any"),
        new("ready", "Ready to release"),
        .. Enum.GetValues<Stage>()
            .Select(stage => new Choice(Terms.Of(stage), StageBadgeTagHelper.Words(Terms.Of(stage)).Text)),
    ];

    public static readonly Choice[] Orders = [new("newest", "Newest first"), new("score", "Highest score first")];

    public LeadSearch Search { get; private set; } = new();
    public DateTimeOffset Now { get; private set; }
    public int Threshold { get; private set; }
    public IReadOnlyList<ListedLead> Rows { get; private set; } = [];
    public string? Next { get; private set; }
    public bool MayMerge => User.May(Policies.People);
    public bool MayExport => User.May(Policies.People);
    public bool MayAdd => User.May(Policies.Sales) || User.May(Policies.Marketing);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        (Search, Now) = (LeadSearch.Read(Request.Query), time.GetUtcNow());
        Threshold = (await published.CurrentAsync(cancel)).Model.MqlThreshold;
        if (Search.IsTooShort)
        {
            return;
        }

        // A whole address is looked for among all that a lead has, and only the first is among the words.
        var rows = Search.WantedByAddress is { } wanted ? await LeadList.ReadAsync(db, wanted, cancel) : [];
        rows = rows.Count > 0 ? rows : await LeadList.ReadAsync(db, Search.Wanted, cancel);
        var isMore = rows.Count > LeadSearch.PageSize;
        Rows = isMore ? rows[..LeadSearch.PageSize] : rows;
        Next = isMore ? Url.Page("/Leads/Index", Search.Route(Search.Order, Search.Cursor(Rows[^1]))) : null;
    }
}
