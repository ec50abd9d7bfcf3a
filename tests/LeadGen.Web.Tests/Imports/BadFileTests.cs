using System.Text;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Imports;

/// <summary>What is no file of leads is refused with what to do, and a bad part of one costs itself alone.</summary>
public sealed class BadFileTests(ImportApp app) : IClassFixture<ImportApp>
{
    private const int Mega = 1 << 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[], string> Refused =>
        new()
        {
            { "nothing", [], "Choose a file that is not empty" },
            { "a byte order mark alone", [0xEF, 0xBB, 0xBF], "The file is empty" },
            {
                "NUL in the header",
                "email,\0\na@b.example,x\n"u8.ToArray(),
                "no text that can be read: save it as CSV UTF-8"
            },
            {
                "a spreadsheet",
                [.. "PK\u0003\u0004"u8, 0, 0, 6, 0, 0x0A, .. new byte[600]],
                "no text that can be read"
            },
            { "half a letter of UTF-16", [0xFF, 0xFE, (byte)'e', 0, (byte)'m'], "no text that can be read" },
            {
                "a quote that is never closed",
                "\"email,company\na@b.example,x\n"u8.ToArray(),
                "A quote is opened and not closed"
            },
            {
                "10,000 columns",
                Encoding.UTF8.GetBytes("email," + string.Join(',', Enumerable.Range(0, 9_999)) + "\na@b.example\n"),
                "The file has 10,000 columns: take out those that say nothing of leads, down to 1,000 or fewer"
            },
            {
                "a header without end",
                Encoding.UTF8.GetBytes("email," + new string('x', 3 * Mega)),
                "The header: Shorten the row to 1,000,000 characters or fewer"
            },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_file_that_is_none_is_refused_with_what_to_do_and_nothing_of_it_is_kept(
        string what,
        byte[] bytes,
        string error
    )
    {
        using var content = new MemoryStream(bytes);
        var receipt = await ReceiveAsync(content);

        Assert.True(receipt.Import is null, what);
        Assert.Contains(error, receipt.Error);
        Assert.Empty(Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.part") : []);
    }

    [Fact]
    public async Task Bad_parts_of_a_file_cost_their_rows_alone()
    {
        var csv =
            "email,company\n"
            + "nul@bad.example,a\0b\n"
            + "open@bad.example,\"never closed\n"
            + $"long@bad.example,{new string('x', 2 * Mega)}\n"
            + "many@bad.example,a,b,c,d\n"
            + "good@bad.example,Good\n";
        using var content = new MemoryStream([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(csv)]);
        var import = (await ReceiveAsync(content)).Import!;

        await app.RunAsync();

        var done = await app.FindAsync(import.Id);
        Assert.Equal((ImportState.Done, 1, 4), (done.State, done.Told.Created, done.Told.Rejected));
        Assert.Equal(
            ["Remove the unreadable", "A quote is opened", "Shorten the row", "The row has 5 fields"],
            done.Told.FirstErrors.Zip(
                ["Remove the unreadable", "A quote is opened", "Shorten the row", "The row has 5 fields"],
                (told, wanted) => told.Contains(wanted, StringComparison.Ordinal) ? wanted : told
            )
        );
    }

    [Fact]
    public async Task A_file_with_a_header_alone_is_done_at_once()
    {
        using var content = new MemoryStream("email,company\n"u8.ToArray());
        var import = (await ReceiveAsync(content)).Import!;

        await app.RunAsync();

        var done = await app.FindAsync(import.Id);
        Assert.Equal((ImportState.Done, 0), (done.State, done.Told.Rows));
    }

    /// <summary>Of 2 GB: the same limit holds for less.</summary>
    [Fact]
    public async Task A_line_without_end_takes_no_more_memory_than_the_longest_that_is_read()
    {
        using var lines = new CsvLines(new Endless(256L * Mega), Encoding.UTF8);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var line = (await lines.NextAsync(Cancel))!.Value;

        Assert.True(line.IsTooLong);
        Assert.Equal((CsvLines.MaxLength, 256L * Mega), (line.Text.Length, line.End.Byte));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32L * Mega);
        Assert.Null(await lines.NextAsync(Cancel));
    }

    private string Folder => Path.GetDirectoryName(app.Files.PathOf(Guid.Empty))!;

    private async Task<ImportReceipt> ReceiveAsync(Stream content)
    {
        await using var scope = app.Web.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<ImportIntake>()
            .ReceiveAsync(new ImportUpload("bad.csv", content, "Mara", ImportState.Running), Cancel);
    }

    /// <summary>So many letters in one line.</summary>
    private sealed class Endless(long left) : MemoryStream
    {
        private long _left = left;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = (int)Math.Min(_left, buffer.Length);
            buffer.Span[..read].Fill((byte)'x');
            _left -= read;
            return ValueTask.FromResult(read);
        }
    }
}
