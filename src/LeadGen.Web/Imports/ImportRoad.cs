using LeadGen.Domain;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Imports;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Imports;

/// <summary>
/// Does the imports that wait, one at a time: checks a file, brings it in, or takes it back. Each chunk notes with its rows where the next
/// one begins, so whoever is killed is followed by another who goes on there.
/// </summary>
public sealed partial class ImportRoad(
    IServiceScopeFactory scopes,
    CsvImport engine,
    CaptureTransaction transaction,
    RescoreQueue queue,
    ImportFiles files,
    TimeProvider time,
    ILogger<ImportRoad> log
) : IDisposable
{
    private const string NoFile =
        "The file is not on this machine any more. Send it again: rows that are in already change nothing.";
    private const string Stopped =
        "Something went wrong that the file is not to blame for. Try again: it goes on where it stopped. If that does not help, the log says more under the number of this import.";

    /// <summary>Called where there is something to do.</summary>
    public WakeUp Asked { get; } = new();

    /// <summary>Does the import that has waited longest, to its end.</summary>
    /// <returns>False where none waited.</returns>
    public async Task<bool> NextAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await ClaimAsync(ImportLease.ClaimSql, now + ImportLease.Length, now, cancel) is not { } import)
        {
            return false;
        }

        await WorkAsync(import, progress: null, cancel);
        return true;
    }

    /// <summary>Does this one, to its end, in the place of whoever has it.</summary>
    public async Task TakeAsync(Guid id, IProgress<ImportSummary>? progress, CancellationToken cancel)
    {
        var until = time.GetUtcNow() + ImportLease.Length;
        if (await ClaimAsync(ImportLease.TakeSql, until, id, cancel) is { } import)
        {
            await WorkAsync(import, progress, cancel);
        }
    }

    public void Dispose() => Asked.Dispose();

    private async Task WorkAsync(LeadImport import, IProgress<ImportSummary>? progress, CancellationToken cancel)
    {
        var lease = new ImportLease(import, time);
        try
        {
            await DoAsync(lease, progress, cancel);
        }
        catch (LeaseLostException)
        {
            LogLost(import.Id);
        }
        catch (Exception e) when (e is ImportException or IOException)
        {
            await EndAsync(
                lease,
                ImportState.Failed,
                e is ImportException ? e.Message
                    : File.Exists(files.PathOf(import.Id)) ? Stopped
                    : NoFile
            );
            LogFailed(e, import.Id);
        }
        catch (Exception e) when (cancel.IsCancellationRequested || DatabaseAway.Passes(e))
        {
            await LeaveAsync(lease);
            throw;
        }
        catch (Exception e)
        {
            await EndAsync(lease, ImportState.Failed, Stopped);
            LogFailed(e, import.Id);
        }
    }

    private async Task DoAsync(ImportLease lease, IProgress<ImportSummary>? progress, CancellationToken cancel)
    {
        var import = lease.Import;
        if (import.State == ImportState.Undoing)
        {
            await new ImportUndo(transaction, queue, time).RunAsync(import, lease.KeepAsync, cancel);
            await EndAsync(lease, ImportState.Undone, error: null);
            LogUndone(import.Id);
            return;
        }

        if (!File.Exists(files.PathOf(import.Id)))
        {
            throw new ImportException(NoFile);
        }

        var isCheck = import.State == ImportState.Checking;
        var job = JobOf(import, isCheck) with { Keep = lease.KeepAsync };
        var summary = await new ImportHold(scopes, time).WhileAsync(
            import,
            token => engine.RunAsync(job, progress, token),
            cancel
        );
        await EndAsync(lease, isCheck ? ImportState.Ready : ImportState.Done, error: null);
        LogDone(import.Id, Terms.Of(import.State), summary.Rows, summary.Created, summary.Updated, summary.Rejected);
    }

    private ImportJob JobOf(LeadImport import, bool isCheck) =>
        new(files.Of(import), import.Map!, files.RejectsOf(import.Id), isCheck)
        {
            Separator = import.Separator[0],
            From = isCheck
                ? null
                : new ImportPoint(new CsvPlace(import.AtByte, import.AtLine), import.RejectsBytes, import.Told),
        };

    private async Task<LeadImport?> ClaimAsync(string sql, DateTimeOffset until, object which, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var claimed = await db.Imports.FromSqlRaw(sql, until, which).AsNoTracking().ToListAsync(cancel);
        return claimed.SingleOrDefault();
    }

    private async Task EndAsync(ImportLease lease, ImportState state, string? error)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await lease.EndAsync(scope.ServiceProvider.GetRequiredService<LeadGenDbContext>(), state, error))
        {
            ImportMetrics.Ended(state);
        }
    }

    /// <summary>Where the database is away, the lease runs out by itself.</summary>
    private async Task LeaveAsync(ImportLease lease)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await lease.LeaveAsync(scope.ServiceProvider.GetRequiredService<LeadGenDbContext>());
        }
        catch (Exception e) when (DatabaseAway.Passes(e))
        {
            LogLost(lease.Import.Id);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Import {Import}, {State}, went through {Rows} rows: {Created} created, {Updated} updated, {Rejected} rejected"
    )]
    private partial void LogDone(Guid import, string state, long rows, long created, long updated, long rejected);

    [LoggerMessage(Level = LogLevel.Information, Message = "Import {Import} was undone")]
    private partial void LogUndone(Guid import);

    [LoggerMessage(Level = LogLevel.Information, Message = "Import {Import} was paused, cancelled or taken over")]
    private partial void LogLost(Guid import);

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {Import} failed")]
    private partial void LogFailed(Exception e, Guid import);
}
