using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data.Reads;

namespace LeadGen.Web.Pages.Leads;

/// <summary>What is looked for in the list of leads, as its address has it.</summary>
public sealed record LeadSearch
{
    public const int TextMaxLength = 200;

    /// <summary>The index finds three letters in a row and more; a search for fewer would read every lead.</summary>
    public const int WordMinLength = 3;
    public const int PageSize = 50;

    public string Text { get; private init; } = "";
    public Stage? Stage { get; private init; }
    public bool Ready { get; private init; }
    public LeadOrder Order { get; private init; }
    public int? MinScore { get; private init; }
    public PointRange Fit { get; private init; }
    public PointRange Engagement { get; private init; }
    public LeadPlace? After { get; private init; }

    public IReadOnlyList<string> Words => LeadCriteria.WordsOf(Text);

    public bool IsTooShort => Text.Length > 0 && Words.All(word => word.Length < WordMinLength);
    public bool IsNarrowed => Text.Length > 0 || Stage is not null || Ready || MinScore is not null || IsOfCell;

    /// <summary>Only leads of some fit, or of some engagement.</summary>
    public bool IsOfCell => !Fit.IsOpen || !Engagement.IsOpen;

    /// <summary>The leads of one cell of a map by fit and engagement.</summary>
    public static LeadSearch OfCell(PointRange fit, PointRange engagement) =>
        new() { Fit = fit, Engagement = engagement };

    /// <summary>The same without <see cref="IsOfCell"/>.</summary>
    public LeadSearch OfAllCells => this with { Fit = default, Engagement = default };

    public static LeadSearch Read(IQueryCollection query)
    {
        var text = query["q"].ToString().Replace('\0', ' ').Trim();
        return new LeadSearch
        {
            Text = text.Length > TextMaxLength ? text[..TextMaxLength] : text,
            Stage = Terms.Parse<Stage>(query["stage"]),
            Ready = query["stage"] == "ready",
            Order = Terms.Parse<LeadOrder>(query["sort"]) ?? LeadOrder.Newest,
            MinScore = Number(query["min_score"]),
            Fit = new(Number(query["min_fit"]), Number(query["max_fit"])),
            Engagement = new(Number(query["min_engagement"]), Number(query["max_engagement"])),
            After = ReadCursor(query["after"]),
        };
    }

    /// <summary>One more than a page: then there is another.</summary>
    public LeadCriteria Wanted =>
        new()
        {
            Words = Words,
            Stages = Stage is { } stage ? [stage] : [],
            Ready = Ready,
            MinScore = MinScore,
            Fit = Fit,
            Engagement = Engagement,
            Order = Order,
            After = After,
            Take = PageSize + 1,
        };

    /// <summary>The one lead that has the address which was typed; null where that is no address.</summary>
    public LeadCriteria? WantedByAddress =>
        After is null && EmailAddress.TryParse(Text, out var address)
            ? Wanted with
            {
                Words = [],
                EmailKey = address.Key,
            }
            : null;

    /// <summary>The query of this search; what is usual is left out.</summary>
    public Dictionary<string, string> Route(LeadOrder order, string? after = null)
    {
        var route = new Dictionary<string, string>();
        Add("q", Text);
        Add(
            "stage",
            Ready ? "ready"
                : Stage is { } stage ? Terms.Of(stage)
                : null
        );
        Add("min_score", Plain(MinScore));
        foreach (var (key, value) in Points)
        {
            Add(key, Plain(value));
        }

        Add("sort", order == LeadOrder.Newest ? null : Terms.Of(order));
        Add("after", after);
        return route;

        void Add(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                route[key] = value;
            }
        }
    }

    /// <summary>The ends of fit and engagement by their names in the address.</summary>
    public IEnumerable<(string Key, int? Value)> Points =>
        [
            ("min_fit", Fit.From),
            ("max_fit", Fit.To),
            ("min_engagement", Engagement.From),
            ("max_engagement", Engagement.To),
        ];

    /// <summary>The cursor of the page that begins after this row.</summary>
    public string Cursor(ListedLead last) =>
        Order switch
        {
            LeadOrder.Newest => $"_{last.Lead.Id:N}",
            LeadOrder.Score => string.Create(CultureInfo.InvariantCulture, $"{last.Score?.Score}_{last.Lead.Id:N}"),
        };

    private static LeadPlace? ReadCursor(string? text) =>
        text?.Split('_') is [var score, var id] && Guid.TryParseExact(id, "N", out var key)
            ? new LeadPlace(key, Number(score))
            : null;

    private static string? Plain(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
