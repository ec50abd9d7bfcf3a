using System.Security.Cryptography;
using System.Text;
using LeadGen.Domain.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Imports;

/// <param name="Map">Text of the mapping file; null where the columns have the names of the keys already.</param>
/// <param name="RejectsFile">Where rows go that can't be used.</param>
public sealed record ImportJob(string File, string? Map, string RejectsFile, bool DryRun = false);

/// <summary>
/// Brings a CSV file of any size in, in chunks of one transaction each. It can be stopped at any point and run again: what is in
/// stays as it is, and the rest follows. It opens no hand-offs; scores follow by the rescore road.
/// </summary>
public sealed class CsvImport(IServiceScopeFactory scopes, RescoreQueue queue, TimeProvider time)
{
    public const int ChunkSize = 1000;

    private const int TriesMax = 8;
    private const int ErrorsKept = 10;

    private const string Erased =
        "This person was erased as they wished, and a file does not bring them back. Take the row out: their own form makes a new lead";

    private static readonly char[] Separators = [',', ';', '\t', '|'];

    private static readonly Encoding Utf8 = Encoding.GetEncoding(
        "utf-8",
        EncoderFallback.ReplacementFallback,
        new DecoderReplacementFallback(RowReader.NotUtf8.ToString())
    );

    /// <exception cref="ImportException">The map or the file can't be used at all.</exception>
    public async Task<ImportSummary> RunAsync(
        ImportJob job,
        IProgress<ImportSummary>? progress,
        CancellationToken cancel
    )
    {
        var given = job.Map is null ? null : ImportMapReader.Read(job.Map);
        var (map, separator, header) = await OpenAsync(job.File, given, cancel);
        var reader = new RowReader(map, header, await OffersAsync(cancel), await InstantAsync(job, cancel));
        using var text = Text(job.File);
        var rows = new CsvRows(text, separator);
        await rows.HeaderAsync(cancel);
        await using var rejects = job.DryRun ? null : new RejectsFile(job.RejectsFile, header, separator);
        if (!job.DryRun)
        {
            File.Delete(job.RejectsFile);
        }

        var run = new Run(map, job.DryRun, rejects, progress) { Erased = await ErasedAsync(cancel) };
        try
        {
            await ReadAsync(rows, reader, run, cancel);
            return run.Summary;
        }
        finally
        {
            // Whatever stopped the reading, the chunk that is being written ends before its connection goes.
            await ((Task)run.Writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(CsvRows rows, RowReader reader, Run run, CancellationToken cancel)
    {
        while (await rows.NextAsync(cancel) is { } row)
        {
            var reading = reader.Read(row, time.GetUtcNow());
            if (reading.Row is not { } good)
            {
                await run.RejectAsync(row, reading.Error!);
            }
            else if (await IsGoneAsync(run, good.Email.Key, cancel))
            {
                await run.RejectAsync(row, Erased);
            }
            else
            {
                run.Waiting.Add(good);
            }

            if (run.Waiting.Count == ChunkSize)
            {
                await FlushAsync(run, cancel);
            }
        }

        await FlushAsync(run, cancel);
        run.Add(await run.Writing);
    }

    /// <summary>While one chunk is written the next is read: one at a time, in the order of the file.</summary>
    private async Task FlushAsync(Run run, CancellationToken cancel)
    {
        run.Add(await run.Writing);
        var chunk = run.Take();
        run.Writing = Task.Run(() => WriteAsync(run, chunk, cancel), cancel);
    }

    /// <summary>Of two who make the same lead at once, a unique key lets one win; the chunk of the other is done again from the start.</summary>
    private async Task<ImportSummary> WriteAsync(Run run, List<ImportedRow> rows, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var summary = rows.Count == 0 ? new ImportSummary() : await OnceAsync(run, rows, cancel);
                queue.Wake();
                return summary;
            }
            catch (Exception e) when (attempt < TriesMax && LostRace.Is(e)) { }
        }
    }

    private async Task<ImportSummary> OnceAsync(Run run, List<ImportedRow> rows, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var chunk = new ImportChunk(db, rows, time.GetUtcNow());
        if (run.IsDry)
        {
            await chunk.ReadAsync(locks: false, cancel);
            return chunk.Apply(run.IsNew);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await chunk.ReadAsync(locks: true, cancel);
        if (run.Map.HasRealAddresses)
        {
            await chunk.EnsureAccountsAsync(cancel);
        }

        var summary = chunk.Apply(_ => true);
        await chunk.WriteAsync(cancel);
        await transaction.CommitAsync(cancel);
        return summary;
    }

    /// <summary>Finds the separator by which the header has the columns that the map names.</summary>
    private static async Task<(ImportMap, char, IReadOnlyList<string>)> OpenAsync(
        string file,
        ImportMap? given,
        CancellationToken cancel
    )
    {
        if (!File.Exists(file))
        {
            throw new ImportException($"There is no file {file}.");
        }

        var separators = given?.Separator is { } one ? [one == "tab" ? '\t' : one[0]] : Separators;
        IReadOnlyList<string>? missing = null;
        foreach (var separator in separators)
        {
            using var text = Text(file);
            var header =
                await new CsvRows(text, separator).HeaderAsync(cancel)
                ?? throw new ImportException($"{file} is empty.");
            if (header.Any(name => name.AsSpan().ContainsAny('\0', RowReader.NotUtf8)))
            {
                throw new ImportException($"{file} is not UTF-8: save it as CSV UTF-8.");
            }

            var map = given ?? ImportMap.Plain(header);
            var lacking = new CsvColumns(header).Missing(map);
            if (lacking.Count == 0)
            {
                return (map, separator, header);
            }

            missing = missing is null || lacking.Count < missing.Count ? lacking : missing;
        }

        throw new ImportException(
            $"{Path.GetFileName(file)} has no column {string.Join(", ", missing!.Select(name => $"'{name}'"))}. "
                + "Name the columns in a mapping file: --map FILE.json."
        );
    }

    private static StreamReader Text(string file) =>
        new(file, Utf8, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024);

    private async Task<HashSet<Guid>> ErasedAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        return await db.Set<Tombstone>().Select(tombstone => tombstone.Id).ToHashSetAsync(cancel);
    }

    /// <summary>They were erased, and have not come again by themselves since.</summary>
    private async Task<bool> IsGoneAsync(Run run, string emailKey, CancellationToken cancel)
    {
        if (run.Erased.Count == 0 || !run.Erased.Contains(Tombstone.Of(emailKey)))
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
        await using var file = File.OpenRead(job.File);
        var content = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        var key = "import:" + StableId.Of(content, job.Map ?? "").ToString("n");
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

    /// <summary>How far one import is.</summary>
    private sealed class Run(ImportMap map, bool isDry, RejectsFile? rejects, IProgress<ImportSummary>? progress)
    {
        /// <summary>A dry run makes no leads, so it remembers those it would have made: 16 bytes each.</summary>
        private readonly HashSet<Guid> _would = [];

        private readonly List<string> _errors = [];

        public ImportMap Map => map;
        public bool IsDry => isDry;

        /// <summary>Hashes of their addresses.</summary>
        public required HashSet<Guid> Erased { get; init; }
        public List<ImportedRow> Waiting { get; private set; } = new(ChunkSize);

        /// <summary>The chunk before those that wait.</summary>
        public Task<ImportSummary> Writing { get; set; } = Task.FromResult(new ImportSummary());

        public ImportSummary Summary { get; private set; } = new();

        public bool IsNew(string emailKey) => _would.Add(StableId.Of(emailKey));

        public List<ImportedRow> Take()
        {
            var taken = Waiting;
            Waiting = new List<ImportedRow>(ChunkSize);
            return taken;
        }

        public async Task RejectAsync(CsvRow row, string error)
        {
            if (_errors.Count < ErrorsKept)
            {
                _errors.Add($"Line {row.Line}: {error}");
            }

            Add(new ImportSummary(Rejected: 1));
            if (rejects is not null)
            {
                await rejects.AddAsync(row, error);
            }
        }

        public void Add(ImportSummary part)
        {
            Summary = Summary.Plus(part) with { FirstErrors = _errors };
            progress?.Report(Summary);
        }
    }
}
