using System.Globalization;
using LeadGen.Domain.Insights;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Funnel;
using LeadGen.Web.Insights;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Insights;

/// <summary>How many leads a goal takes. The whole plan stands in the address, so that it can be shared and printed.</summary>
public sealed class RequiredModel(LeadGenDbContext db, TimeProvider time) : PageModel
{
    public const int UsualDays = 365;
    private const decimal GoalMax = 1_000_000_000_000m;
    private const int TypedMaxLength = 40;

    public static readonly FunnelStep[] Steps =
    [
        FunnelStep.Qualified,
        FunnelStep.Accepted,
        FunnelStep.Confirmed,
        FunnelStep.Opportunity,
        FunnelStep.Customer,
    ];

    public static readonly IReadOnlyList<Choice> Goals = [new("deals", "Deals"), new("revenue", "Revenue")];

    public DateTimeOffset Now { get; private set; }
    public FunnelPick Pick { get; private set; } = null!;
    public FunnelMark Mark { get; private set; } = null!;
    public Funnel Measured { get; private set; } = null!;

    /// <summary>What own sales brought; null where there were none.</summary>
    public OwnDeals? Own { get; private set; }

    /// <summary>What stands in the fields, typed or measured.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; private set; } = new Dictionary<string, string>();
    public IReadOnlyList<StepNeed> Needs { get; private set; } = [];

    /// <summary>Rates that were typed in the place of the measured ones.</summary>
    public IReadOnlyList<FunnelStep> Assumed { get; private set; } = [];
    public double Deals { get; private set; }
    public bool IsRevenue { get; private set; }

    /// <summary>Of own sales, as it stands in the field until another is typed.</summary>
    public string OwnSize => Own?.Average.ToString("0.##", CultureInfo.InvariantCulture) ?? "";

    public static string FieldOf(FunnelStep step) => LeadGen.Domain.Terms.Of(step);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        Pick = new FunnelPick(new DaySpan(today.AddDays(1 - UsualDays), today));
        Mark = await FunnelMark.ReadAsync(db, cancel);
        Measured = (await FunnelReport.ReadAsync(db, Pick, cancel)).Now;
        Own = await OwnDeals.ReadAsync(db, Pick.Span.From, cancel);
        Read();
        // Who only opens the page has done nothing wrong.
        Response.StatusCode =
            ModelState.IsValid || !Request.QueryString.HasValue
                ? StatusCodes.Status200OK
                : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private void Read()
    {
        var fields = new Dictionary<string, string>();
        IsRevenue = Typed("goal", "deals") == "revenue";
        var amount = Number("amount", "25", 0, GoalMax, "a number above 0, such as 25");
        var size = IsRevenue ? Number("size", OwnSize, 0, GoalMax, "what a deal brings, such as 20000") : 1;
        var share = Number("share", "100", 0, 100, "a percentage above 0 and up to 100");
        var rates = Steps.Select(step => RateOf(step)).ToList();
        Fields = fields;
        if (!ModelState.IsValid || rates.Exists(rate => rate is null))
        {
            return;
        }

        Deals = IsRevenue ? LeadsRequired.Deals(amount, size) : (double)amount;
        var known = rates.ConvertAll(rate => rate!.Value);
        if (LeadsRequired.Leads(Deals, known) > LeadsRequired.Largest)
        {
            ModelState.AddModelError(
                "amount",
                IsRevenue
                    ? "This takes more leads than there can be: enter a smaller goal, a larger deal or higher rates"
                    : "This takes more leads than there can be: enter a smaller goal or higher rates"
            );
            return;
        }

        Needs = LeadsRequired.Of(Deals, known, (double)share / 100);

        // What is too long is shown as such: a part of it would be another number.
        string Typed(string field, string usual) =>
            fields[field] = Request.Query[field].FirstOrDefault()?.Trim() is { Length: > 0 } typed
                ? typed.Length <= TypedMaxLength
                    ? typed
                    : $"{typed[..TypedMaxLength]}…"
                : usual;

        decimal Number(string field, string usual, decimal above, decimal most, string example)
        {
            var typed = Typed(field, usual);
            if (Parse(typed) is { } number && number > above && number <= most)
            {
                return number;
            }

            ModelState.AddModelError(field, $"Enter {example}");
            return 0;
        }

        StepRate? RateOf(FunnelStep step)
        {
            var (field, share) = (FieldOf(step), Measured[step].OfBefore);
            var measured = share.Hits > 0 ? Percent(share) : "";
            var typed = Typed(field, measured);
            if (typed.Length == 0)
            {
                ModelState.AddModelError(
                    field,
                    share.Of == 0
                        ? "Nothing is measured yet: enter a percentage, such as 25"
                        : "None came this far yet: enter a percentage, such as 25"
                );
                return null;
            }

            if (typed == measured)
            {
                return StepRate.Measured(step, share);
            }

            if (Parse(typed) is not { } percent || percent is <= 0 or > 100)
            {
                ModelState.AddModelError(
                    field,
                    "Enter a percentage above 0 and up to 100: at a rate of zero no number of leads is enough"
                );
                return null;
            }

            Assumed = [.. Assumed, step];
            return StepRate.Assumed(step, (double)percent / 100);
        }
    }

    public static string Percent(Share share) =>
        (100 * share.Rate!.Value).ToString("0.##", CultureInfo.InvariantCulture);

    private static decimal? Parse(string text) =>
        decimal.TryParse(
            text.Replace(',', '.').Replace(" ", "", StringComparison.Ordinal),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
