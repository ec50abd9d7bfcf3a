using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class FileKindTests
{
    public static TheoryData<string, byte[]> Heads =>
        new()
        {
            { "a.pdf", "%PDF-1.7\n"u8.ToArray() },
            { "a.PDF", "%PDF-1.4\n"u8.ToArray() },
            { "a.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0] },
            { "a.jpg", [0xFF, 0xD8, 0xFF, 0xE0] },
            { "a.jpeg", [0xFF, 0xD8, 0xFF, 0xE1] },
            { "a.gif", "GIF89a.."u8.ToArray() },
            { "a.webp", "RIFF....WEBPVP8 "u8.ToArray() },
            { "a.mp4", "\0\0\0\u0018ftypmp42"u8.ToArray() },
            { "a.m4a", "\0\0\0\u0018ftypM4A "u8.ToArray() },
            { "a.mp3", "ID3\u0004"u8.ToArray() },
            { "a.zip", "PK\u0003\u0004"u8.ToArray() },
            { "a.docx", "PK\u0003\u0004"u8.ToArray() },
            { "a.epub", "PK\u0003\u0004"u8.ToArray() },
        };

    [Theory, MemberData(nameof(Heads))]
    public void A_kind_is_told_by_its_name_and_its_first_bytes(string name, byte[] head)
    {
        Assert.True(FileKind.Named(name)!.BeginsAs(head));
        Assert.False(FileKind.Named(name)!.BeginsAs("<html><script>"u8));
        Assert.False(FileKind.Named(name)!.BeginsAs([]));
    }

    [Fact]
    public void No_bytes_are_of_two_kinds_that_differ()
    {
        foreach (var (name, head) in Heads.Select(row => (row.Data.Item1, row.Data.Item2)))
        {
            var kinds = FileKind.All.Where(kind => kind.BeginsAs(head)).ToList();
            Assert.True(
                kinds.TrueForAll(kind => kind.IsZip) || kinds.Select(kind => kind.MediaType).Distinct().Count() == 1,
                $"{name}: {string.Join(", ", kinds.Select(kind => kind.Extension))}"
            );
        }
    }

    [Theory]
    [InlineData("a.svg")]
    [InlineData("a.html")]
    [InlineData("a.exe")]
    [InlineData("a.pdf.exe")]
    [InlineData("a.docm")]
    [InlineData("pdf")]
    [InlineData("")]
    [InlineData("a.")]
    public void What_could_do_something_where_it_is_opened_is_not_handed_out(string name) =>
        Assert.Null(FileKind.Named(name));

    [Fact]
    public void A_ZIP_is_told_by_what_is_in_it()
    {
        string[] word = ["[Content_Types].xml", "word/document.xml"];

        Assert.True(Kind("a.docx").Holds(word, null));
        Assert.False(Kind("a.xlsx").Holds(word, null));
        Assert.False(Kind("a.docx").Holds([.. word, "word/vbaProject.bin"], null));
        Assert.True(Kind("a.epub").Holds(["mimetype", "a.xhtml"], "application/epub+zip"));
        Assert.False(Kind("a.epub").Holds(["a.xhtml"], null));
        Assert.True(Kind("a.zip").Holds(["a/readme.txt"], null));
        Assert.False(Kind("a.zip").Holds(["a/readme.txt", "a/SETUP.EXE"], null));
    }

    private static FileKind Kind(string name) => FileKind.Named(name)!;
}
