using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;
using LeadGen.Web.Privacy;
using LeadGen.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Imports;

public sealed class ImportUndoTests(ImportApp app) : IClassFixture<ImportApp>
{
    private const string Map = """
        { "name": "undo", "key": "id", "email": "email", "occurred_at": "at", "facts": { "company": "company", "country": "country" },
          "touchpoints": [{ "kind": "page_view", "when": "visits", "path": { "value": "/pricing" } }],
          "outcome": { "result": "result" } }
        """;

    private const string Header = "id,email,at,company,country,visits,result\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_that_an_import_wrote_is_gone_as_if_it_had_never_been()
    {
        await EnterAsync("was.undo.all@gmail.com", ("company", "By person"), FactOrigin.Person);
        await EnterAsync("api.undo.all@gmail.com", ("company", "By API"), FactOrigin.Api);
        await app.Web.ScoredAsync();
        var before = await DigestsAsync();
        var rows = string.Concat(
            Enumerable
                .Range(0, 2300)
                .Select(i =>
                    $"{i},p{i % 2000}@undo-all{i % 2000 % 9}.example,2026-0{1 + i % 3}-01,C{i},DE,{(i % 2 == 0 ? "1" : "")},{(i % 7 == 0 ? "won" : "")}\n"
                )
        );
        var import = await app.ReceiveAsync(
            Header
                + "a,was.undo.all@gmail.com,2026-01-01,By import,FR,3,won\n"
                + "b,api.undo.all@gmail.com,2099-01-01,By import,FR,3,\nc,api.undo.all@gmail.com,2026-01-01,By import,FR,3,\n"
                + rows,
            Map
        );
        await app.RunAsync();
        await app.Web.ScoredAsync();
        Assert.NotEqual(before["leads"], (await DigestsAsync())["leads"]);

        Assert.True(await app.DoAsync(import.Id, ImportAction.Undo));
        await app.RunAsync();

        var undone = await app.FindAsync(import.Id);
        Assert.Equal(ImportState.Undone, undone.State);
        Assert.Equal((2000, 9), (undone.Undone!.Leads, undone.Undone.Accounts));
        Assert.Empty(undone.Undone.Kept);
        Assert.Equal(before, await DigestsAsync());
        Assert.Equal(0L, await app.Web.CountAsync($"import_parts where import_id = '{import.Id}'"));
        await app.Web.ScoredAsync();
        Assert.Equal(
            0L,
            await app.Web.CountAsync(
                "lead_scores s where not exists (select from leadgen.leads l where l.id = s.lead_id)"
            )
        );
        Assert.False(await app.DoAsync(import.Id, ImportAction.Undo));
    }

    [Fact]
    public async Task What_something_else_touched_since_stays_and_is_counted_by_why()
    {
        var import = await app.ReceiveAsync(
            Header
                + "1,form@undo-kept.example,2026-01-01,By import,DE,1,\n"
                + "2,moved@undo-kept.example,2026-01-01,By import,DE,1,lost\n"
                + "3,alone@undo-kept.example,2026-01-01,By import,DE,1,won\n",
            Map
        );
        await app.RunAsync();
        await EnterAsync("form@undo-kept.example", ("country", "FR"), FactOrigin.Person);
        await app.Web.WithDbAsync(async db =>
        {
            var id = await LeadIdAsync(db, "moved@undo-kept.example");
            var lead = await db.Leads.SingleAsync(lead => lead.Id == id, Cancel);
            db.StageMoves.AddRange(
                OutcomeMoves.Apply(
                    lead,
                    OutcomeResult.Won,
                    null,
                    new MoveContext(app.Web.Clock.GetUtcNow(), MoveCause.Person, "Mara")
                )
            );
            return await db.SaveChangesAsync(Cancel);
        });

        Assert.True(await app.DoAsync(import.Id, ImportAction.Undo));
        await app.RunAsync();

        var undone = (await app.FindAsync(import.Id)).Undone!;
        Assert.Equal((1, 3), (undone.Leads, undone.Touchpoints));
        Assert.Equal(2, undone.Kept["touched"]);
        Assert.Equal(1, undone.Kept["moved"]);
        await app.Web.WithDbAsync(async db =>
        {
            var form = await LeadIdAsync(db, "form@undo-kept.example");
            var lead = await db.Leads.SingleAsync(lead => lead.Id == form, Cancel);
            Assert.Equal((null, "FR"), (lead["company"], lead["country"]));
            var moved = await LeadIdAsync(db, "moved@undo-kept.example");
            Assert.Equal(1, await db.Outcomes.CountAsync(outcome => outcome.LeadId == moved, Cancel));
            return 0;
        });
        Assert.Equal(0L, await app.Web.CountAsync("lead_identities where email = 'alone@undo-kept.example'"));
    }

    [Fact]
    public async Task An_undo_that_is_stopped_goes_on_and_ends_the_same()
    {
        var rows = string.Concat(
            Enumerable.Range(0, 3500).Select(i => $"{i},p{i}@undo-stop.example,2026-01-01,C,DE,1,\n")
        );
        var import = await app.ReceiveAsync(Header + rows, Map);
        await app.RunAsync();
        Assert.True(await app.DoAsync(import.Id, ImportAction.Undo));

        var road = app.Web.Services.GetRequiredService<ImportRoad>();
        while ((await app.FindAsync(import.Id)).State == ImportState.Undoing)
        {
            using var kill = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var running = road.NextAsync(kill.Token);
            var before = (await app.FindAsync(import.Id)).Undone?.Leads;
            while (!running.IsCompleted && (await app.FindAsync(import.Id)).Undone?.Leads == before) { }

            await kill.CancelAsync();
            await ((Task)running).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
            );
        }

        var undone = (await app.FindAsync(import.Id)).Undone!;
        Assert.Equal((3500, 3500), (undone.Leads, undone.Touchpoints));
        Assert.Equal(0L, await app.Web.CountAsync("lead_identities where email like '%@undo-stop.example'"));
    }

    [Fact]
    public void Every_table_of_people_is_known_to_an_undo()
    {
        string[] otherwise = ["held_forms", "handoff_steps", "account_changes", "accounts", "settings"];

        Assert.Equal(
            PersonTables.All.Select(table => table.Name).Distinct().Except(otherwise).Order(),
            UndoTables.Touch.Concat(UndoTables.Follow).Concat(UndoTables.Merges).Order()
        );
    }

    private Task<IntakeResult> EnterAsync(string email, (string Fact, string Value) fact, FactOrigin origin) =>
        app
            .Web.Services.GetRequiredService<LeadEntry>()
            .SaveAsync(
                new EnteredLead(
                    EmailAddress.Parse(email),
                    new Dictionary<string, string?> { [fact.Fact] = fact.Value },
                    origin,
                    Channel.Api
                ),
                Cancel
            );

    /// <summary>Of all but who wrote last, and of first and last touch, which an undo leaves as they are.</summary>
    private async Task<Dictionary<string, string>> DigestsAsync()
    {
        var digests = await app.Web.DigestsAsync();
        digests["leads"] = (string)
            (
                await app.Web.ScalarAsync(
                    "select count(*) || ' ' || string_agg(id || stage || facts::text || coalesce(customer_since::text, ''), '|' order by id) from leadgen.leads"
                )
            )!;
        return digests;
    }

    private static Task<Guid> LeadIdAsync(LeadGenDbContext db, string email) =>
        db
            .LeadIdentities.Where(identity => identity.Email == email)
            .Select(identity => identity.LeadId)
            .SingleAsync(Cancel);
}
