using LeadGen.Web.Imports;

namespace LeadGen.Web.Tests.Imports;

public sealed class CsvRowsTests
{
    [Theory]
    [InlineData("1,2,3", "1|2|3")]
    [InlineData("1,,", "1||")]
    [InlineData("\"1\",\"2,5\",\"\"", "1|2,5|")]
    [InlineData("\"say \"\"hi\"\"\",2,3", "say \"hi\"|2|3")]
    [InlineData("1,5\" disk,3", "1|5\" disk|3")]
    [InlineData("1,\"two\nlines\",3", "1|two\nlines|3")]
    [InlineData("1,\"two\r\n\r\nlines\",", "1|two\n\nlines|")]
    public async Task A_row_is_read_as_the_standard_says(string text, string fields)
    {
        var row = Assert.Single(await ReadAsync("a,b,c\n" + text));

        Assert.Null(row.Error);
        Assert.Equal(fields, string.Join('|', row.Fields));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Every_kind_of_line_end_ends_a_line(string end)
    {
        var rows = await ReadAsync(string.Join(end, "a,b,c", "1,2,3", "", "4,5,6") + end);

        Assert.Equal([(2L, "1"), (4L, "4")], rows.Select(row => (row.Line, row.Fields[0])));
    }

    [Theory]
    [InlineData("1,\"open,3")]
    [InlineData("1,\"open,3\n2,\"x\",4")]
    [InlineData("1,\"open\"ed,3")]
    [InlineData("1,2")]
    [InlineData("1,2,3,4")]
    public async Task A_broken_row_costs_itself_alone(string broken)
    {
        var rows = await ReadAsync($"a,b,c\n0,0,0\n{broken}\n9,\"9\",9\n8,8,8");

        Assert.Equal("1", Assert.Single(rows, row => row.Error is not null).Fields[0][..1]);
        Assert.Equal(3, Assert.Single(rows, row => row.Error is not null).Line);
        Assert.Equal(
            ["0", "9", "8"],
            rows.Where(row => row.Error is null && row.Fields[0] != "2").Select(r => r.Fields[0])
        );
    }

    [Fact]
    public async Task A_field_with_many_lines_is_one_field_and_an_endless_one_is_given_up()
    {
        var lines = string.Join('\n', Enumerable.Repeat("x", CsvRows.LinesMax));
        var rows = await ReadAsync($"a,b,c\n1,\"{lines}\",3\n2,\"{lines}\n{lines}\",3\n4,4,4");

        Assert.Equal(lines, rows[0].Fields[1]);
        Assert.NotNull(rows[1].Error);
        Assert.Equal("4", rows[^1].Fields[0]);
        Assert.Null(rows[^1].Error);
    }

    [Fact]
    public async Task A_row_longer_than_may_be_is_given_up_and_its_end_is_not_taken_for_a_row()
    {
        var huge = new string('x', CsvRows.RowMaxLength * 2);
        var rows = await ReadAsync($"a,b,c\n1,{huge},2\n3,4,5");

        Assert.Equal(2, rows.Count);
        Assert.StartsWith("Shorten the row", rows[0].Error);
        Assert.True(rows[0].Fields[0].Length <= 1000);
        Assert.Equal(["3", "4", "5"], rows[1].Fields);
    }

    private static async Task<List<CsvRow>> ReadAsync(string text)
    {
        using var rows = CsvRows.Of(text, ',');
        Assert.Equal(["a", "b", "c"], (await rows.HeaderAsync(TestContext.Current.CancellationToken))!);
        var all = new List<CsvRow>();
        while (await rows.NextAsync(TestContext.Current.CancellationToken) is { } row)
        {
            all.Add(row);
        }

        return all;
    }
}
