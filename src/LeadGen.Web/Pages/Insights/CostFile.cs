using LeadGen.Domain.Insights;
using LeadGen.Web.Imports;

namespace LeadGen.Web.Pages.Insights;

/// <summary>Reads costs of campaigns out of a CSV file: all of them or, where one is wrong, none.</summary>
internal static class CostFile
{
    public const int LinesMax = 5000;
    public const int BytesMax = 1_000_000;
    private const int ErrorsMax = 20;
    private static readonly string[] Needed = ["month", "amount", "currency"];

    /// <returns>With errors there are no costs, and they say which lines are wrong.</returns>
    public static async Task<(IReadOnlyList<CampaignCost> Costs, IReadOnlyList<string> Errors)> ReadAsync(
        string text,
        CancellationToken cancel
    )
    {
        using var rows = CsvRows.Of(text, SeparatorOf(text));
        IReadOnlyList<string> columns;
        try
        {
            var header = await rows.HeaderAsync(cancel) ?? [];
            columns = [.. header.Select(name => name.Trim('\uFEFF', ' ').ToLowerInvariant())];
        }
        catch (ImportException e)
        {
            return ([], [e.Message]);
        }

        var missing = Needed.Except(columns).ToList();
        if (missing.Count > 0)
        {
            return (
                [],
                [
                    $"Name the columns in the first line: {string.Join(", ", CampaignCost.Fields)}. Missing: {string.Join(", ", missing)}",
                ]
            );
        }

        var (costs, errors) = (new List<CampaignCost>(), new List<string>());
        while (errors.Count < ErrorsMax && await rows.NextAsync(cancel) is { } row)
        {
            if (costs.Count == LinesMax)
            {
                errors.Add($"Split the file: at most {LinesMax} lines at once");
                break;
            }

            Take(row);
        }

        if (costs.Count == 0 && errors.Count == 0)
        {
            errors.Add("The file has no line below its header");
        }

        return errors.Count > 0 ? ([], errors) : (costs, []);

        void Take(CsvRow row)
        {
            var (cost, wrong) = CampaignCost.Read(field =>
                columns
                    .Index()
                    .Where(column => column.Item == field)
                    .Select(column => row.Fields[column.Index])
                    .FirstOrDefault()
            );
            if (row.Error is null && cost is not null)
            {
                costs.Add(cost);
            }
            else
            {
                errors.Add($"Line {row.Line}: {row.Error ?? string.Join("; ", wrong.Values)}");
            }
        }
    }

    /// <summary>The one that the header has most of.</summary>
    private static char SeparatorOf(string text)
    {
        var header = text.AsSpan();
        var end = header.IndexOfAny('\r', '\n');
        header = end < 0 ? header : header[..end];
        return header.Count(';') > header.Count(',') ? ';'
            : header.Count('\t') > header.Count(',') ? '\t'
            : ',';
    }
}
