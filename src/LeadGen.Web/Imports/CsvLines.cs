using System.Text;

namespace LeadGen.Web.Imports;

/// <summary>A point between two lines of a file.</summary>
/// <param name="Byte">So many bytes lie before it.</param>
/// <param name="Line">So many lines do.</param>
public readonly record struct CsvPlace(long Byte, long Line);

/// <param name="End">Behind it; its number, from 1, is that of the lines up to there.</param>
/// <param name="IsTooLong">It was longer than may be; the text is its start.</param>
public readonly record struct CsvLine(string Text, CsvPlace End, bool IsTooLong);

/// <summary>
/// The lines of a text, none of which takes more memory than the limit. They are found by their bytes, so that reading can go on at any
/// place later: <paramref name="encoding"/> is one in which a byte below 128 is that letter and nothing else.
/// </summary>
public sealed class CsvLines(Stream stream, Encoding encoding) : IDisposable
{
    /// <summary>Characters in a line.</summary>
    public const int MaxLength = CsvRows.RowMaxLength;

    private const int BufferBytes = 256 * 1024;
    private const int BytesMax = 4 * MaxLength;

    private readonly byte[] _buffer = new byte[BufferBytes];

    /// <summary>Of a line that lies across the end of the buffer.</summary>
    private readonly MemoryStream _begun = new();
    private int _at;
    private int _end;
    private CsvPlace _place;
    private bool _skipLineFeed;

    public static CsvLines Of(string text) =>
        new(new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false), Encoding.UTF8);

    public async ValueTask<CsvLine?> NextAsync(CancellationToken cancel)
    {
        var (tooLong, any) = (false, false);
        while (true)
        {
            if (_at == _end && !await FillAsync(cancel))
            {
                return any ? Take(tooLong) : null;
            }

            var rest = _buffer.AsSpan(_at, _end - _at);
            var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
            var part = end < 0 ? rest : rest[..end];
            any = true;
            if (end >= 0 && _begun.Length == 0 && !tooLong)
            {
                // Nearly every line lies in the buffer as a whole.
                var text = encoding.GetString(part);
                Pass(end, rest[end]);
                await EndAsync(cancel);
                return Line(text, tooLong: false);
            }

            var room = (int)Math.Min(part.Length, BytesMax - _begun.Length);
            _begun.Write(part[..room]);
            tooLong |= room < part.Length;
            if (end < 0)
            {
                Pass(part.Length);
                continue;
            }

            Pass(end, rest[end]);
            await EndAsync(cancel);
            return Take(tooLong);
        }
    }

    /// <summary>Goes on at a place in which a line begins.</summary>
    public async Task GoToAsync(CsvPlace place, CancellationToken cancel)
    {
        if (stream.CanSeek)
        {
            stream.Position = place.Byte;
            (_at, _end) = (0, 0);
        }
        else
        {
            while (_place.Byte < place.Byte && (_at < _end || await FillAsync(cancel)))
            {
                Pass((int)Math.Min(_end - _at, place.Byte - _place.Byte));
            }
        }

        (_place, _skipLineFeed) = (place, false);
    }

    public void Dispose() => stream.Dispose();

    private CsvLine Take(bool tooLong)
    {
        var text = encoding.GetString(_begun.GetBuffer(), 0, (int)_begun.Length);
        _begun.SetLength(0);
        return Line(text, tooLong);
    }

    private CsvLine Line(string text, bool tooLong)
    {
        _place = _place with { Line = _place.Line + 1 };
        // The byte order mark is no part of the first column.
        text = _place.Line == 1 && text.StartsWith('\uFEFF') ? text[1..] : text;
        return text.Length > MaxLength
            ? new CsvLine(text[..MaxLength], _place, IsTooLong: true)
            : new CsvLine(text, _place, tooLong);
    }

    private void Pass(int end, byte terminator)
    {
        Pass(end + 1);
        _skipLineFeed = terminator == '\r';
        SkipLineFeed();
    }

    private void Pass(int bytes)
    {
        _at += bytes;
        _place = _place with { Byte = _place.Byte + bytes };
    }

    /// <summary>A line ends behind both of its last two letters, also where one lies in the next piece.</summary>
    private async ValueTask EndAsync(CancellationToken cancel)
    {
        if (_skipLineFeed && _at == _end)
        {
            await FillAsync(cancel);
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        do
        {
            (_at, _end) = (0, await stream.ReadAsync(_buffer, cancel));
            if (_end == 0)
            {
                return false;
            }

            SkipLineFeed();
        } while (_at == _end);
        return true;
    }

    private void SkipLineFeed()
    {
        if (_skipLineFeed && _at < _end)
        {
            _skipLineFeed = false;
            if (_buffer[_at] == '\n')
            {
                Pass(1);
            }
        }
    }
}
