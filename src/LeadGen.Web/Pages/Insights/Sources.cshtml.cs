using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Insights;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Funnel;
using LeadGen.Web.Insights;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Insights;

/// <summary>Where leads come from, what they cost and what they bring.</summary>
public sealed class SourcesModel(LeadGenDbContext db, CostDesk desk, TimeProvider time) : PageModel
{
    public const int RowsMax = 100;
    public static readonly int[] Periods = [30, FunnelPick.UsualDays, 365];

    public DateTimeOffset Now { get; private set; }
    public FunnelPick Pick { get; private set; } = null!;
    public FunnelMark Mark { get; private set; } = null!;
    public SourceDepth Depth { get; private set; }
    public SourceView View { get; private set; } = null!;
    public CustomerValue? Value { get; private set; }

    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);
    public bool MayEdit => User.May(Policies.Marketing);

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostValueAsync(CancellationToken cancel)
    {
        if (!MayEdit)
        {
            return Forbid();
        }

        var margin = Number("margin", 100, "Enter a percentage above 0 and up to 100");
        var years = Number("years", CustomerValue.YearsMax, "Enter years above 0, such as 3 or 2.5");
        if (!ModelState.IsValid)
        {
            return await ShowAsync(cancel);
        }

        await desk.SaveAsync(new CustomerValue(margin / 100, years), cancel);
        TempData["Flash"] = "Saved.";
        return LocalRedirect(Path(Depth, null));
    }

    /// <summary>The address of the same days, told apart and counted otherwise.</summary>
    public string Path(SourceDepth depth, string? currency)
    {
        Pick ??= FunnelPick.Read(Request.Query, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        return (Pick with { Asked = new Dictionary<string, string>() }).To("/insights/sources")
            + $"&by={Terms.Of(depth)}"
            + (currency is null ? "" : $"&currency={currency}");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        Pick = FunnelPick.Read(Request.Query, Today);
        Depth = Terms.Parse<SourceDepth>(Request.Query["by"]) ?? SourceDepth.Source;
        Mark = await FunnelMark.ReadAsync(db, cancel);
        View = await SourceReport.ReadAsync(db, Pick.Span, Depth, Request.Query["currency"], Today, cancel);
        Value = await desk.ValueAsync(cancel);
        foreach (var (field, message) in Pick.Errors)
        {
            ModelState.AddModelError(field, message);
        }

        Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private decimal Number(string field, decimal most, string message)
    {
        var typed = Request.Form[field].ToString().Trim();
        ModelState.SetModelValue(field, typed, typed);
        var isNumber = decimal.TryParse(
            typed.Replace(',', '.'),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        );
        if (!isNumber || number <= 0 || number > most)
        {
            ModelState.AddModelError(field, message);
        }

        return number;
    }
}
