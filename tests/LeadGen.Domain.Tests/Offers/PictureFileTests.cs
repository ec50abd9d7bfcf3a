using CsCheck;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class PictureFileTests
{
    [Fact]
    public void A_picture_is_known_by_its_bytes_with_its_size()
    {
        Assert.Equal(new PictureFile(PictureFormat.Png, 1200, 630), PictureFile.Read(Png(1200, 630)));
        Assert.Equal(new PictureFile(PictureFormat.Jpeg, 640, 480), PictureFile.Read(Jpeg(640, 480)));
        Assert.Equal(new PictureFile(PictureFormat.Webp, 800, 300), PictureFile.Read(Webp("VP8 ", 800, 300)));
        Assert.Equal(new PictureFile(PictureFormat.Webp, 800, 300), PictureFile.Read(Webp("VP8L", 800, 300)));
        Assert.Equal(new PictureFile(PictureFormat.Webp, 800, 300), PictureFile.Read(Webp("VP8X", 800, 300)));
    }

    public static TheoryData<string, byte[]> Hostile =>
        new()
        {
            { "SVG", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray() },
            { "a page", "<!doctype html><script>alert(1)</script>"u8.ToArray() },
            { "a GIF", "GIF89a\x01\0\x01\0\0\0\0"u8.ToArray() },
            { "nothing", [] },
            { "the start of a PNG", Png(10, 10)[..16] },
            { "a PNG without size", Png(0, 10) },
            { "a JPEG without a frame", [0xFF, 0xD8, 0xFF, 0xDA, 0, 4, 0, 0, 0, 0, 0, 0] },
            { "a JPEG that leads in a circle", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xE0, 0, 0, 0xFF, 0xE0, 0, 0] },
            { "a JPEG without size", Jpeg(0, 0) },
            { "a WAV", "RIFF\0\0\0\0WAVEfmt \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"u8.ToArray() },
        };

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public void What_is_no_picture_is_refused_whatever_it_is_called(string what, byte[] file)
    {
        var (picture, wrong) = PictureFile.Check(file);
        Assert.True(picture is null, what);
        Assert.StartsWith("Choose a PNG, JPEG or WebP", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_is_too_large_in_bytes_or_on_a_side_is_refused()
    {
        Assert.NotNull(PictureFile.Check(Png(PictureFile.MaxSide, 1)).Picture);
        Assert.Contains("pixels", PictureFile.Check(Png(PictureFile.MaxSide + 1, 1)).Wrong, StringComparison.Ordinal);
        Assert.Contains("pixels", PictureFile.Check(Png(1, -1)).Wrong, StringComparison.Ordinal);
        byte[] heavy = [.. Png(10, 10), .. new byte[PictureFile.MaxBytes]];
        Assert.Contains("1 MB", PictureFile.Check(heavy).Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void No_bytes_whatever_trip_the_reader()
    {
        byte[][] starts = [Png(9, 9), Jpeg(9, 9), Webp("VP8 ", 9, 9), Webp("VP8L", 9, 9), Webp("VP8X", 9, 9), []];
        Gen.Select(Gen.Int[0, starts.Length - 1], Gen.Int[0, 40], Gen.Byte.Array[0, 60])
            .Sample(
                (start, kept, rest) =>
                {
                    byte[] file = [.. starts[start].Take(kept), .. rest];
                    Assert.True(PictureFile.Read(file) is null or { Width: > 0, Height: > 0 });
                }
            );
    }

    private static byte[] Png(int width, int height) =>
        [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, .. Big(width), .. Big(height), 8, 6, 0, 0, 0];

    private static byte[] Jpeg(int width, int height) =>
        [
            0xFF,
            0xD8,
            0xFF,
            0xE0,
            0,
            6,
            1,
            2,
            3,
            4,
            0xFF,
            0xFF,
            0xDB,
            0,
            3,
            1,
            0xFF,
            0xC2,
            0,
            11,
            8,
            .. Big(height)[2..],
            .. Big(width)[2..],
            1,
            1,
            0x11,
            0,
        ];

    private static byte[] Webp(string part, int width, int height)
    {
        byte[] inside = part switch
        {
            "VP8 " => [0, 0, 0, 0x9D, 0x01, 0x2A, .. Little(width)[..2], .. Little(height)[..2]],
            "VP8L" => [0x2F, .. Little((width - 1) | ((height - 1) << 14)), 0, 0, 0, 0, 0],
            _ => [0, 0, 0, 0, .. Little(width - 1)[..3], .. Little(height - 1)[..3]],
        };
        return
        [
            .. "RIFF"u8,
            0,
            0,
            0,
            0,
            .. "WEBP"u8,
            .. System.Text.Encoding.ASCII.GetBytes(part),
            0,
            0,
            0,
            0,
            .. inside,
        ];
    }

    private static byte[] Big(int number) =>
        [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static byte[] Little(int number) => [.. Big(number).Reverse()];
}
