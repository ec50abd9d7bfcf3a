using System.Reflection;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Imports;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Imports;

/// <summary>A map that is proposed for a file.</summary>
public sealed record ProposedMap(string Text, MapOrigin Origin);

/// <summary>The maps that there are: those of earlier imports, those that come with the app, and one that is guessed.</summary>
public sealed class MapShelf(LeadGenDbContext db)
{
    private const string Prefix = "import-maps/";

    public static IReadOnlyDictionary<string, string> Shipped { get; } = ReadShipped();

    public async Task<ProposedMap> ProposeAsync(
        IReadOnlyList<string> header,
        string headerHash,
        string fileName,
        CancellationToken cancel
    )
    {
        var kept = await db
            .Imports.Where(import => import.HeaderHash == headerHash && import.MapName != null)
            .OrderByDescending(import => import.Id)
            .Select(import => import.Map)
            .FirstOrDefaultAsync(cancel);
        return kept is not null ? new ProposedMap(kept, MapOrigin.Kept)
            : Fitting(header) is { } shipped ? new ProposedMap(shipped, MapOrigin.Shipped)
            : new ProposedMap(ColumnGuess.Of(header, NameOf(fileName)).Write(), MapOrigin.Guessed);
    }

    /// <summary>The latest of this name; null where there is none.</summary>
    public async Task<string?> FindAsync(string name, CancellationToken cancel) =>
        await db
            .Imports.Where(import => import.MapName == name)
            .OrderByDescending(import => import.Id)
            .Select(import => import.Map)
            .FirstOrDefaultAsync(cancel)
        ?? Shipped.GetValueOrDefault(name);

    /// <summary>Why a file with these columns can't be read by the map; null where it can.</summary>
    public static string? WrongWith(string text, IReadOnlyList<string> header)
    {
        if (WrongWith(text) is { } wrong)
        {
            return wrong;
        }

        var missing = new CsvColumns(header).Missing(ImportMapReader.Read(text));
        return missing.Count == 0
            ? null
            : $"The file has no column {string.Join(", ", missing.Select(name => $"'{RowReader.Shown(name)}'"))}: name another in the map";
    }

    /// <summary>Why it is no map, whatever the file; null where it is one.</summary>
    public static string? WrongWith(string text)
    {
        if (text.Length > LeadImport.MapMaxLength)
        {
            return $"Shorten the map to {LeadImport.MapMaxLength:N0} characters or fewer";
        }

        try
        {
            ImportMapReader.Read(text);
            return null;
        }
        catch (ImportException e)
        {
            return e.Message;
        }
    }

    /// <summary>The shipped map all of whose columns the file has; of several the one that names the most.</summary>
    public static string? Fitting(IReadOnlyList<string> header)
    {
        var columns = new CsvColumns(header);
        return Shipped
            .Values.Select(text => (text, Map: ImportMapReader.Read(text)))
            .Where(shipped => columns.Missing(shipped.Map).Count == 0)
            .OrderByDescending(shipped => shipped.Map.Values.SelectMany(BoundValue.ColumnsOf).Distinct().Count())
            .Select(shipped => shipped.text)
            .FirstOrDefault();
    }

    /// <summary>Files of one kind, one a month say, have one name: ids are made of it, and a row that comes again counts once.</summary>
    public static string NameOf(string fileName)
    {
        var stem = Path.GetFileNameWithoutExtension(fileName).ToLowerInvariant();
        stem = stem.EndsWith(".rejects", StringComparison.Ordinal) ? stem[..^".rejects".Length] : stem;
        var words = stem.Split(
                [.. stem.Where(letter => !char.IsAsciiLetter(letter)).Distinct()],
                StringSplitOptions.RemoveEmptyEntries
            )
            .Where(word => word.Length > 1);
        var name = string.Join('-', words);
        return name.Length == 0 ? "import"
            : name.Length > LeadImport.MapNameMaxLength ? name[..LeadImport.MapNameMaxLength]
            : name;
    }

    private static Dictionary<string, string> ReadShipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var text = reader.ReadToEnd();
                return (ImportMapReader.Read(text).Name, text);
            })
            .ToDictionary(map => map.Name, map => map.text);
    }
}
