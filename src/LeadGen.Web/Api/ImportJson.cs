using LeadGen.Domain;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;

namespace LeadGen.Web.Api;

/// <summary>An import as other programs read it.</summary>
/// <param name="Rows">That are in, or were looked at while it is checked.</param>
/// <param name="RejectedFile">Where the rows that could not be used can be had, each with the reason; null where there are none.</param>
/// <param name="FirstErrors">What was wrong with the first ten of them.</param>
/// <param name="Error">Why it failed and what to do.</param>
public sealed record ImportJson(
    Guid Id,
    string State,
    string FileName,
    string? Map,
    string Encoding,
    string Separator,
    long Bytes,
    long Rows,
    long Created,
    long Updated,
    long Unchanged,
    long Rejected,
    string? RejectedFile,
    IReadOnlyList<string> FirstErrors,
    string? Error,
    double? RowsPerSecond,
    double? SecondsLeft,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt
)
{
    public static ImportJson Of(LeadImport import)
    {
        var isUnderWay = import.State is ImportState.Checking or ImportState.Running;
        return new(
            import.Id,
            Terms.Of(import.State),
            import.FileName,
            import.MapName,
            Terms.Of(import.Encoding),
            import.Separator,
            import.Bytes,
            import.Told.Rows,
            import.Told.Created,
            import.Told.Updated,
            import.Told.Unchanged,
            import.Told.Rejected,
            import is { RejectsBytes: > 0, FileRemovedAt: null } ? $"{ImportsApi.Path}/{import.Id}/rejected.csv" : null,
            import.Told.FirstErrors,
            import.Error,
            isUnderWay ? Math.Round(import.RowsPerSecond, 1) : null,
            isUnderWay && ImportPace.Left(import) is { } left ? Math.Ceiling(left.TotalSeconds) : null,
            import.CreatedAt,
            import.StartedAt,
            import.FinishedAt
        );
    }
}
