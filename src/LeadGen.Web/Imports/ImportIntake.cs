using System.Buffers;
using System.Security.Cryptography;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Imports;

/// <summary>A file on its way in.</summary>
/// <param name="FileName">As whoever sends it calls it.</param>
/// <param name="By">As colleagues shall read it.</param>
/// <param name="Begins">What happens by itself: with what is only uploaded nothing does until somebody has looked at the map.</param>
public sealed record ImportUpload(string FileName, Stream Content, string? By, ImportState Begins)
{
    /// <summary>Of the map to take; null to look for one.</summary>
    public string? MapName { get; init; }

    /// <summary>The map itself; null where it is named, or to be looked for.</summary>
    public string? MapText { get; init; }

    public long MaxBytes { get; init; } = ImportIntake.MaxBytes;

    /// <summary>Whoever sends it does it too, and others take it on only where they fail to.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Says why whoever sends it may not bring in what the map names; null where they may.</summary>
    public Func<ImportMap, string?> Refuse { get; init; } = _ => null;
}

/// <summary>A file that was taken in, or why not and what to do.</summary>
/// <param name="IsMap">The map is at fault, not the file.</param>
public sealed record ImportReceipt(
    LeadImport? Import,
    string? Error = null,
    bool IsTooLarge = false,
    bool IsMap = false
);

/// <summary>Takes a file in: streamed to the disk, whole or not at all. Its head is read at once, its rows later, by <see cref="ImportRoad"/>.</summary>
public sealed partial class ImportIntake(
    LeadGenDbContext db,
    ImportFiles files,
    MapShelf maps,
    TimeProvider time,
    ILogger<ImportIntake> log
)
{
    public const int MaxMegabytes = 2000;
    public const long MaxBytes = MaxMegabytes * 1_000_000L;

    public static readonly string TooLarge =
        $"Send {MaxMegabytes} MB or less at once: split the file, each part with the first line of the whole. The command import takes a file of any size";

    private const int BufferBytes = 64 * 1024;

    public async Task<ImportReceipt> ReceiveAsync(ImportUpload upload, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        try
        {
            var file = await StoreAsync(id, upload, cancel);
            var receipt =
                file.Bytes == 0
                    ? new ImportReceipt(null, "Choose a file that is not empty")
                    : await ReadHeadAsync(id, file, upload, cancel);
            if (receipt.Import is null)
            {
                files.Remove(id);
            }

            return receipt;
        }
        catch (Exception e)
            when (e is TooLargeException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
            )
        {
            return new ImportReceipt(null, TooLarge, IsTooLarge: true);
        }
        catch (ImportException e)
        {
            files.Remove(id);
            return new ImportReceipt(null, e.Message.Replace($"{id:n}.csv", "The file", StringComparison.Ordinal));
        }
    }

    /// <summary>The name without folders and control characters.</summary>
    public static string CleanName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(c => !char.IsControl(c) && !char.IsSurrogate(c))).Trim();
        return clean.Length == 0 ? "leads.csv"
            : clean.Length > LeadImport.FileNameMaxLength ? clean[..LeadImport.FileNameMaxLength]
            : clean;
    }

    /// <summary>A file of rejected rows has one column more than the one it came of.</summary>
    public static string HashOf(IReadOnlyList<string> header)
    {
        var columns = header.Count > 1 && header[^1] == RejectsFile.ErrorColumn ? header.SkipLast(1) : header;
        return StableId.Of([.. columns.Select(column => column.Trim().ToLowerInvariant())]).ToString("n");
    }

    private async Task<CsvFile> StoreAsync(Guid id, ImportUpload upload, CancellationToken cancel)
    {
        await using var part = files.Begin(id);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var detector = new EncodingDetector();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await upload.Content.ReadAsync(buffer, cancel) is > 0 and var read)
            {
                if (part.Bytes + read > upload.MaxBytes)
                {
                    throw new TooLargeException();
                }

                hash.AppendData(buffer, 0, read);
                detector.Add(buffer.AsSpan(0, read));
                await part.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        var bytes = part.Bytes;
        await part.KeepAsync(cancel);
        return new CsvFile(files.PathOf(id), bytes, Convert.ToHexStringLower(hash.GetHashAndReset()), detector.Tell());
    }

    private async Task<ImportReceipt> ReadHeadAsync(
        Guid id,
        CsvFile file,
        ImportUpload upload,
        CancellationToken cancel
    )
    {
        if (upload.MapText is { } text && MapShelf.WrongWith(text) is { } unread)
        {
            return new ImportReceipt(null, unread, IsMap: true);
        }

        var head = upload.MapText is { } given
            ? await CsvHead.FindAsync(file, ImportMapReader.Read(given), cancel)
            : await CsvHead.DetectAsync(file, cancel);
        var (name, headerHash) = (CleanName(upload.FileName), HashOf(head.Columns));
        if (await MapOfAsync(upload, head, headerHash, name, cancel) is not { } map)
        {
            return new ImportReceipt(
                null,
                $"There is no map '{RowReader.Shown(upload.MapName!)}': take the name of an earlier import's map, or leave it out",
                IsMap: true
            );
        }

        var isSeen = upload.Begins != ImportState.Uploaded;
        if (isSeen && WrongWith(map, head, upload) is { } wrong)
        {
            return new ImportReceipt(null, wrong, IsMap: true);
        }

        var now = time.GetUtcNow();
        var import = new LeadImport
        {
            Id = id,
            State = upload.Begins,
            FileName = name,
            Bytes = file.Bytes,
            FileHash = file.Hash,
            Encoding = file.Encoding,
            Separator = head.Separator.ToString(),
            Header = head.Columns,
            HeaderHash = headerHash,
            Map = map.Text,
            MapName = isSeen ? ImportMapReader.Read(map.Text).Name : null,
            Proposed = map.Origin,
            CreatedAt = now,
            CreatedBy = upload.By,
            StartedAt = upload.Begins == ImportState.Running ? now : null,
            LeasedUntil = upload.IsHeld ? now + ImportLease.Length : null,
        };
        db.Imports.Add(import);
        await db.SaveChangesAsync(cancel);
        LogReceived(id, file.Bytes, head.Columns.Count);
        return new ImportReceipt(import);
    }

    private async Task<ProposedMap?> MapOfAsync(
        ImportUpload upload,
        CsvHead head,
        string headerHash,
        string name,
        CancellationToken cancel
    ) =>
        upload.MapText is { } given ? new ProposedMap(given, MapOrigin.Named)
        : upload.MapName is null ? await maps.ProposeAsync(head.Columns, headerHash, name, cancel)
        : await maps.FindAsync(upload.MapName, cancel) is { } text ? new ProposedMap(text, MapOrigin.Named)
        : null;

    private static string? WrongWith(ProposedMap map, CsvHead head, ImportUpload upload) =>
        ColumnMap.IsWithoutEmail(map.Text)
            ? "No column looks like the e-mail address: name it email, or name a map"
            : MapShelf.WrongWith(map.Text, head.Columns) ?? upload.Refuse(ImportMapReader.Read(map.Text));

    private sealed class TooLargeException : Exception;

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Import {Import} came in: {Bytes} bytes in {Columns} columns"
    )]
    private partial void LogReceived(Guid import, long bytes, int columns);
}
