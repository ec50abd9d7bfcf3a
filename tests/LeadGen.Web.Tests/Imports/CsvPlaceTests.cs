using System.Text;
using CsCheck;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;

namespace LeadGen.Web.Tests.Imports;

public sealed class CsvPlaceTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Reading_goes_on_behind_any_row_as_if_it_had_never_stopped()
    {
        var field = Gen.OneOf(
            Gen.String[Gen.Char["ab é€"], 0, 5],
            Gen.Const("\"two\r\nlines\""),
            Gen.Const("\"said \"\"so\"\"\""),
            Gen.Const("\"open")
        );
        var row = field.Array[1, 4].Select(fields => string.Join(',', fields));
        var text = Gen.Select(row.Array[1, 12], Gen.Int[0, 2].Select(i => new[] { "\n", "\r\n", "\r" }[i]))
            .Select((rows, end) => "a,b,c" + end + string.Join(end, rows) + end);
        await Gen.Select(text, Gen.Int[0, 2].Select(i => (TextEncoding)i))
            .SampleAsync(
                async (csv, encoding) =>
                {
                    await File.WriteAllTextAsync(_file, csv, EncodingOf(encoding));
                    var file = new CsvFile(_file, 0, "", encoding);
                    var all = await ReadAsync(file, null);
                    foreach (var (row, place) in all.Index().Select(one => (one.Index, one.Item.End)))
                    {
                        Assert.Equal(all.Skip(row + 1).Select(Told), (await ReadAsync(file, place)).Select(Told));
                    }
                },
                iter: 50,
                threads: 1
            );
    }

    private static string Told(CsvRow row) => $"{row.Line} {row.End} {string.Join('|', row.Fields)} {row.Error}";

    private static Encoding EncodingOf(TextEncoding encoding) =>
        encoding switch
        {
            TextEncoding.Utf16Le => Encoding.Unicode,
            TextEncoding.Utf16Be => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };

    private static async Task<List<CsvRow>> ReadAsync(CsvFile file, CsvPlace? from)
    {
        using var rows = new CsvRows(file.Lines(), ',');
        Assert.Equal(["a", "b", "c"], (await rows.HeaderAsync(TestContext.Current.CancellationToken))!);
        if (from is { } place)
        {
            await rows.GoToAsync(place, TestContext.Current.CancellationToken);
        }

        var all = new List<CsvRow>();
        while (await rows.NextAsync(TestContext.Current.CancellationToken) is { } row)
        {
            all.Add(row);
        }

        return all;
    }
}
