using System.Buffers;
using System.Text;
using LeadGen.Web.Data.Imports;

namespace LeadGen.Web.Imports;

/// <summary>
/// Tells by all bytes of a text, as they come, how it was written: by a byte order mark, by the zeros of UTF-16, by UTF-8's own rules, else
/// as older Windows programs write. A UTF-8 file that holds a few broken bytes is a UTF-8 file all the same.
/// </summary>
public sealed class EncodingDetector
{
    private const int HeadBytes = 512;
    private const int SequenceMax = 4;

    private readonly byte[] _head = new byte[HeadBytes];
    private readonly byte[] _rest = new byte[SequenceMax];
    private int _headLength;
    private int _restLength;
    private long _good;
    private long _broken;

    /// <param name="bytes">Those that follow the ones before.</param>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var head = Math.Min(bytes.Length, HeadBytes - _headLength);
        bytes[..head].CopyTo(_head.AsSpan(_headLength));
        _headLength += head;
        if (_restLength > 0)
        {
            bytes = Finish(bytes);
        }

        Count(bytes);
    }

    public TextEncoding Tell()
    {
        var head = _head.AsSpan(0, _headLength);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || IsUtf16(head, zeros: 1))
        {
            return TextEncoding.Utf16Le;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || IsUtf16(head, zeros: 0))
        {
            return TextEncoding.Utf16Be;
        }

        var broken = _broken + _restLength;
        return broken == 0 || _good >= broken || head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])
            ? TextEncoding.Utf8
            : TextEncoding.Windows1252;
    }

    /// <summary>Of Latin letters in UTF-16 every other byte is zero; elsewhere a zero is an accident.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> head, int zeros)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] == 0)
            {
                _ = i % 2 == 0 ? even++ : odd++;
            }
        }

        var (here, there) = zeros == 0 ? (even, odd) : (odd, even);
        return here > head.Length / 4 && there <= here / 8;
    }

    /// <summary>A character that two pieces share.</summary>
    private ReadOnlySpan<byte> Finish(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        while (
            taken < bytes.Length
            && _restLength < SequenceMax
            && Rune.DecodeFromUtf8(_rest.AsSpan(0, _restLength), out _, out _) == OperationStatus.NeedMoreData
        )
        {
            _rest[_restLength++] = bytes[taken++];
        }

        var whole = _rest.AsSpan(0, _restLength).ToArray();
        _restLength = 0;
        Count(whole);
        return bytes[taken..];
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var plain = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (plain < 0)
            {
                return;
            }

            bytes = bytes[plain..];
            switch (Rune.DecodeFromUtf8(bytes, out _, out var length))
            {
                case OperationStatus.Done:
                    _good++;
                    break;
                case OperationStatus.NeedMoreData:
                    bytes.CopyTo(_rest);
                    _restLength = bytes.Length;
                    return;
                default:
                    _broken++;
                    break;
            }

            bytes = bytes[length..];
        }
    }
}
