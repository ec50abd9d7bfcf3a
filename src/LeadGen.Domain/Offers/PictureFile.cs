using System.Buffers.Binary;

namespace LeadGen.Domain.Offers;

/// <summary>What a picture is, read off its first bytes: never off its name, nor off what was said of it.</summary>
public sealed record PictureFile(PictureFormat Format, int Width, int Height)
{
    public const int MaxBytes = 1_000_000;

    /// <summary>More than any screen shows; a picture unpacks to four bytes a pixel in the browser of each visitor.</summary>
    public const int MaxSide = 5_000;

    /// <summary>A page with a larger one is slow on a phone.</summary>
    public const int LightBytes = 200_000;

    private static ReadOnlySpan<byte> PngStart => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>What is wrong with a file as a picture and what to do, or the picture.</summary>
    public static (PictureFile? Picture, string? Wrong) Check(ReadOnlySpan<byte> file) =>
        file.Length > MaxBytes ? (null, "Choose a picture of 1 MB or less")
        : Read(file) is not { } picture ? (null, "Choose a PNG, JPEG or WebP picture: this file is none of them")
        : picture.Width > MaxSide || picture.Height > MaxSide
            ? (null, $"Choose a picture of {MaxSide:N0} pixels or fewer on each side")
        : (picture, null);

    /// <summary>Null where it is no picture of a kind that we take, or its size cannot be read.</summary>
    public static PictureFile? Read(ReadOnlySpan<byte> file)
    {
        var picture =
            file.StartsWith(PngStart) ? Png(file)
            : file.StartsWith("RIFF"u8) && file.Length >= 16 && file[8..12].SequenceEqual("WEBP"u8) ? Webp(file)
            : file is [0xFF, 0xD8, 0xFF, ..] ? Jpeg(file)
            : null;
        return picture is { Width: > 0, Height: > 0 } ? picture : null;
    }

    private static PictureFile? Png(ReadOnlySpan<byte> file) =>
        file.Length >= 24 && file[12..16].SequenceEqual("IHDR"u8)
            ? new(
                PictureFormat.Png,
                Clamped(BinaryPrimitives.ReadUInt32BigEndian(file[16..])),
                Clamped(BinaryPrimitives.ReadUInt32BigEndian(file[20..]))
            )
            : null;

    private static PictureFile? Webp(ReadOnlySpan<byte> file)
    {
        if (file.Length < 30)
        {
            return null;
        }

        if (file[12..16].SequenceEqual("VP8X"u8))
        {
            return new(PictureFormat.Webp, 1 + ThreeBytes(file[24..]), 1 + ThreeBytes(file[27..]));
        }

        if (file[12..16].SequenceEqual("VP8L"u8) && file[20] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(file[21..]);
            return new(PictureFormat.Webp, 1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
        }

        return file[12..16].SequenceEqual("VP8 "u8) && file[23..26] is [0x9D, 0x01, 0x2A]
            ? new(
                PictureFormat.Webp,
                BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & 0x3FFF
            )
            : null;
    }

    // A chain of parts, each with its length, until the one that begins the frame.
    private static PictureFile? Jpeg(ReadOnlySpan<byte> file)
    {
        var at = 2;
        while (at + 9 <= file.Length && file[at] == 0xFF)
        {
            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (IsFrame(marker))
            {
                return new(
                    PictureFormat.Jpeg,
                    BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..])
                );
            }

            if (marker is 0xD9 or 0xDA)
            {
                return null;
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        return null;
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static int ThreeBytes(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    private static int Clamped(uint number) => (int)Math.Min(number, int.MaxValue);
}
