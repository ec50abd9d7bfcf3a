using System.Security.Cryptography;

namespace LeadGen.Web.Backups;

/// <summary>Copies a stream and says what went through.</summary>
internal static class Copying
{
    private const int BufferBytes = 128 * 1024;

    /// <param name="to">Null: it is only read.</param>
    public static async Task<(long Bytes, string Sha256)> CopyAsync(
        Stream from,
        Stream? to,
        IProgress<long>? progress,
        CancellationToken cancel
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        long bytes = 0;
        for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0; )
        {
            hash.AppendData(buffer, 0, read);
            if (to is not null)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), cancel);
            }

            bytes += read;
            progress?.Report(read);
        }

        return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
