using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LeadGen.Web.Data;

/// <summary>Ids that are the same whenever they are made of the same words, so that what is told twice is stored once.</summary>
public static class StableId
{
    private const int Size = 16;

    /// <summary>A UUID of version 8 out of a SHA-256 over the words.</summary>
    public static Guid Of(params ReadOnlySpan<string> words)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var word in words)
        {
            // Each word after its length, so that no two lists of words run together into one.
            var bytes = Encoding.UTF8.GetBytes(word);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return Marked(hash.GetHashAndReset().AsSpan(0, Size));
    }

    /// <summary>A UUID of version 8 that sorts by time as the app's other ids do.</summary>
    /// <param name="random">Of it 74 bits are taken.</param>
    public static Guid Of(DateTimeOffset at, UInt128 random)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, random);
        Span<byte> time = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, at.ToUnixTimeMilliseconds());
        time[2..].CopyTo(bytes);
        return Marked(bytes);
    }

    private static Guid Marked(Span<byte> bytes)
    {
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
