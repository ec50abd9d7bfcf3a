using LeadGen.Domain.Touchpoints;
using Npgsql;

namespace LeadGen.Web.Scoring.History;

/// <summary>
/// Rows of leads and, beside them, those of leads that were merged into them. The many stream in their own order; the few of merged
/// leads are read first and kept, since they come in another.
/// </summary>
/// <param name="at">Where the rows of a lead are in order of time: by what. The order of the merged ones among them is made here.</param>
internal sealed class MergedRows<T>(
    CopyRows<T> own,
    Dictionary<Guid, List<T>> merged,
    Func<T, (DateTimeOffset, DateTimeOffset)>? at = null
) : IDisposable
{
    public void TakeAll(Guid lead, List<T> rows)
    {
        own.TakeAll(lead, rows);
        if (!merged.Remove(lead, out var others))
        {
            return;
        }

        // A stable order: of one instant each lead's rows stay as they came.
        var all = at is null ? rows.Concat(others).ToList() : [.. rows.Concat(others).OrderBy(at)];
        rows.Clear();
        rows.AddRange(all);
    }

    public void Dispose() => own.Dispose();
}

internal static class MergedRows
{
    /// <summary>Those of merged leads, by their survivors.</summary>
    public static Dictionary<Guid, List<T>> Read<T>(
        SnapshotConnections connections,
        string sql,
        Func<NpgsqlBinaryExporter, T> read
    )
    {
        var merged = new Dictionary<Guid, List<T>>();
        using var rows = new CopyRows<T>(connections.CopyFirst(sql), read);
        while (rows.Next is { } survivor)
        {
            rows.TakeAll(survivor, merged[survivor] = []);
        }

        return merged;
    }

    public static MergedRows<Touchpoint> OfTouchpoints(
        SnapshotConnections connections,
        RowReader row,
        bool asRecorded,
        LeadRange? range = null
    ) =>
        new(
            new(
                connections.Copy(HistorySql.Touchpoints(row.Properties, asRecorded, merged: false, range)),
                row.Touchpoint
            ),
            Read(connections, HistorySql.Touchpoints(row.Properties, asRecorded, merged: true, range), row.Touchpoint),
            asRecorded
                ? touchpoint => (touchpoint.RecordedAt, touchpoint.OccurredAt)
                : touchpoint => (touchpoint.OccurredAt, touchpoint.OccurredAt)
        );
}
