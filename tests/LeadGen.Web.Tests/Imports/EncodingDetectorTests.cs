using System.Text;
using CsCheck;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;

namespace LeadGen.Web.Tests.Imports;

public sealed class EncodingDetectorTests
{
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    [Fact]
    public void What_is_valid_UTF8_is_UTF8_however_it_comes_in_pieces() =>
        Gen.Select(Gen.String, Gen.Int[1, 7])
            .Where((text, _) => !text.Contains('\0', StringComparison.Ordinal))
            .Sample((text, size) => Assert.Equal(TextEncoding.Utf8, Tell(Encoding.UTF8.GetBytes(text), size)));

    [Fact]
    public void Letters_of_older_Windows_programs_are_told_from_UTF8() =>
        Gen.Select(Gen.String[Gen.Char["abcäöüéßñ ,;\n"], 1, 60], Gen.Int[1, 7])
            .Where((text, _) => text.Any(letter => letter > 127))
            .Sample(
                (text, size) =>
                {
                    var bytes = Windows.GetBytes(text + "\n");
                    Assert.Equal(TextEncoding.Windows1252, Tell(bytes, size));
                }
            );

    [Theory]
    [InlineData("utf-16", TextEncoding.Utf16Le, true)]
    [InlineData("utf-16", TextEncoding.Utf16Le, false)]
    [InlineData("utf-16BE", TextEncoding.Utf16Be, true)]
    [InlineData("utf-16BE", TextEncoding.Utf16Be, false)]
    [InlineData("utf-8", TextEncoding.Utf8, true)]
    public void A_mark_or_the_zeros_of_Latin_letters_tell_UTF16(string name, TextEncoding expected, bool marked)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes =
        [
            .. marked ? encoding.GetPreamble() : [],
            .. encoding.GetBytes("email,first_name\nåke@alder.example,Åke\n"),
        ];

        Assert.Equal(expected, Tell(bytes, 5));
    }

    [Fact]
    public void A_few_broken_bytes_do_not_make_another_encoding_of_UTF8_and_a_single_zero_no_UTF16()
    {
        byte[] mixed = [.. Encoding.UTF8.GetBytes("Jürgen, Åke, Zoë\n"), 0xC5, (byte)'k', (byte)'e', 0, (byte)'\n'];

        Assert.Equal(TextEncoding.Utf8, Tell(mixed, 3));
        Assert.Equal(TextEncoding.Utf8, Tell([], 1));
    }

    private static TextEncoding Tell(byte[] bytes, int size)
    {
        var detector = new EncodingDetector();
        foreach (var piece in bytes.Chunk(size))
        {
            detector.Add(piece);
        }

        return detector.Tell();
    }
}
