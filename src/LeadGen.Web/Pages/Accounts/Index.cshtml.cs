using LeadGen.Web.Data;
using LeadGen.Web.Data.Reads;
using LeadGen.Web.Pages.Leads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Accounts;

/// <summary>The companies that leads work for.</summary>
public sealed class IndexModel(LeadGenDbContext db) : PageModel
{
    public string Text { get; private set; } = "";
    public bool IsFirst { get; private set; }
    public bool IsTooShort { get; private set; }
    public IReadOnlyList<AccountRow> Rows { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task OnGetAsync(string? q, string? after, CancellationToken cancel)
    {
        var text = (q ?? "").Replace('\0', ' ').Trim();
        Text = text.Length > LeadSearch.TextMaxLength ? text[..LeadSearch.TextMaxLength] : text;
        var words = LeadCriteria.WordsOf(Text);
        IsTooShort = words.Count > 0 && words.All(word => word.Length < LeadSearch.WordMinLength);
        Guid? place = Guid.TryParseExact(after, "N", out var id) ? id : null;
        IsFirst = place is null;
        if (IsTooShort)
        {
            return;
        }

        var found = await AccountList.ReadAsync(db, words, place, cancel);
        var isMore = found.Count > AccountList.PageSize;
        Rows = isMore ? found[..AccountList.PageSize] : found;
        Next = isMore
            ? Url.Page("/Accounts/Index", new { q = Text.Length > 0 ? Text : null, after = Rows[^1].Id.ToString("N") })
            : null;
    }
}
