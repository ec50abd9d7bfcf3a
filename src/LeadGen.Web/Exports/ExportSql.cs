namespace LeadGen.Web.Exports;

/// <summary>The statement by which Postgres itself writes the file.</summary>
internal static class ExportSql
{
    /// <summary>In the order of making, so that a file that is asked for twice compares.</summary>
    /// <param name="picked">Only of the leads of <see cref="Picked"/>.</param>
    public static string Of(ExportKind kind, ExportFormat format, bool picked)
    {
        var table = ExportTable.Of(kind);
        var which =
            picked ? $"{table.LeadId} in (select id from {Picked})"
            : kind == ExportKind.Leads ? "l.merged_into is null"
            : $"{table.LeadId} is not null";
        var columns = table.Columns.Select(column =>
            $"{(format == ExportFormat.Csv ? Cell(column) : column.Sql)} as {column.Name}"
        );
        var rows = $"select {string.Join(", ", columns)} from {table.From} where {which} order by {table.Order}";
        // Between marks that stand in no JSON, a line is written as it is.
        return format == ExportFormat.Csv
            ? $"copy ({rows}) to stdout (format csv, header)"
            : $"copy (select row_to_json(r) from ({rows}) r) to stdout (format csv, quote e'\\x01', delimiter e'\\x02')";
    }

    /// <summary>The leads that were asked for: COPY takes no parameters, so they are found before.</summary>
    public const string Picked = "picked_leads";

    /// <summary>What a spreadsheet would take for a formula is a text: it begins with an apostrophe.</summary>
    private static string Cell(ExportColumn column) =>
        column.IsFree
            ? $"case when ascii({column.Sql}) in (9, 13, 43, 45, 61, 64) then '''' || ({column.Sql}) else {column.Sql} end"
        : column.IsInstant ? $"to_char({column.Sql} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
        : column.Sql;
}
