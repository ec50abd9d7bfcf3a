using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Imports;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Imports;

/// <summary>
/// Brings a CSV file of any size in, in chunks of one transaction each. It can be stopped at any point and run again: what is in
/// stays as it is, and the rest follows. It opens no hand-offs; scores follow by the rescore road.
/// </summary>
public sealed class CsvImport(IServiceScopeFactory scopes, RescoreQueue queue, TimeProvider time)
{
    public const int ChunkSize = 1000;

    private const int TriesMax = 8;

    private const string Erased =
        "This person was erased as they wished, and a file does not bring them back. Take the row out: their own form makes a new lead";

    /// <exception cref="ImportException">The map or the file can't be used at all.</exception>
    public async Task<ImportSummary> RunAsync(
        ImportJob job,
        IProgress<ImportSummary>? progress,
        CancellationToken cancel
    )
    {
        var map = ImportMapReader.Read(job.Map);
        var head = await CsvHead.FindAsync(
            job.File,
            map.Separator is null ? map with { Separator = job.Separator?.ToString() } : map,
            cancel
        );
        var reader = new RowReader(map, head.Columns, await OffersAsync(cancel), await InstantAsync(job, cancel));
        using var rows = new CsvRows(job.File.Lines(), head.Separator);
        await rows.HeaderAsync(cancel);
        if (job.From is { Place.Byte: > 0 } from)
        {
            await rows.GoToAsync(from.Place, cancel);
        }

        await using var rejects = job.DryRun
            ? null
            : new RejectsFile(job.RejectsFile, head, job.From?.RejectsBytes ?? 0);
        var course = new ImportCourse(map, job, rejects) { Erased = await ErasedAsync(cancel) };
        try
        {
            await ReadAsync(rows, reader, course, progress, cancel);
            return course.Summary;
        }
        finally
        {
            // Whatever stopped the reading, the chunk that is being written ends before its connection goes.
            await course.Writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(
        CsvRows rows,
        RowReader reader,
        ImportCourse course,
        IProgress<ImportSummary>? progress,
        CancellationToken cancel
    )
    {
        while (await rows.NextAsync(cancel) is { } row)
        {
            course.Read(row);
            var reading = reader.Read(row, time.GetUtcNow());
            if (reading.Row is not { } good)
            {
                await course.RejectAsync(row, reading.Error!);
            }
            else if (await IsGoneAsync(course, good.Email.Key, cancel))
            {
                await course.RejectAsync(row, Erased);
            }
            else
            {
                course.Add(good);
            }

            if (course.IsFull)
            {
                await FlushAsync(course, progress, cancel);
            }
        }

        await FlushAsync(course, progress, cancel);
        await course.Writing;
        progress?.Report(course.Summary);
    }

    /// <summary>While one chunk is written the next is read: one at a time, in the order of the file.</summary>
    private async Task FlushAsync(ImportCourse course, IProgress<ImportSummary>? progress, CancellationToken cancel)
    {
        await course.Writing;
        progress?.Report(course.Summary);
        var batch = await course.TakeAsync();
        course.Writing = Task.Run(() => WriteAsync(course, batch, cancel), cancel);
    }

    /// <summary>Of two who make the same lead at once, a unique key lets one win; the chunk of the other is done again from the start.</summary>
    private async Task WriteAsync(ImportCourse course, ImportBatch batch, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                course.Summary = await OnceAsync(course, batch, cancel);
                queue.Wake();
                return;
            }
            catch (Exception e) when (attempt < TriesMax && LostRace.Is(e)) { }
        }
    }

    /// <returns>What came of all rows up to there.</returns>
    private async Task<ImportSummary> OnceAsync(ImportCourse course, ImportBatch batch, CancellationToken cancel)
    {
        var so = course.Summary.Plus(batch.Rejected) with { FirstErrors = batch.Rejected.FirstErrors };
        if (batch.Rows.Count == 0 && course.Job.Keep is null)
        {
            return so;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var chunk = new ImportChunk(db, batch.Rows, time.GetUtcNow());
        if (course.Job.DryRun)
        {
            await chunk.ReadAsync(locks: false, cancel);
            so = so.Plus(chunk.Apply(course.IsNew));
            await KeepAsync(chunk: null);
            return so;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await chunk.ReadAsync(locks: true, cancel);
        if (course.Map.HasRealAddresses)
        {
            await chunk.EnsureAccountsAsync(cancel);
        }

        so = so.Plus(chunk.Apply(_ => true));
        await chunk.WriteAsync(cancel);
        await KeepAsync(chunk);
        await transaction.CommitAsync(cancel);
        return so;

        Task KeepAsync(ImportChunk? chunk) =>
            course.Job.Keep is { } keep
                ? keep(db, new ImportPoint(batch.End, batch.RejectsBytes, so), chunk, cancel)
                : Task.CompletedTask;
    }

    private async Task<HashSet<Guid>> ErasedAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        return await db.Set<Tombstone>().Select(tombstone => tombstone.Id).ToHashSetAsync(cancel);
    }

    /// <summary>They were erased, and have not come again by themselves since.</summary>
    private async Task<bool> IsGoneAsync(ImportCourse course, string emailKey, CancellationToken cancel)
    {
        if (course.Erased.Count == 0 || !course.Erased.Contains(Tombstone.Of(emailKey)))
        {
            return false;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        return !await db.LeadIdentities.AnyAsync(identity => identity.Email == emailKey, cancel);
    }

    private async Task<List<string>> OffersAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        return await db.Offers.Select(offer => offer.Slug).ToListAsync(cancel);
    }

    /// <summary>
    /// Since when facts are so whose row tells no date: since this file was first imported with this map. Were it the present run,
    /// two rows of one lead would overwrite each other in every run anew.
    /// </summary>
    private async Task<DateTimeOffset> InstantAsync(ImportJob job, CancellationToken cancel)
    {
        var key = "import:" + StableId.Of(job.File.Hash, job.Map).ToString("n");
        var now = time.GetUtcNow().ToString("O");
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        if (!job.DryRun)
        {
            await db.Database.ExecuteSqlAsync(
                $"insert into leadgen.settings (key, value) values ({key}, {now}) on conflict (key) do nothing",
                cancel
            );
        }

        var first = await db.Settings.AsNoTracking().SingleOrDefaultAsync(setting => setting.Key == key, cancel);
        return DateTimeOffset.Parse(first?.Value ?? now, System.Globalization.CultureInfo.InvariantCulture);
    }
}
