using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LeadGen.Domain.Offers;

/// <summary>
/// Which variant a visitor is shown: a function of the test and of what the visitor is known by, so that nothing need be kept to show the
/// same one again. Who is not known is drawn anew with each form; what was drawn travels with it.
/// </summary>
public static class VariantDraw
{
    private const int IdBytes = 16;

    /// <param name="unit">The visitor; of a browser that is not known, the key of the form.</param>
    /// <param name="shares">Of the variants, in percent; together a hundred.</param>
    /// <returns>The place of the variant.</returns>
    public static int PlaceOf(Guid test, Guid unit, IReadOnlyList<int> shares)
    {
        Span<byte> bytes = stackalloc byte[2 * IdBytes];
        test.TryWriteBytes(bytes, bigEndian: true, out _);
        unit.TryWriteBytes(bytes[IdBytes..], bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        // The upper half of a product spreads all numbers evenly, to within one of 2^64.
        var percent = (int)Math.BigMul(BinaryPrimitives.ReadUInt64BigEndian(hash), 100, out _);
        for (var place = 0; place < shares.Count - 1; place++)
        {
            percent -= shares[place];
            if (percent < 0)
            {
                return place;
            }
        }

        return shares.Count - 1;
    }
}
