using System.Security.Cryptography;
using System.Text;
using LeadGen.Web.Data.Imports;

namespace LeadGen.Web.Imports;

/// <summary>What is known of a file before its rows are read.</summary>
/// <param name="Hash">SHA-256.</param>
public sealed record CsvFile(string Path, long Bytes, string Hash, TextEncoding Encoding)
{
    private const int BufferBytes = 256 * 1024;

    private static readonly Encoding Utf8 = Read("utf-8");

    /// <summary>Reads it once from end to end.</summary>
    public static async Task<CsvFile> InspectAsync(string path, CancellationToken cancel)
    {
        await using var file = Open(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (detector, buffer) = (new EncodingDetector(), new byte[BufferBytes]);
        while (await file.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            detector.Add(buffer.AsSpan(0, read));
        }

        return new CsvFile(path, file.Length, Convert.ToHexStringLower(hash.GetHashAndReset()), detector.Tell());
    }

    /// <summary>Its lines from the first on; the caller disposes of them.</summary>
    public CsvLines Lines() =>
        new(
            Content(),
            Encoding == TextEncoding.Windows1252
                ? CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? System.Text.Encoding.Latin1
                : Utf8
        );

    /// <summary>Its bytes as places in it are counted: line ends are found in bytes, so what has two of them a letter is read as UTF-8.</summary>
    public Stream Content() =>
        Encoding switch
        {
            TextEncoding.Utf8 or TextEncoding.Windows1252 => Open(Path),
            TextEncoding.Utf16Le => Transcoded("utf-16"),
            TextEncoding.Utf16Be => Transcoded("utf-16BE"),
        };

    private Stream Transcoded(string from) =>
        System.Text.Encoding.CreateTranscodingStream(Open(Path), Read(from), new UTF8Encoding(false));

    private static FileStream Open(string path) =>
        new(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read | FileShare.Delete,
            bufferSize: 1,
            FileOptions.Asynchronous | FileOptions.SequentialScan
        );

    /// <summary>What is no text stays to be seen, so that its row can be refused.</summary>
    private static Encoding Read(string name) =>
        System.Text.Encoding.GetEncoding(
            name,
            EncoderFallback.ReplacementFallback,
            new DecoderReplacementFallback(RowReader.NotUtf8.ToString())
        );
}
