using System.Text;
using LeadGen.Domain.Capture;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Imports;

/// <summary>
/// Takes the rows of some people out of a file. Where they stood are blanks, which no reader takes for a row: places in the file, by which
/// an import goes on, and the numbers of lines stay as they were.
/// </summary>
public sealed class CsvBlank(CsvFile file, char separator)
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>What no address has, beside white space.</summary>
    private const string Around = "<>()[],;:\"|\\@";

    /// <summary>The bytes of their rows, in the order of the file. A row that is too long to be looked through is theirs too.</summary>
    /// <param name="isTheirs">Is this address one of theirs, as it is compared?</param>
    public async Task<List<(long From, long To)>> FindAsync(
        Func<string, ValueTask<bool>> isTheirs,
        CancellationToken cancel
    )
    {
        using var rows = new CsvRows(file.Lines(), separator);
        await rows.HeaderAsync(cancel);
        var (found, from) = (new List<(long, long)>(), rows.HeaderEnd);
        while (await rows.NextAsync(cancel) is { } row)
        {
            if (row.IsCut || await IsTheirsAsync(row, isTheirs))
            {
                found.Add((from, row.End.Byte));
            }

            from = row.End.Byte;
        }

        return found;
    }

    /// <summary>The file with blanks in their places.</summary>
    public async Task WriteAsync(IReadOnlyList<(long From, long To)> gone, FilePart to, CancellationToken cancel)
    {
        await using var content = file.Content();
        var write = Writer(to);
        var (buffer, at, next) = (new byte[BufferBytes], 0L, 0);
        while (await content.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            while (next < gone.Count && gone[next].From < at + read)
            {
                var (from, end) = ((int)Math.Max(gone[next].From - at, 0), Math.Min(gone[next].To - at, read));
                Blank(buffer.AsSpan(from, (int)end - from));
                if (gone[next].To > at + read)
                {
                    break;
                }

                next++;
            }

            await write(buffer.AsMemory(0, read));
            at += read;
        }

        Func<ReadOnlyMemory<byte>, ValueTask> Writer(FilePart part)
        {
            if (file.Encoding is not (TextEncoding.Utf16Le or TextEncoding.Utf16Be))
            {
                return bytes => part.WriteAsync(bytes, cancel);
            }

            // It was read as UTF-8, and letters may lie across two pieces.
            var (decoder, chars) = (Encoding.UTF8.GetDecoder(), new char[BufferBytes + 1]);
            var encoding = new UnicodeEncoding(file.Encoding == TextEncoding.Utf16Be, byteOrderMark: false);
            return bytes =>
                part.WriteAsync(encoding.GetBytes(chars, 0, decoder.GetChars(bytes.Span, chars, flush: false)), cancel);
        }
    }

    /// <summary>Each address that stands somewhere in a text, as it is compared.</summary>
    public static IEnumerable<string> AddressesIn(string text)
    {
        for (var at = text.IndexOf('@'); at >= 0; at = text.IndexOf('@', at + 1))
        {
            var (from, to) = (at, at + 1);
            while (from > 0 && !IsAround(text[from - 1]))
            {
                from--;
            }

            while (to < text.Length && (char.IsLetterOrDigit(text[to]) || text[to] is '.' or '-'))
            {
                to++;
            }

            if (EmailAddress.TryParse(text[from..to].TrimStart('\'').TrimEnd('.'), out var address))
            {
                yield return address.Key;
            }
        }
    }

    private static async ValueTask<bool> IsTheirsAsync(CsvRow row, Func<string, ValueTask<bool>> isTheirs)
    {
        foreach (var field in row.Fields)
        {
            foreach (var address in AddressesIn(field))
            {
                if (await isTheirs(address))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void Blank(Span<byte> bytes)
    {
        foreach (ref var letter in bytes)
        {
            letter = letter is (byte)'\r' or (byte)'\n' ? letter : (byte)' ';
        }
    }

    private static bool IsAround(char letter) =>
        char.IsWhiteSpace(letter) || char.IsControl(letter) || Around.Contains(letter, StringComparison.Ordinal);
}
