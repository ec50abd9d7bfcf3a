using System.Text;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;
using LeadGen.Web.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Imports;

/// <summary>Who was erased is in no file of an import any more, and the import goes on as if nothing had happened.</summary>
public sealed class ImportErasureTests(ImportApp app) : IClassFixture<ImportApp>
{
    private const string Header = "id,email,company,note,occurred_at\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Rows_of_who_was_erased_go_from_the_file_and_its_rejected_rows_and_others_stay(string encoding)
    {
        var domain = $"{encoding}.sweep.example".ToLowerInvariant();
        var csv =
            Header
            + $"1,ada@{domain},Älder,,2026-01-01\n"
            + $"2,Erik@{domain},Gönebach,\"one\nSecret two\",2026-01-01\n"
            + $"3,bob@{domain},Birch,\"talked of <erik@{domain}>\",2026-01-01\n"
            + $"4,erik@{domain},Gone again,,no date\n"
            + $"5,erik@{domain},Too many,,2026-01-01,x\n"
            + $"6,cy@{domain},Cedar,,no date\n";
        var import = await app.ReceiveAsync(csv, encoding: Encoding.GetEncoding(encoding));
        await app.RunAsync();
        var before = await app.FindAsync(import.Id);
        Assert.Equal((3, 3), (before.Told.Created, before.Told.Rejected));
        var (file, rejects) = (app.Files.PathOf(import.Id), app.Files.RejectsOf(import.Id));
        var length = new FileInfo(rejects).Length;

        await SweepAsync();
        Assert.NotEmpty((await app.FindAsync(import.Id)).Told.FirstErrors);
        Assert.Contains("Gönebach", await File.ReadAllTextAsync(file, Encoding.GetEncoding(encoding), Cancel));
        await EraseAsync($"erik@{domain}");
        Assert.Equal(6, await SweepAsync());
        Assert.Equal(0, await SweepAsync());
        // They quote what stood in the cells.
        var told = (await app.FindAsync(import.Id)).Told;
        Assert.Empty(told.FirstErrors);
        Assert.Equal((before.Told.Created, before.Told.Rejected), (told.Created, told.Rejected));

        var left = await File.ReadAllTextAsync(file, Encoding.GetEncoding(encoding), Cancel);
        Assert.DoesNotContain("erik", left, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Secret", left, StringComparison.Ordinal);
        Assert.DoesNotContain("Birch", left, StringComparison.Ordinal);
        Assert.StartsWith(Header + $"1,ada@{domain},Älder,,2026-01-01\n", left, StringComparison.Ordinal);
        Assert.EndsWith($"6,cy@{domain},Cedar,,no date\n", left, StringComparison.Ordinal);
        Assert.Equal(csv.Count(letter => letter == '\n'), left.Count(letter => letter == '\n'));
        var refused = await File.ReadAllTextAsync(rejects, Cancel);
        Assert.DoesNotContain("erik", refused, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Cedar", refused, StringComparison.Ordinal);
        Assert.Equal(length, new FileInfo(rejects).Length);
    }

    [Fact]
    public async Task A_paused_import_goes_on_at_its_place_and_a_file_that_comes_after_the_erasure_is_swept_too()
    {
        var rows = Enumerable.Range(0, 1200).Select(i => $"{i},p{i}@paused-sweep.example,Ö{i},,2026-01-01\n").ToList();
        var import = await app.ReceiveAsync(Header + string.Concat(rows.Take(1)));
        await app.RunAsync();
        await EraseAsync("p0@paused-sweep.example");
        import = await app.ReceiveAsync(Header + string.Concat(rows));
        // Its first chunk is in.
        var first = Encoding.UTF8.GetByteCount(Header + string.Concat(rows.Take(1000)));
        await app.Web.ScalarAsync(
            $"update leadgen.imports set state = 'paused', at_byte = {first}, at_line = 1001 where id = '{import.Id}'"
        );

        // Its row in the file of before, and in this one.
        Assert.Equal(2, await SweepAsync());
        Assert.True(await app.DoAsync(import.Id, ImportAction.Resume));
        await app.RunAsync();

        var done = await app.FindAsync(import.Id);
        Assert.Equal((ImportState.Done, 200, 0), (done.State, done.Told.Created, done.Told.Rejected));
        Assert.DoesNotContain(
            "p0@",
            await File.ReadAllTextAsync(app.Files.PathOf(import.Id), Cancel),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("ada@alder.example", "ada@alder.example")]
    [InlineData("Ada <Ada@Alder.example>, or mailto:bob@birch.example.", "ada@alder.example bob@birch.example")]
    [InlineData("o'neil@x.example 'cy@x.example'", "o'neil@x.example cy@x.example")]
    [InlineData("@ a@ @b a@b", "")]
    public void Addresses_are_found_wherever_they_stand(string text, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', CsvBlank.AddressesIn(text)));

    private async Task<int> SweepAsync()
    {
        await using var scope = app.Web.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ImportErasure>().RunAsync(Cancel);
    }

    private async Task EraseAsync(string email)
    {
        await using var scope = app.Web.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var lead = await db.LeadIdentities.Where(i => i.Email == email).Select(i => i.LeadId).SingleAsync(Cancel);
        Assert.True(
            await app.Web.Services.GetRequiredService<ErasureDesk>().EraseAsync(lead, ErasedBy.Person, null, Cancel)
        );
        // Past the moment in which an erasure might not be seen yet.
        app.Web.Clock.Advance(TimeSpan.FromMinutes(10));
    }
}
