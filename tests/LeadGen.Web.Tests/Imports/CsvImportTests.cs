using System.Text;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;
using LeadGen.Testing;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;
using LeadGen.Web.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Imports;

public sealed class CsvImportTests(PostgresServer server) : IAsyncLifetime
{
    private const string Map = """
        {
          "name": "crm",
          "not_given": ["Select", "-"],
          "key": "Id",
          "email": "E-mail",
          "occurred_at": "When",
          "source": { "column": "Source", "values": { "google": "Google" } },
          "facts": {
            "company": "Company",
            "country": "Country",
            "employees": "Staff",
            "custom.plan": { "column": "Plan", "values": { "P": "pro" }, "otherwise": "" }
          },
          "touchpoints": [
            {
              "kind": "page_view",
              "when": "Visits",
              "path": { "value": "/pricing" },
              "properties": { "visits": "Visits", "band": { "column": "Visits", "bands": [1, 2, 5] } }
            }
          ],
          "outcome": {
            "result": { "column": "Result", "values": { "1": "won", "0": "none", "L": "lost" } },
            "reason": "Why"
          }
        }
        """;

    private const string Header = "Id,E-mail,When,Source,Company,Country,Staff,Plan,Visits,Result,Why\n";

    private const string Good =
        Header
        + "1,Ada@Alder.example,2026-03-01,google,Alder,Germany,120,P,3,0,\n"
        + "2,bob@alder.example,2026-03-02,Google,Alder,DE,\"1,200\",X,Select,1,\n"
        + "3,cy@birch.example,2026-03-03T10:00:00Z,-,\"Birch, Ltd\",,,,7,L,not_a_fit\n";

    private WebApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await WebApp.StartAsync(server);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_row_becomes_a_lead_with_its_facts_touchpoints_and_outcome()
    {
        using var import = new ImportRun(_app, Good, Map);

        var summary = await import.RunAsync();

        Assert.Equal((3, 3, 0), (summary.Rows, summary.Created, summary.Rejected));
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var ada = await LeadAsync(db, "ada@alder.example");
        Assert.Equal("Ada@Alder.example", ada.Email);
        Assert.Equal(
            ("Alder", "DE", "120", "pro"),
            (ada["company"], ada["country"], ada["employees"], ada["custom.plan"])
        );
        Assert.Equal(new Fact("Alder", FactOrigin.Import, At("2026-03-01")), ada.Facts["company"]);
        Assert.Equal(("Google", At("2026-03-01")), (ada.FirstTouch!.Source!.Name, ada.FirstTouch.At));
        Assert.Equal((Channel.Import, Stage.Lead), (ada.Channel, ada.Stage));
        var visit = await db.Touchpoints.SingleAsync(t => t.LeadId == ada.Id, Cancel);
        Assert.Equal(("page_view", "/pricing", At("2026-03-01")), (visit.Kind, visit.Path, visit.OccurredAt));
        Assert.Equal(("3", "2-4"), (visit.Properties["visits"], visit.Properties["band"]));
        Assert.False(visit.IsFresh);

        var bob = await LeadAsync(db, "bob@alder.example");
        Assert.Equal((ada.AccountId, Stage.Customer, "1200"), (bob.AccountId, bob.Stage, bob["employees"]));
        Assert.Equal(At("2026-03-02"), bob.CustomerSince);
        Assert.Null(bob["custom.plan"]);
        Assert.False(await db.Touchpoints.AnyAsync(t => t.LeadId == bob.Id, Cancel));
        var moves = await db.StageMoves.Where(m => m.LeadId == bob.Id).OrderBy(m => m.At).ToListAsync(Cancel);
        Assert.Equal([Stage.Sql, Stage.Opportunity, Stage.Customer], moves.Select(move => move.To));
        Assert.Equal([true, true, false], moves.Select(move => move.Implied));
        Assert.All(moves, move => Assert.Equal((MoveCause.Person, "import"), (move.Cause, move.Actor)));

        var cy = await LeadAsync(db, "cy@birch.example");
        Assert.Equal((Stage.Disqualified, null), (cy.Stage, cy.FirstTouch!.Source));
        var outcome = await db.Outcomes.SingleAsync(o => o.LeadId == cy.Id, Cancel);
        Assert.Equal((OutcomeResult.Lost, "not_a_fit"), (outcome.Result, outcome.Reason));
    }

    [Fact]
    public async Task The_same_import_again_changes_nothing()
    {
        // Two rows of one lead that differ, one without a date, are what a repeat could toss to and fro.
        const string Twice = Good + "4,ada@alder.example,,bing,Alder AG,,,,,,\n5,ADA@alder.example,,ask,Alder,,,,,1,\n";
        using var import = new ImportRun(_app, Twice, Map);
        await import.RunAsync();
        await _app.ScoredAsync();
        var before = await _app.DigestsAsync();
        _app.Clock.Advance(TimeSpan.FromHours(1));

        var again = await import.RunAsync();
        await _app.ScoredAsync();

        Assert.Equal((5, 5), (again.Rows, again.Unchanged));
        Assert.Equal(before, await _app.DigestsAsync());
    }

    [Fact]
    public async Task A_file_that_has_grown_brings_in_what_is_new_alone()
    {
        using (var import = new ImportRun(_app, Good, Map))
        {
            await import.RunAsync();
        }

        using var grown = new ImportRun(
            _app,
            Good.Replace(",3,0,", ",3,1,", StringComparison.Ordinal) + "6,di@birch.example,2026-03-04,,,,,,,,\n",
            Map
        );
        var summary = await grown.RunAsync();

        Assert.Equal((1, 1, 2), (summary.Created, summary.Updated, summary.Unchanged));
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        Assert.Equal(Stage.Customer, (await LeadAsync(db, "ada@alder.example")).Stage);
        Assert.Equal(2, await db.Touchpoints.CountAsync(Cancel));
    }

    [Fact]
    public async Task Rows_that_cannot_be_used_go_to_the_rejects_file_with_the_reason_and_the_rest_goes_in()
    {
        var huge = new string('x', 1_500_000);
        var rows = new (string Row, string Reason)[]
        {
            ("10,no address,,,,,,,,,", "Enter an e-mail address"),
            ("11,,,,,,,,,,", "Enter an e-mail address"),
            ("12,a@b.example,,,Ac\0me,,,,,,", "Remove the unreadable character"),
            ("13,a@b.example,,,\"Acme,,,,,,", "A quote is opened and not closed"),
            ("14,a@b.example,,,Acme,,,,,,,,", "The row has 13 fields where the header has 11"),
            ("15,a@b.example,,", "The row has 4 fields"),
            ($"16,a@b.example,,,{huge},,,,,,", "Shorten the row to 1,000,000 characters"),
            ($"17,a@b.example,,,{huge[..3000]},,,,,,", "Shorten to 200 characters or fewer"),
            ("18,a@b.example,31/12/2025,,,,,,,,", "Write the date as 2026-03-31"),
            ("19,a@b.example,2999-01-01,,,,,,,,", "Give an instant that is past"),
            ("20,a@b.example,,,,Atlantis,,,,,", "'Atlantis' is no country"),
            ("21,a@b.example,,,,,many,,,,", "Enter a whole number"),
            ("22,a@b.example,,,,,,,often,,", "Enter a number"),
            ("23,a@b.example,,,,,,,,perhaps,", "is no outcome"),
        };
        var csv = Header + string.Join('\n', rows.Select(row => row.Row)) + "\n" + Good[Header.Length..];
        using var import = new ImportRun(_app, csv, Map);

        var summary = await import.RunAsync();

        Assert.Equal((3, rows.Length), (summary.Created, summary.Rejected));
        var rejects = import.Rejects;
        Assert.Equal(Header.Trim() + ",error", rejects[0]);
        Assert.Equal(rows.Length, rejects.Length - 1);
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Contains($"Line {i + 2}: ", rejects[i + 1]);
            Assert.Contains(rows[i].Reason, rejects[i + 1]);
        }

        Assert.Equal(3L, await _app.ScalarAsync("select count(*) from leadgen.leads"));
    }

    [Fact]
    public async Task A_mended_rejects_file_can_be_imported_and_leaves_no_rejects()
    {
        using var bad = new ImportRun(_app, Header + "1,ada(at)alder.example,,,,,,,,,\n", Map);
        Assert.Equal(1, (await bad.RunAsync()).Rejected);
        var mended = string.Join('\n', bad.Rejects).Replace("(at)", "@", StringComparison.Ordinal);
        using var again = new ImportRun(_app, mended, Map);
        await File.WriteAllTextAsync(again.RejectsFile, "of an earlier run", Cancel);

        Assert.Equal(1, (await again.RunAsync()).Created);
        Assert.Empty(again.Rejects);
    }

    [Fact]
    public async Task Who_was_erased_as_they_wished_is_left_out_until_they_come_again_by_themselves()
    {
        using (var first = new ImportRun(_app, Good, Map))
        {
            await first.RunAsync();
        }

        await EraseAsync("ada@alder.example", ErasedBy.Person);
        await EraseAsync("bob@alder.example", ErasedBy.Retention);
        using (var again = new ImportRun(_app, Good, Map))
        {
            var summary = await again.RunAsync();
            Assert.Equal((1, 1), (summary.Created, summary.Rejected));
            Assert.Contains("erased as they wished", again.Rejects[1]);
            Assert.StartsWith("1,Ada@Alder.example,", again.Rejects[1]);
        }

        await _app.Services.GetRequiredService<LeadEntry>().SaveAsync(Entered(FactOrigin.Person), Cancel);
        using var last = new ImportRun(_app, Good, Map);
        Assert.Equal(0, (await last.RunAsync()).Rejected);
        // The file holds the address; the hash does not.
        Assert.Equal(1L, await _app.CountAsync("tombstones"));
        Assert.Equal(0L, await _app.CountAsync("tombstones t where t::text ilike '%alder%'"));
    }

    [Fact]
    public async Task A_dry_run_checks_everything_and_writes_nothing()
    {
        using var import = new ImportRun(_app, Good + "4,ada@alder.example,,,,,,,,,\n5,nobody,,,,,,,,,\n", Map);
        var before = await _app.DigestsAsync();

        var summary = await import.RunAsync(dryRun: true);

        Assert.Equal((3, 1), (summary.Created, summary.Rejected));
        Assert.Contains("Line 6", Assert.Single(summary.FirstErrors));
        Assert.Equal(before, await _app.DigestsAsync());
        Assert.Equal(0L, await _app.CountAsync("settings where key like 'import:%'"));
        Assert.Empty(import.Rejects);
    }

    [Fact]
    public async Task An_import_fills_what_is_empty_and_never_overrules_what_the_person_or_staff_said()
    {
        var entry = _app.Services.GetRequiredService<LeadEntry>();
        await entry.SaveAsync(Entered(FactOrigin.Api, ("company", "By API"), ("employees", "5")), Cancel);
        await entry.SaveAsync(Entered(FactOrigin.Person, ("country", "FR")), Cancel);
        using var import = new ImportRun(
            _app,
            "email,company,country,employees,industry\nada@alder.example,By import,DE,7,Software\n"
        );
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, (await import.RunAsync()).Updated);

        await using var scope = _app.Services.CreateAsyncScope();
        var ada = await LeadAsync(scope.ServiceProvider.GetRequiredService<LeadGenDbContext>(), "ada@alder.example");
        Assert.Equal(
            ("By import", "FR", "7", "Software"),
            (ada["company"], ada["country"], ada["employees"], ada["industry"])
        );
        Assert.Equal(Channel.Api, ada.Channel);
    }

    [Fact]
    public async Task An_older_import_replaces_nothing_that_an_API_said_later()
    {
        var entry = _app.Services.GetRequiredService<LeadEntry>();
        await entry.SaveAsync(Entered(FactOrigin.Api, ("company", "By API")), Cancel);
        using var import = new ImportRun(_app, "email,company,occurred_at\nada@alder.example,Old,2020-01-01\n");

        Assert.Equal(1, (await import.RunAsync()).Unchanged);

        await using var scope = _app.Services.CreateAsyncScope();
        var ada = await LeadAsync(scope.ServiceProvider.GetRequiredService<LeadGenDbContext>(), "ada@alder.example");
        Assert.Equal("By API", ada["company"]);
    }

    [Fact]
    public async Task An_import_hands_nobody_over_and_closes_the_hand_off_whose_outcome_it_tells()
    {
        var entry = _app.Services.GetRequiredService<LeadEntry>();
        await entry.SaveAsync(Entered(FactOrigin.Api) with { NextStep = NextStep.Contact }, Cancel);
        await _app.ScoredAsync();
        Assert.Equal("open", await _app.ScalarAsync("select state from leadgen.handoffs"));
        const string AskedForSales =
            "{\"name\":\"x\",\"key\":\"id\",\"email\":\"email\",\"touchpoints\":[{\"kind\":\"form_submitted\","
            + "\"properties\":{\"intent\":{\"value\":\"demo\"}}}],\"outcome\":{\"result\":{\"column\":\"result\"}}}";
        using var import = new ImportRun(
            _app,
            "id,email,result\n1,ada@alder.example,won\n2,new@alder.example,\n",
            AskedForSales
        );

        await import.RunAsync();
        await _app.ScoredAsync();

        Assert.Equal("qualified", await _app.ScalarAsync("select string_agg(state, ',') from leadgen.handoffs"));
        Assert.Equal(2L, await _app.ScalarAsync("select count(*) from leadgen.lead_scores"));
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public async Task The_separator_is_found_and_a_byte_order_mark_is_no_part_of_the_first_column(char separator)
    {
        var csv = "email,first_name,note\nada@alder.example,Åda,ignored\n".Replace(',', separator);
        using var import = new ImportRun(_app, csv, encoding: Encoding.UTF8);

        Assert.Equal(1, (await import.RunAsync()).Created);
        Assert.Equal("Åda", await _app.ScalarAsync("select first_name from leadgen.leads"));
    }

    [Fact]
    public async Task Bytes_that_are_broken_in_a_UTF8_file_cost_their_row_alone()
    {
        // Every letter is a byte here.
        var csv =
            Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("email,first_name\nada@alder.example,Zoë\n"))
            + "ake@alder.example,Åke\n";
        using var import = new ImportRun(_app, csv, encoding: Encoding.Latin1);

        var summary = await import.RunAsync();

        Assert.Equal((1, 1), (summary.Created, summary.Rejected));
        Assert.Contains("save the file as UTF-8", Assert.Single(summary.FirstErrors));
        Assert.Contains("\uFFFDke", import.Rejects[1]);
    }

    [Fact]
    public async Task A_file_without_the_columns_that_the_map_names_is_refused_with_their_names()
    {
        using var import = new ImportRun(_app, "Id,Mail\n1,ada@alder.example\n", Map);

        var refused = await Assert.ThrowsAsync<ImportException>(() => import.RunAsync());

        Assert.Contains("'E-mail'", refused.Message);
        Assert.Contains("'Company'", refused.Message);
    }

    [Fact]
    public async Task Two_imports_of_the_same_leads_at_once_make_each_lead_once()
    {
        var rows = Enumerable.Range(0, 3000).Select(i => $"{i},p{i}@c{i % 50}.example,,,C{i % 50},,,,2,,");
        var csv = Header + string.Join('\n', rows);
        using var first = new ImportRun(_app, csv, Map);
        using var second = new ImportRun(_app, csv, Map);

        var summaries = await Task.WhenAll(first.RunAsync(), second.RunAsync());

        Assert.Equal(3000, summaries.Sum(summary => summary.Created));
        Assert.Equal(3000L, await _app.ScalarAsync("select count(*) from leadgen.leads"));
        Assert.Equal(3000L, await _app.ScalarAsync("select count(*) from leadgen.touchpoints"));
        Assert.Equal(50L, await _app.ScalarAsync("select count(*) from leadgen.accounts"));
    }

    private async Task EraseAsync(string email, ErasedBy by)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var lead = await LeadAsync(scope.ServiceProvider.GetRequiredService<LeadGenDbContext>(), email);
        Assert.True(await _app.Services.GetRequiredService<ErasureDesk>().EraseAsync(lead.Id, by, null, Cancel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateTimeOffset At(string date) =>
        DateTimeOffset.Parse(date + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);

    private static EnteredLead Entered(FactOrigin origin, params (string Fact, string Value)[] facts) =>
        new(
            EmailAddress.Parse("ada@alder.example"),
            facts.ToDictionary(fact => fact.Fact, fact => (string?)fact.Value),
            origin,
            Channel.Api
        );

    private static async Task<Lead> LeadAsync(LeadGenDbContext db, string emailKey)
    {
        var identity = await db.LeadIdentities.SingleAsync(i => i.Email == emailKey, Cancel);
        return await db.Leads.AsNoTracking().SingleAsync(lead => lead.Id == identity.LeadId, Cancel);
    }
}
