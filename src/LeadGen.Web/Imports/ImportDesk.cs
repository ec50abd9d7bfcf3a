using LeadGen.Web.Data;
using LeadGen.Web.Data.Imports;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Imports;

/// <summary>What can be asked of an import.</summary>
public enum ImportAction
{
    Check,
    Start,
    Pause,
    Resume,
    Cancel,

    /// <summary>What failed goes on.</summary>
    Again,
    Undo,
}

/// <summary>How many rows of each table an import wrote, as far as they were not taken back.</summary>
public sealed record ImportWritten(long Leads, long FactChanges, long Touchpoints, long Outcomes);

/// <summary>Says which imports there are and what is to happen with them. <see cref="ImportRoad"/> does it.</summary>
public sealed class ImportDesk(
    LeadGenDbContext db,
    CaptureTransaction transaction,
    ImportFiles files,
    ImportRoad road,
    TimeProvider time
)
{
    public const int Listed = 50;
    private const int SampleRows = 3;

    public Task<LeadImport?> FindAsync(Guid id, CancellationToken cancel) =>
        db.Imports.AsNoTracking().SingleOrDefaultAsync(import => import.Id == id, cancel);

    /// <summary>The last one of this file that was begun by somebody and is not over; null where there is none.</summary>
    /// <param name="map">By this map; null for any.</param>
    public Task<LeadImport?> FindBegunAsync(string fileHash, string? map, string by, CancellationToken cancel) =>
        db
            .Imports.AsNoTracking()
            .Where(import => import.FileHash == fileHash && import.CreatedBy == by && import.FileRemovedAt == null)
            .Where(import => import.State == ImportState.Running || import.State == ImportState.Paused)
            .Where(import => map == null || import.Map == map)
            .OrderByDescending(import => import.Id)
            .FirstOrDefaultAsync(cancel);

    /// <summary>The newest first, and one more than are shown where there are more.</summary>
    /// <param name="before">The last one of the page before.</param>
    public Task<List<LeadImport>> ListAsync(Guid? before, CancellationToken cancel)
    {
        var last = before ?? Guid.AllBitsSet;
        return db
            .Imports.FromSql($"select * from leadgen.imports where id < {last} order by id desc limit {Listed + 1}")
            .AsNoTracking()
            .ToListAsync(cancel);
    }

    /// <summary>What stands in the first rows, by column.</summary>
    public async Task<IReadOnlyList<string>> SamplesAsync(LeadImport import, CancellationToken cancel)
    {
        var file = files.Of(import);
        if (!File.Exists(file.Path))
        {
            return [];
        }

        using var rows = new CsvRows(file.Lines(), import.Separator[0]);
        await rows.HeaderAsync(cancel);
        var samples = new List<CsvRow>();
        for (var tries = 0; tries < 10 && samples.Count < SampleRows; tries++)
        {
            if (await rows.NextAsync(cancel) is { Error: null } row)
            {
                samples.Add(row);
            }
        }

        return
        [
            .. import.Header.Select(
                (_, column) =>
                    string.Join(
                        " · ",
                        samples
                            .Select(row => RowReader.Sample(row.Fields[column]))
                            .Where(text => text.Length > 0)
                            .Distinct()
                    )
            ),
        ];
    }

    /// <summary>All that it wrote.</summary>
    public async Task<ImportWritten> WrittenAsync(Guid id, CancellationToken cancel) =>
        await db
            .Database.SqlQuery<ImportWritten>(
                $"""
                select coalesce(sum(cardinality(leads)), 0)::bigint as leads, coalesce(sum(cardinality(fact_changes)), 0)::bigint as fact_changes,
                    coalesce(sum(cardinality(touchpoints)), 0)::bigint as touchpoints, coalesce(sum(cardinality(outcomes)), 0)::bigint as outcomes
                from leadgen.import_parts where import_id = {id}
                """
            )
            .SingleAsync(cancel);

    /// <summary>May it happen as the import stands?</summary>
    public static bool May(LeadImport import, ImportAction action) =>
        action switch
        {
            ImportAction.Check or ImportAction.Start => import is { StartedAt: null, FileRemovedAt: null }
                && import.State is (ImportState.Uploaded or ImportState.Ready or ImportState.Failed),
            ImportAction.Pause => import.State == ImportState.Running,
            ImportAction.Resume => import is { State: ImportState.Paused, FileRemovedAt: null },
            ImportAction.Cancel => import.State
                is ImportState.Uploaded
                    or ImportState.Checking
                    or ImportState.Ready
                    or ImportState.Running
                    or ImportState.Paused,
            ImportAction.Again => import is { State: ImportState.Failed, FailedIn: not null }
                && (import.FileRemovedAt is null || import.FailedIn == ImportState.Undoing),
            ImportAction.Undo => import is { HasWritten: true, FileRemovedAt: null }
                && import.State
                    is ImportState.Done
                        or ImportState.Cancelled
                        or ImportState.Paused
                        or ImportState.Failed,
        };

    /// <param name="map">What the columns are, to check and to start; null to leave it as it is.</param>
    /// <returns>False where it may not happen any more.</returns>
    public async Task<bool> DoAsync(Guid id, ImportAction action, string? map, CancellationToken cancel)
    {
        var done = await transaction.RunAsync(
            async (context, _, token) =>
            {
                var import = await context
                    .Imports.FromSql($"select * from leadgen.imports where id = {id} for update")
                    .SingleOrDefaultAsync(token);
                if (import is null || !May(import, action))
                {
                    return false;
                }

                Do(import, action, map);
                return true;
            },
            cancel
        );
        if (done)
        {
            road.Asked.Call();
        }

        return done;
    }

    private void Do(LeadImport import, ImportAction action, string? map)
    {
        if (map is not null)
        {
            (import.Map, import.MapName) = (map, ImportMapReader.Read(map).Name);
        }

        if (action is ImportAction.Check or ImportAction.Start)
        {
            // What a check noted is not where the import begins.
            (import.Told, import.AtByte, import.AtLine, import.RejectsBytes) = (new ImportSummary(), 0, 0, 0);
            import.StartedAt = action == ImportAction.Start ? time.GetUtcNow() : null;
        }

        import.State = action switch
        {
            ImportAction.Check => ImportState.Checking,
            ImportAction.Start or ImportAction.Resume => ImportState.Running,
            ImportAction.Pause => ImportState.Paused,
            ImportAction.Cancel => ImportState.Cancelled,
            ImportAction.Again => import.FailedIn!.Value,
            ImportAction.Undo => ImportState.Undoing,
        };
        (import.Error, import.FailedIn, import.LeasedUntil) = (null, null, null);
        import.FinishedAt = action == ImportAction.Cancel ? time.GetUtcNow() : null;
    }
}
