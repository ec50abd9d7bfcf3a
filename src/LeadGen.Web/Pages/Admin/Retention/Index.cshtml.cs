using System.Globalization;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Privacy.Retention;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Admin.Retention;

/// <summary>After how many months what is held of people goes by itself, and how much would go now: nothing is kept before that was shown.</summary>
public sealed class RetentionModel(LeadGenDbContext db, RetentionDesk desk) : PageModel
{
    private const string Path = "/admin/retention";
    public const string SeenField = "seen";
    private const string PreviewField = "preview";

    public RetentionPeriods Periods { get; private set; } = new(new Dictionary<string, int>());

    /// <summary>How many would go now; null while nobody asked.</summary>
    public IReadOnlyDictionary<string, int>? Counts { get; private set; }

    public bool AnythingGoes => Counts?.Values.Any(count => count > 0) == true;

    public static string Field(RetentionKind kind) => "months." + kind.Key;

    public static string Label(RetentionKind kind) =>
        kind.Stage is null ? "Forms in quarantine" : StageBadgeTagHelper.Words(kind.Key).Text;

    public static string Explain(RetentionKind kind) =>
        kind.Stage is null ? "That nobody released or deleted" : StageBadgeTagHelper.Words(kind.Key).Meaning ?? "";

    public string? WouldGo(RetentionKind kind) =>
        Counts?.TryGetValue(kind.Key, out var count) != true ? null
        : count > RetentionDesk.CountedTo ? $"More than {Words.Number(RetentionDesk.CountedTo)} would go now"
        : count == 0 ? "None would go now"
        : $"{Words.Number(count)} would go now";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!Request.Query.ContainsKey(PreviewField))
        {
            Periods = await RetentionPeriods.ReadAsync(db, cancel);
            return Page();
        }

        Periods = Read(field => Request.Query[field].ToString());
        if (!ModelState.IsValid)
        {
            return this.Refused(Request.Query);
        }

        Counts = await desk.CountAsync(Periods, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Periods = Read(field => Request.Form[field].ToString());
        if (!ModelState.IsValid)
        {
            return this.Refused();
        }

        if (Request.Form[SeenField] != Periods.ToString())
        {
            return Redirect(Preview(Periods));
        }

        await Periods.SaveAsync(db, cancel);
        TempData["Flash"] =
            Periods.Months.Count > 0
                ? "Saved. What is old enough goes within the hour, and from then on each hour."
                : "Saved. Nothing goes by itself.";
        return Redirect(Path);
    }

    private static string Preview(RetentionPeriods periods) =>
        QueryString
            .Create(
                RetentionKind
                    .All.Select(kind =>
                        KeyValuePair.Create(Field(kind), periods.For(kind)?.ToString(CultureInfo.InvariantCulture))
                    )
                    .Append(KeyValuePair.Create(PreviewField, (string?)"1"))
            )
            .ToUriComponent()
            .Insert(0, Path);

    private RetentionPeriods Read(Func<string, string> sent)
    {
        var months = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var kind in RetentionKind.All)
        {
            var typed = sent(Field(kind)).Trim();
            if (typed.Length == 0)
            {
                continue;
            }

            if (
                int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number is >= 1 and <= RetentionPeriods.MonthsMax
            )
            {
                months[kind.Key] = number;
            }
            else
            {
                ModelState.AddModelError(
                    Field(kind),
                    $"{Label(kind)}: enter whole months from 1 to {RetentionPeriods.MonthsMax}, or nothing to keep them"
                );
            }
        }

        return new RetentionPeriods(months);
    }
}
