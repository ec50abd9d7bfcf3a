using System.Data;
using System.Globalization;
using LeadGen.Domain;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Reads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace LeadGen.Web.Exports;

/// <summary>
/// Writes leads, or what belongs to them, as a file: Postgres makes the lines and they are passed on as they come, so that a million take
/// no more memory than one. All is of one instant.
/// </summary>
public sealed partial class LeadExport(LeadGenDbContext db, AuditBook book, TimeProvider time, ILogger<LeadExport> log)
{
    /// <summary>Each holds a connection to the database for as long as its reader takes.</summary>
    public const int AtOnceMax = 4;

    private const int PacketBytes = 64 * 1024;
    private static readonly SemaphoreSlim Places = new(AtOnceMax);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>For spreadsheets, which take a file for something else than UTF-8 without it.</summary>
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    public static bool TryRead(string? what, string? format, out ExportKind kind, out ExportFormat read)
    {
        var (one, other) = (Terms.Parse<ExportKind>(what), Terms.Parse<ExportFormat>(format));
        (kind, read) = (one ?? default, other ?? default);
        return one is not null && other is not null;
    }

    /// <param name="wanted">Of which leads; all where it narrows nothing. Its order and end are left aside.</param>
    /// <param name="by">Who asks, for the metric: staff or api.</param>
    /// <returns>False where too many are written at this moment.</returns>
    public async Task<bool> WriteAsync(
        HttpResponse response,
        ExportKind kind,
        ExportFormat format,
        LeadCriteria wanted,
        ExportedBy by,
        CancellationToken cancel
    )
    {
        if (!await Places.WaitAsync(0, cancel))
        {
            return false;
        }

        try
        {
            await book.NoteAsync(AuditAction.Exported, Terms.Of(kind), null, null, cancel);
            var day = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            response.ContentType =
                format == ExportFormat.Csv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8";
            response.Headers.ContentDisposition = $"attachment; filename={Terms.Of(kind)}-{day}.{Terms.Of(format)}";
            var bytes = await CopyAsync(response.Body, kind, format, wanted, by == ExportedBy.Staff, cancel);
            ExportMetrics.Written(kind, format, by, bytes);
            LogWritten(Terms.Of(kind), Terms.Of(format), bytes);
            return true;
        }
        finally
        {
            Places.Release();
        }
    }

    /// <returns>How many bytes.</returns>
    public async Task<long> CopyAsync(
        Stream to,
        ExportKind kind,
        ExportFormat format,
        LeadCriteria wanted,
        bool mark,
        CancellationToken cancel
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var connection = (NpgsqlConnection)transaction.GetDbTransaction().Connection!;
        // All rows are read once and sorted: compiling the statement takes longer than it saves, and a small sort goes to disk.
        await db.Database.ExecuteSqlAsync(
            $"set local time zone 'UTC'; set local jit = off; set local work_mem = '64MB'",
            cancel
        );
        var picked = !wanted.IsOpen;
        if (picked)
        {
            await PickAsync(connection, wanted, cancel);
        }

        using var reader = (StreamReader)
            await connection.BeginTextExportAsync(ExportSql.Of(kind, format, picked), cancel);
        reader.BaseStream.ReadTimeout = (int)Patience.TotalMilliseconds;
        if (mark && format == ExportFormat.Csv)
        {
            await to.WriteAsync(Mark, cancel);
        }

        return await PassAsync(reader.BaseStream, to, cancel);
    }

    /// <summary>Postgres sends line by line, and a network wants more at once.</summary>
    private static async Task<long> PassAsync(Stream from, Stream to, CancellationToken cancel)
    {
        var buffer = new byte[2 * PacketBytes];
        var (filled, written) = (0, 0L);
        while (await from.ReadAsync(buffer.AsMemory(filled), cancel) is > 0 and var read)
        {
            filled += read;
            if (filled >= PacketBytes)
            {
                await to.WriteAsync(buffer.AsMemory(0, filled), cancel);
                (filled, written) = (0, written + filled);
            }
        }

        await to.WriteAsync(buffer.AsMemory(0, filled), cancel);
        return written + filled;
    }

    private async Task PickAsync(NpgsqlConnection connection, LeadCriteria wanted, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlRawAsync(
            $"create temporary table {ExportSql.Picked} (id uuid) on commit drop",
            cancel
        );
        await using var command = (NpgsqlCommand)LeadList.Ids(db, wanted).CreateDbCommand();
        command.CommandText = $"insert into {ExportSql.Picked} {command.CommandText}";
        command.Connection = connection;
        command.CommandTimeout = (int)Patience.TotalSeconds;
        await command.ExecuteNonQueryAsync(cancel);
        await db.Database.ExecuteSqlRawAsync($"analyze {ExportSql.Picked}", cancel);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{What} were exported as {Format}: {Bytes} bytes")]
    private partial void LogWritten(string what, string format, long bytes);
}
