using System.Globalization;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Imports;

/// <summary>
/// Takes the rows of people who were erased out of the files of imports, whenever such a file came, unless they have come again by
/// themselves. They are found by the hashes that are kept of their addresses. What is under way is looked through once it rests.
/// </summary>
public sealed partial class ImportErasure(
    LeadGenDbContext db,
    CaptureTransaction transaction,
    ImportFiles files,
    TimeProvider time,
    ILogger<ImportErasure> log
)
{
    /// <summary>In the settings: up to when files and erasures are done with.</summary>
    private const string Mark = "imports_swept";

    /// <summary>An erasure is seen that long after its own instant, at most.</summary>
    private static readonly TimeSpan Unseen = TimeSpan.FromMinutes(5);

    /// <returns>How many rows were taken out.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var erased = await db.Set<Tombstone>().AsNoTracking().ToDictionaryAsync(one => one.Id, one => one.At, cancel);
        if (erased.Count == 0)
        {
            return 0;
        }

        var since = await SinceAsync(erased.Values.Max(), cancel);
        var due = await db
            .Imports.AsNoTracking()
            .Where(import => import.FileRemovedAt == null)
            .Where(import => import.FinishedAt == null || import.FinishedAt >= since || import.CreatedAt >= since)
            .Where(import =>
                import.State != ImportState.Checking
                && import.State != ImportState.Running
                && import.State != ImportState.Undoing
            )
            .OrderBy(import => import.Id)
            .ToListAsync(cancel);
        var (rows, isDone) = (0, true);
        foreach (var import in due)
        {
            var (gone, isWhole) = await SweepAsync(import, erased.Keys, cancel);
            (rows, isDone) = (rows + gone, isDone && isWhole);
        }

        if (isDone)
        {
            var mark = (now - Unseen).ToString("O", CultureInfo.InvariantCulture);
            await db.Database.ExecuteSqlAsync(
                $"insert into leadgen.settings (key, value) values ({Mark}, {mark}) on conflict (key) do update set value = excluded.value",
                cancel
            );
        }

        return rows;
    }

    /// <summary>What was over before then was looked through, for all who were erased by then.</summary>
    private async Task<DateTimeOffset> SinceAsync(DateTimeOffset lastErased, CancellationToken cancel)
    {
        var since = await db.ReadSettingAsync(Mark, cancel) is { } mark
            ? DateTimeOffset.Parse(mark, CultureInfo.InvariantCulture)
            : DateTimeOffset.UnixEpoch;
        return lastErased >= since ? DateTimeOffset.UnixEpoch : since;
    }

    private async Task<(int Rows, bool IsWhole)> SweepAsync(
        LeadImport import,
        IReadOnlyCollection<Guid> erased,
        CancellationToken cancel
    )
    {
        var rejects = new CsvFile(files.RejectsOf(import.Id), 0, "", TextEncoding.Utf8);
        var rows = 0;
        foreach (var file in new[] { files.Of(import), rejects }.Where(file => File.Exists(file.Path)))
        {
            try
            {
                rows += await SweepAsync(import, file, erased, cancel);
            }
            catch (Exception e) when (e is IOException or ImportException)
            {
                // Another instance is at it, or the system lets nobody replace it now: it is tried again.
                LogLater(e, import.Id);
                return (rows, false);
            }
        }

        if (rows > 0)
        {
            LogSwept(import.Id, rows);
        }

        return (rows, true);
    }

    private async Task<int> SweepAsync(
        LeadImport import,
        CsvFile file,
        IReadOnlyCollection<Guid> erased,
        CancellationToken cancel
    )
    {
        var blank = new CsvBlank(file, import.Separator[0]);
        var gone = await blank.FindAsync(
            async address =>
                erased.Contains(Tombstone.Of(address))
                && !await db.LeadIdentities.AnyAsync(identity => identity.Email == address, cancel),
            cancel
        );
        if (gone.Count == 0)
        {
            return 0;
        }

        await using var part = new FilePart(file.Path);
        await blank.WriteAsync(gone, part, cancel);
        // Whoever has begun to write into it meanwhile writes on alone.
        return await transaction.RunAsync(
            async (context, _, token) =>
            {
                var row = await context
                    .Imports.FromSql($"select * from leadgen.imports where id = {import.Id} for update")
                    .AsNoTracking()
                    .SingleOrDefaultAsync(token);
                if (
                    row is null
                    || row.State != import.State
                    || row.Fence != import.Fence
                    || row.FileRemovedAt is not null
                )
                {
                    return 0;
                }

                await part.KeepAsync(token);
                await ForgetErrorsAsync(context, import.Id, token);
                return gone.Count;
            },
            cancel
        );
    }

    /// <summary>The first errors quote what stood in their cells; a paused import goes on without them.</summary>
    private static Task<int> ForgetErrorsAsync(LeadGenDbContext context, Guid import, CancellationToken cancel) =>
        context.Database.ExecuteSqlAsync(
            $"""
            update leadgen.imports set told = jsonb_set(told, array['first_errors'], '[]', false),
                found = jsonb_set(found, array['first_errors'], '[]', false) where id = {import}
            """,
            cancel
        );

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Rows} rows of people who were erased were taken out of the files of import {Import}"
    )]
    private partial void LogSwept(Guid import, int rows);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The files of import {Import} could not be looked through yet")]
    private partial void LogLater(Exception e, Guid import);
}
