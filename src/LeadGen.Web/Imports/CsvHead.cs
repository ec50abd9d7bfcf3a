using LeadGen.Web.Data.Imports;

namespace LeadGen.Web.Imports;

/// <summary>The first row of a file, and what stands between its columns.</summary>
public sealed record CsvHead(char Separator, IReadOnlyList<string> Columns)
{
    private const int SampleRows = 50;

    /// <summary>What is looked for, and can be chosen by hand.</summary>
    public static readonly IReadOnlyList<char> Separators = [',', ';', '\t', '|'];

    /// <summary>By what the file itself looks like: the separator by which most of its first rows have as many fields as the header.</summary>
    /// <exception cref="ImportException">There is no header that can be read.</exception>
    public static async Task<CsvHead> DetectAsync(CsvFile file, CancellationToken cancel)
    {
        (CsvHead Head, double Fit)? best = null;
        ImportException? refused = null;
        foreach (var separator in Separators)
        {
            try
            {
                var (head, fit) = await SampleAsync(file, separator, cancel);
                best = best is null || fit > best.Value.Fit ? (head, fit) : best;
            }
            catch (ImportException e)
            {
                refused ??= e;
            }
        }

        // What nothing parts was refused for what did.
        return best is { } found && (found.Head.Columns.Count > 1 || refused is null) ? found.Head : throw refused!;
    }

    /// <summary>By the columns that a map names.</summary>
    /// <exception cref="ImportException">There is no header that can be read, or it lacks a column.</exception>
    public static async Task<CsvHead> FindAsync(CsvFile file, ImportMap map, CancellationToken cancel)
    {
        var separators = map.Separator is { } one ? [one == "tab" ? '\t' : one[0]] : Separators;
        IReadOnlyList<string>? missing = null;
        foreach (var separator in separators)
        {
            var head = await OfAsync(file, separator, cancel);
            var lacking = new CsvColumns(head.Columns).Missing(map);
            if (lacking.Count == 0)
            {
                return head;
            }

            missing = missing is null || lacking.Count < missing.Count ? lacking : missing;
        }

        throw new ImportException(
            $"{Path.GetFileName(file.Path)} has no column {string.Join(", ", missing!.Select(name => $"'{name}'"))}: name another in the map."
        );
    }

    /// <summary>As somebody says that it is parted.</summary>
    /// <exception cref="ImportException">There is no header that can be read.</exception>
    public static async Task<CsvHead> OfAsync(CsvFile file, char separator, CancellationToken cancel)
    {
        using var rows = new CsvRows(file.Lines(), separator);
        return new CsvHead(separator, await HeaderAsync(rows, file, cancel));
    }

    private static async Task<(CsvHead, double)> SampleAsync(CsvFile file, char separator, CancellationToken cancel)
    {
        using var rows = new CsvRows(file.Lines(), separator);
        var columns = await HeaderAsync(rows, file, cancel);
        var (good, all) = (1, 1);
        while (all < SampleRows && await rows.NextAsync(cancel) is { } row)
        {
            all++;
            good += row.Error is null ? 1 : 0;
        }

        // Of one column every row is; it counts only where nothing else parts them.
        return (
            new CsvHead(separator, columns),
            columns.Count == 1 ? 0 : (double)good / all * (1 - 1.0 / columns.Count)
        );
    }

    private static async Task<IReadOnlyList<string>> HeaderAsync(CsvRows rows, CsvFile file, CancellationToken cancel)
    {
        var header =
            await rows.HeaderAsync(cancel) ?? throw new ImportException($"{Path.GetFileName(file.Path)} is empty.");
        return header.Any(name => name.AsSpan().ContainsAny('\0', RowReader.NotUtf8))
            ? throw new ImportException(
                $"{Path.GetFileName(file.Path)} is no text that can be read: save it as CSV UTF-8."
            )
            : header;
    }
}
