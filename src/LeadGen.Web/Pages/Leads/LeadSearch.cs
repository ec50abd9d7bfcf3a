using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Lifecycle;

namespace LeadGen.Web.Pages.Leads;

public enum LeadOrder
{
    Newest,
    Score,
}

/// <summary>What is looked for in the list of leads, as its address has it.</summary>
public sealed record LeadSearch
{
    public const int TextMaxLength = 200;

    /// <summary>The index finds three letters in a row and more; a search for fewer would read every lead.</summary>
    public const int WordMinLength = 3;
    private const int WordsMax = 6;

    public string Text { get; private init; } = "";
    public Stage? Stage { get; private init; }
    public bool Ready { get; private init; }
    public LeadOrder Order { get; private init; }
    public int? MinScore { get; private init; }
    public (int? Score, Guid Id)? After { get; private init; }

    public IReadOnlyList<string> Words =>
        [.. Text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(WordsMax)];

    public bool IsTooShort => Text.Length > 0 && Words.All(word => word.Length < WordMinLength);
    public bool IsNarrowed => Text.Length > 0 || Stage is not null || Ready || MinScore is not null;

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
            After = ReadCursor(query["after"]),
        };
    }

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
        Add("min_score", MinScore?.ToString(CultureInfo.InvariantCulture));
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

    private static (int? Score, Guid Id)? ReadCursor(string? text) =>
        text?.Split('_') is [var score, var id] && Guid.TryParseExact(id, "N", out var key)
            ? (Number(score), key)
            : null;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
