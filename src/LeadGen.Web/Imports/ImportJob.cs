using LeadGen.Web.Data;
using LeadGen.Web.Data.Imports;

namespace LeadGen.Web.Imports;

/// <param name="Map">Text of the mapping file.</param>
/// <param name="RejectsFile">Where rows go that can't be used.</param>
public sealed record ImportJob(CsvFile File, string Map, string RejectsFile, bool DryRun = false)
{
    /// <summary>Between the columns, where the map does not say it; null to find it.</summary>
    public char? Separator { get; init; }

    /// <summary>How far an earlier run came; null to begin at the first row.</summary>
    public ImportPoint? From { get; init; }

    /// <summary>Notes how far it is, with each chunk and in its transaction; of a dry run without one. What it throws ends the run.</summary>
    internal Func<LeadGenDbContext, ImportPoint, ImportChunk?, CancellationToken, Task>? Keep { get; init; }
}

/// <summary>A point up to which all rows are in, and none behind it.</summary>
/// <param name="RejectsBytes">So long is the file of rejected rows there.</param>
public sealed record ImportPoint(CsvPlace Place, long RejectsBytes, ImportSummary Summary);

/// <summary>Rows that are written together, and where in the file they end.</summary>
internal sealed record ImportBatch(List<ImportedRow> Rows, CsvPlace End, long RejectsBytes, ImportSummary Rejected);
