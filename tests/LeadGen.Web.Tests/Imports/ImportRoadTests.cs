using System.Text;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;
using LeadGen.Web.Tests.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Imports;

public sealed class ImportRoadTests(ImportApp app) : IClassFixture<ImportApp>
{
    private static readonly string Header = "id,email,company,occurred_at\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Endpoints_are_told_of_leads_that_are_new_and_of_those_that_changed_if_they_want_it()
    {
        const string Head = "email,company\n";
        const string Address = "https://example.com/hook";
        await app.ReceiveAsync(Head + "ada@told-import.example,Alder\n");
        await app.RunAsync();
        var (all, _) = await app.Web.EndpointAsync(Address, LeadEventTypes.Created, LeadEventTypes.Updated);
        var (outcomes, _) = await app.Web.EndpointAsync(Address, LeadEventTypes.OutcomeRecorded);
        await app.ReceiveAsync(Head + "ada@told-import.example,Ash\nbob@told-import.example,Birch\n");
        await app.RunAsync();

        var told = (await app.Web.DeliveriesAsync(all)).Select(one => one.EventId).ToArray();
        Assert.Empty(await app.Web.DeliveriesAsync(outcomes));
        Assert.Equal(
            [LeadEventTypes.Created, LeadEventTypes.Updated],
            await app.Web.DbAsync(db =>
                db.Set<LeadEvent>()
                    .Where(one => told.Contains(one.Id))
                    .OrderBy(one => one.Type)
                    .Select(one => one.Type)
                    .ToListAsync(Cancel)
            )
        );
        await app.Web.DbAsync(db => db.WebhookEndpoints.ExecuteDeleteAsync(Cancel));
    }

    [Fact]
    public async Task An_import_runs_to_its_end_and_tells_what_came_of_the_rows()
    {
        var import = await app.ReceiveAsync(Header + "1,ada@done.example,Alder,2026-01-01\n2,nobody,,\n");

        await app.RunAsync();

        var done = await app.FindAsync(import.Id);
        Assert.Equal(ImportState.Done, done.State);
        Assert.Equal((2, 1, 1), (done.Told.Rows, done.Told.Created, done.Told.Rejected));
        Assert.Contains("Line 3: Enter an e-mail address", Assert.Single(done.Told.FirstErrors));
        Assert.Equal(done.Bytes, done.AtByte);
        Assert.NotNull(done.FinishedAt);
        Assert.Contains("2,nobody", await File.ReadAllTextAsync(app.Files.RejectsOf(import.Id), Cancel));
    }

    [Fact]
    public async Task A_check_counts_and_names_errors_and_writes_nothing()
    {
        await app.Web.ScoredAsync();
        var before = await app.Web.DigestsAsync();
        var bad = string.Concat(Enumerable.Range(0, 12).Select(i => $"{i},nobody,,\n"));
        var import = await app.ReceiveAsync(
            Header + "1,ada@check.example,Alder,2026-01-01\n" + bad,
            begins: ImportState.Checking
        );

        await app.RunAsync();

        var ready = await app.FindAsync(import.Id);
        Assert.Equal(ImportState.Ready, ready.State);
        Assert.Equal((1, 12, 10), (ready.Check!.Created, ready.Check.Rejected, ready.Check.FirstErrors.Count));
        Assert.Equal(before, await app.Web.DigestsAsync());
        Assert.False(ready.HasWritten);
        Assert.True(await app.DoAsync(import.Id, ImportAction.Start));
        await app.RunAsync();
        Assert.Equal(1, (await app.FindAsync(import.Id)).Told.Created);
    }

    [Fact]
    public async Task What_is_killed_again_and_again_ends_as_what_never_was()
    {
        var csv = new StringBuilder(Header);
        for (var i = 0; i < 4500; i++)
        {
            csv.Append(
                i % 50 == 7 ? $"{i},nobody,\"Two\nlines\",\n" : $"{i},p{i % 4000}@kill.example,C{i},2026-01-01\n"
            );
        }

        var import = await app.ReceiveAsync(csv.ToString());
        var road = app.Web.Services.GetRequiredService<ImportRoad>();
        var (kills, places) = (0, new HashSet<long>());
        while ((await app.FindAsync(import.Id)).State == ImportState.Running)
        {
            using var kill = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var running = road.NextAsync(kill.Token);
            var at = (await app.FindAsync(import.Id)).AtByte;
            while (!running.IsCompleted && (await app.FindAsync(import.Id)).AtByte == at) { }

            await kill.CancelAsync();
            await ((Task)running).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
            );
            places.Add((await app.FindAsync(import.Id)).AtByte);
            kills++;
        }

        Assert.True(kills > 2 && places.Count > 2);
        var done = await app.FindAsync(import.Id);
        Assert.Equal((3920, 490, 90), (done.Told.Created, done.Told.Updated + done.Told.Unchanged, done.Told.Rejected));
        Assert.Equal(3920L, await app.Web.CountAsync("lead_identities where email like '%@kill.example'"));
        Assert.Equal(
            3920 + done.Told.Updated,
            await app.Web.CountAsync(
                "fact_changes c join leadgen.lead_identities i on i.lead_id = c.lead_id where i.email like '%@kill.example'"
            )
        );
        var rejects = await File.ReadAllTextAsync(app.Files.RejectsOf(import.Id), Cancel);
        Assert.Equal(90, rejects.Split("e-mail address").Length - 1);
        Assert.Equal(rejects.Length, done.RejectsBytes);
        Assert.Equal(
            3920L,
            await app.Web.ScalarAsync(
                $"select sum(cardinality(leads)) from leadgen.import_parts where import_id = '{import.Id}'"
            )
        );
    }

    [Fact]
    public async Task Whoever_was_thought_dead_writes_nothing_any_more_and_the_other_goes_on()
    {
        var rows = string.Concat(Enumerable.Range(0, 2500).Select(i => $"{i},p{i}@fence.example,C,2026-01-01\n"));
        var import = await app.ReceiveAsync(Header + rows);
        await using var scope = app.Web.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        await using (var slow = await db.Database.BeginTransactionAsync(Cancel))
        {
            // The first chunk waits for this lead, and meanwhile its lease runs out and another takes the import.
            await db.Database.ExecuteSqlAsync(
                $"insert into leadgen.lead_identities (email, lead_id, came_with) values ('p5@fence.example', {Guid.CreateVersion7(DateTimeOffset.UnixEpoch)}, {Guid.CreateVersion7(DateTimeOffset.UnixEpoch)})",
                Cancel
            );
            var first = app.Web.Services.GetRequiredService<ImportRoad>().NextAsync(Cancel);
            while ((await app.FindAsync(import.Id)).Fence == 0) { }

            await app.Web.ScalarAsync(
                $"update leadgen.imports set fence = fence + 1, leased_until = null where id = '{import.Id}'"
            );
            await slow.RollbackAsync(Cancel);
            Assert.True(await first);
        }

        Assert.Equal(0L, await app.Web.CountAsync("lead_identities where email like '%@fence.example'"));
        await app.RunAsync();
        Assert.Equal(2500, (await app.FindAsync(import.Id)).Told.Created);
    }

    [Fact]
    public async Task A_paused_import_rests_where_it_is_until_it_is_resumed_and_a_cancelled_one_for_good()
    {
        var import = await app.ReceiveAsync(Header + "1,ada@pause.example,Alder,2026-01-01\n");

        Assert.True(await app.DoAsync(import.Id, ImportAction.Pause));
        await app.RunAsync();
        Assert.Equal(0L, await app.Web.CountAsync("lead_identities where email = 'ada@pause.example'"));
        Assert.False(await app.DoAsync(import.Id, ImportAction.Pause));
        Assert.True(await app.DoAsync(import.Id, ImportAction.Resume));
        await app.RunAsync();
        Assert.Equal(1L, await app.Web.CountAsync("lead_identities where email = 'ada@pause.example'"));
        Assert.False(await app.DoAsync(import.Id, ImportAction.Cancel));

        var other = await app.ReceiveAsync(Header + "1,bob@pause.example,Alder,2026-01-01\n");
        Assert.True(await app.DoAsync(other.Id, ImportAction.Cancel));
        await app.RunAsync();
        Assert.False(await app.DoAsync(other.Id, ImportAction.Resume));
        Assert.Equal(0L, await app.Web.CountAsync("lead_identities where email = 'bob@pause.example'"));
    }

    [Theory]
    [InlineData(TextEncoding.Utf16Le, "utf-16")]
    [InlineData(TextEncoding.Utf16Be, "utf-16BE")]
    [InlineData(TextEncoding.Windows1252, "iso-8859-1")]
    public async Task A_file_of_another_encoding_is_read_as_it_was_written(TextEncoding encoding, string name)
    {
        var csv = $"E-Mail;First Name;Company\nåke@{name}.example;Åke;Söder & Co\n".Replace(
            "åke@",
            "ake@",
            StringComparison.Ordinal
        );
        var import = await app.ReceiveAsync(csv, encoding: Encoding.GetEncoding(name));

        await app.RunAsync();

        Assert.Equal((encoding, ";"), (import.Encoding, import.Separator));
        Assert.Equal(1, (await app.FindAsync(import.Id)).Told.Created);
        Assert.Equal(
            "Åke of Söder & Co",
            await app.Web.ScalarAsync(
                $"select first_name || ' of ' || company from leadgen.leads where email like '%@{name}.example'"
            )
        );
    }

    [Fact]
    public async Task A_file_that_is_gone_makes_a_failed_import_that_says_so_and_can_go_on()
    {
        var import = await app.ReceiveAsync(Header + "1,ada@gone.example,Alder,2026-01-01\n");
        var path = app.Files.PathOf(import.Id);
        File.Move(path, path + ".away");

        await app.RunAsync();

        var failed = await app.FindAsync(import.Id);
        Assert.Equal((ImportState.Failed, ImportState.Running), (failed.State, failed.FailedIn));
        Assert.Contains("not on this machine", failed.Error);
        File.Move(path + ".away", path);
        Assert.True(await app.DoAsync(import.Id, ImportAction.Again));
        await app.RunAsync();
        Assert.Equal(ImportState.Done, (await app.FindAsync(import.Id)).State);
    }
}
