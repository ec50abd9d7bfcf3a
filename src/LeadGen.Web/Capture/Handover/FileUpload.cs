using System.Buffers;
using System.IO.Compression;
using System.Text;
using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Handouts;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Handover;

public enum UploadResult
{
    Done,

    /// <summary>There is no such offer.</summary>
    NotFound,
    NoFile,

    /// <summary>Its name ends in what may not be handed out.</summary>
    WrongKind,

    /// <summary>It is not what its name says, or holds a program.</summary>
    WrongContent,
    TooLarge,

    /// <summary>The connection ended before the file did.</summary>
    Cut,
}

/// <summary>
/// Takes the file that an offer hands out: streamed to the disk, told by its bytes, put in its place as a whole, and only then made the
/// offer's. Links that are out lead to the new one; the old one stays for as long as they may be used.
/// </summary>
public sealed partial class FileUpload(
    OfferFiles files,
    CaptureTransaction transaction,
    TimeProvider time,
    ILogger<FileUpload> log
)
{
    public const int MaxMegabytes = 200;
    public const long MaxBytes = MaxMegabytes * 1_000_000L;

    private const int BufferBytes = 64 * 1024;
    private const int MimetypeMaxLength = 200;

    /// <param name="name">As the browser calls it; only what is harmless of it is kept.</param>
    /// <param name="by">As colleagues shall read it.</param>
    public async Task<UploadResult> ReceiveAsync(
        Guid offerId,
        string name,
        Stream content,
        string? by,
        CancellationToken cancel
    )
    {
        var result = await TakeAsync(offerId, CleanName(name), content, by, cancel);
        CaptureMetrics.FileUploaded(result);
        LogUploaded(offerId, Terms.Of(result));
        return result;
    }

    /// <summary>The name without folders and without what a header can't carry; the end, which says what it is, is never cut off.</summary>
    public static string CleanName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && c != '"')).Trim();
        if (clean.Length <= Delivery.DownloadNameMaxLength)
        {
            return clean;
        }

        var end = Path.GetExtension(clean);
        return end.Length < Delivery.DownloadNameMaxLength
            ? clean[..(Delivery.DownloadNameMaxLength - end.Length)] + end
            : clean[..Delivery.DownloadNameMaxLength];
    }

    private async Task<UploadResult> TakeAsync(
        Guid offerId,
        string name,
        Stream content,
        string? by,
        CancellationToken cancel
    )
    {
        if (name.Length == 0)
        {
            return UploadResult.NoFile;
        }

        if (FileKind.Named(name) is not { } kind)
        {
            return UploadResult.WrongKind;
        }

        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var key = OfferFiles.KeyOf(id);
        long bytes;
        await using (var part = files.Begin(key))
        {
            var copied = await CopyAsync(content, part, kind, cancel);
            if (copied is { } refused)
            {
                return refused;
            }

            if (kind.IsZip && !HoldsWhatItSays(part.Read(), kind))
            {
                return UploadResult.WrongContent;
            }

            bytes = part.Bytes;
            await part.KeepAsync(cancel);
        }

        var stored = new StoredFile
        {
            Id = id,
            OfferId = offerId,
            Key = key,
            DownloadName = name,
            MediaType = kind.MediaType,
            Bytes = bytes,
            UploadedAt = now,
            UploadedBy = by,
        };
        return await HandOutAsync(offerId, stored, cancel) ? UploadResult.Done : UploadResult.NotFound;
    }

    /// <summary>The offer hands out no file from now on. Links that are out lead to the one that was promised.</summary>
    /// <returns>False where there is no such offer.</returns>
    public Task<bool> RemoveAsync(Guid offerId, CancellationToken cancel) => HandOutAsync(offerId, null, cancel);

    /// <returns>Null when all of it is there.</returns>
    private static async Task<UploadResult?> CopyAsync(
        Stream content,
        FilePart part,
        FileKind kind,
        CancellationToken cancel
    )
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var isHead = true;
            while (true)
            {
                var read = await content.ReadAtLeastAsync(
                    buffer,
                    isHead ? FileKind.HeadBytes : 1,
                    throwOnEndOfStream: false,
                    cancel
                );
                if (isHead && (read == 0 || !kind.BeginsAs(buffer.AsSpan(0, Math.Min(read, FileKind.HeadBytes)))))
                {
                    return read == 0 ? UploadResult.NoFile : UploadResult.WrongContent;
                }

                if (read == 0)
                {
                    return null;
                }

                isHead = false;
                if (part.Bytes + read > MaxBytes)
                {
                    return UploadResult.TooLarge;
                }

                await part.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge ? UploadResult.TooLarge : UploadResult.Cut;
        }
        catch (IOException)
        {
            return UploadResult.Cut;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool HoldsWhatItSays(Stream file, FileKind kind)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return kind.Holds([.. zip.Entries.Select(entry => entry.FullName)], MimetypeOf(zip));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static string? MimetypeOf(ZipArchive zip)
    {
        if (zip.GetEntry("mimetype") is not { } entry)
        {
            return null;
        }

        using var reader = new StreamReader(entry.Open(), Encoding.ASCII);
        var text = new char[MimetypeMaxLength];
        return new string(text, 0, reader.ReadBlock(text));
    }

    /// <summary>The file that the offer has by now gives way, whoever changed the offer meanwhile.</summary>
    private async Task<bool> HandOutAsync(Guid offerId, StoredFile? stored, CancellationToken cancel) =>
        await transaction.RunAsync(
            async (db, _, token) =>
            {
                var offer = await db
                    .Offers.FromSql($"select * from leadgen.offers where id = {offerId} for update")
                    .SingleOrDefaultAsync(token);
                if (offer is null)
                {
                    return false;
                }

                var now = time.GetUtcNow();
                await db.Set<StoredFile>()
                    .Where(file => file.OfferId == offerId && file.ReplacedAt == null)
                    .ExecuteUpdateAsync(file => file.SetProperty(f => f.ReplacedAt, now), token);
                if (stored is not null)
                {
                    db.Add(stored);
                }

                offer.Change(offer.Content with { Delivery = offer.Delivery with { File = stored?.File } }, now);
                return true;
            },
            cancel
        );

    [LoggerMessage(Level = LogLevel.Information, Message = "A file was uploaded for offer {Offer}: {Result}")]
    private partial void LogUploaded(Guid offer, string result);
}
