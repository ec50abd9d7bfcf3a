using System.Globalization;
using System.Text;
using System.Text.Json;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Operations;
using Npgsql;

namespace LeadGen.Web.Privacy;

/// <summary>
/// All that is held about one person, row by row as it is in the tables, so that nothing is left out: as JSON, or as CSV with a line for
/// each value. Streamed as it is read.
/// </summary>
public sealed partial class PersonExport(NpgsqlDataSource source, TimeProvider time, ILogger<PersonExport> log)
{
    private const int FlushEvery = 100;

    /// <returns>Null where there is no such lead.</returns>
    public async Task<IResult?> OfAsync(Guid leadId, bool asCsv, ErasedBy by, CancellationToken cancel)
    {
        if (await PartsAsync(leadId, cancel) is not { Length: > 0 } parts)
        {
            return null;
        }

        PrivacyMetrics.Exported(by);
        LogExported(leadId);
        var day = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return asCsv
            ? Results.Stream(
                body => WriteCsvAsync(parts, body, cancel),
                "text/csv; charset=utf-8",
                $"my-data-{day}.csv"
            )
            : Results.Stream(body => WriteJsonAsync(parts, body, cancel), "application/json", $"my-data-{day}.json");
    }

    /// <summary>The lead and all that are the same person; none where there is no such lead.</summary>
    private async Task<Guid[]> PartsAsync(Guid leadId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            """
            select coalesce(array_agg(part.id order by part.id), '{}') from leadgen.leads l
            join leadgen.leads part on coalesce(part.merged_into, part.id) = coalesce(l.merged_into, l.id) where l.id = $1
            """
        );
        command.Parameters.Add(new() { Value = leadId });
        return (Guid[])(await command.ExecuteScalarAsync(cancel))!;
    }

    private async Task WriteJsonAsync(Guid[] parts, Stream body, CancellationToken cancel)
    {
        await using var text = Writer(body);
        await text.WriteAsync("{");
        var first = true;
        await foreach (var (table, rows) in ReadAsync(parts, cancel))
        {
            await text.WriteAsync(first ? $"\n\"{table}\": [" : $"],\n\"{table}\": [");
            (first, var separator) = (false, "\n");
            await foreach (var row in rows)
            {
                await text.WriteAsync(separator + row);
                separator = ",\n";
            }
        }

        await text.WriteAsync("]\n}\n");
    }

    private async Task WriteCsvAsync(Guid[] parts, Stream body, CancellationToken cancel)
    {
        await using var text = Writer(body);
        await text.WriteAsync("table,row,name,value\r\n");
        await foreach (var (table, rows) in ReadAsync(parts, cancel))
        {
            var number = 0;
            await foreach (var row in rows)
            {
                number++;
                using var fields = JsonDocument.Parse(row);
                foreach (var field in fields.RootElement.EnumerateObject())
                {
                    var value = field.Value.ValueKind switch
                    {
                        JsonValueKind.Null => "",
                        JsonValueKind.String => field.Value.GetString()!,
                        _ => field.Value.GetRawText(),
                    };
                    await text.WriteAsync(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{table},{number},{field.Name},{CsvCell.Of(value)}\r\n"
                        )
                    );
                }

                if (number % FlushEvery == 0)
                {
                    await text.FlushAsync(cancel);
                }
            }
        }
    }

    /// <summary>Each table with its rows as JSON, which are read while they are asked for.</summary>
    private async IAsyncEnumerable<(string Table, IAsyncEnumerable<string> Rows)> ReadAsync(
        Guid[] parts,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead,
            cancel
        );
        foreach (var table in PersonTables.All.Where(table => table.Shown))
        {
            yield return (table.Name, RowsAsync(connection, table, parts, cancel));
        }
    }

    // Columns that are made of others, for search, are not told twice.
    private static async IAsyncEnumerable<string> RowsAsync(
        NpgsqlConnection connection,
        PersonTable table,
        Guid[] parts,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        await using var command = new NpgsqlCommand(
            $"select (to_jsonb(t) - 'search')::text from leadgen.{table.Name} t where {table.Rows}",
            connection
        );
        command.Parameters.Add(new() { Value = parts });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            yield return reader.GetString(0);
        }
    }

    private static StreamWriter Writer(Stream body) => new(body, new UTF8Encoding(false), leaveOpen: true);

    [LoggerMessage(Level = LogLevel.Information, Message = "All that is held about lead {LeadId} was handed out")]
    private partial void LogExported(Guid leadId);
}
