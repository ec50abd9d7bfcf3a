using Npgsql;
using NpgsqlTypes;

namespace LeadGen.Web.Data;

/// <summary>A column and what a row puts into it.</summary>
public sealed record Column<T>(string Name, NpgsqlDbType Type, Func<T, object?> Value);

/// <summary>
/// Where new rows go past EF: many by binary COPY, a few in a batch with others. A row that is there already fails the whole
/// statement with a unique violation: the caller looks first, and does its work again where somebody else was faster.
/// </summary>
public sealed class Table<T>(string name, params Column<T>[] columns)
{
    private readonly string _copy =
        $"copy {LeadGenDbContext.Schema}.{name} ({NamesOf(columns)}) from stdin (format binary)";
    private readonly string _insert =
        $"insert into {LeadGenDbContext.Schema}.{name} ({NamesOf(columns)}) values ({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))})";

    public string Name => name;
    public IReadOnlyList<Column<T>> Columns => columns;

    /// <summary>In the transaction of the connection.</summary>
    public async Task CopyAsync(NpgsqlConnection connection, IEnumerable<T> rows, CancellationToken cancel)
    {
        using var each = rows.GetEnumerator();
        if (!each.MoveNext())
        {
            return;
        }

        await using var copy = await connection.BeginBinaryImportAsync(_copy, cancel);
        do
        {
            await copy.StartRowAsync(cancel);
            foreach (var column in columns)
            {
                await WriteAsync(copy, column.Value(each.Current), column.Type, cancel);
            }
        } while (each.MoveNext());

        await copy.CompleteAsync(cancel);
    }

    public void InsertInto(NpgsqlBatch batch, T row)
    {
        var command = new NpgsqlBatchCommand(_insert);
        foreach (var column in columns)
        {
            command.Parameters.Add(
                new NpgsqlParameter { Value = column.Value(row) ?? DBNull.Value, NpgsqlDbType = column.Type }
            );
        }

        batch.BatchCommands.Add(command);
    }

    private static Task WriteAsync(
        NpgsqlBinaryImporter copy,
        object? value,
        NpgsqlDbType type,
        CancellationToken cancel
    ) => value is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(value, type, cancel);

    private static string NamesOf(Column<T>[] columns) => string.Join(", ", columns.Select(column => column.Name));
}
