using System.Globalization;
using System.Net;
using System.Text.Json;
using LeadGen.Web.Access;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Privacy;
using LeadGen.Web.Scoring;
using LeadGen.Web.Tests.Api;
using LeadGen.Web.Tests.Capture;
using LeadGen.Web.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Privacy;

/// <summary>Nothing is left that tells who somebody was, wherever it was, and nothing of others is touched.</summary>
public sealed class ErasureTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private readonly WebApp _app = demo.App;

    /// <summary>Who adds a table with something of people adds it to <see cref="PersonTables"/> and, if it can be filled, to <see cref="WholePerson"/>.</summary>
    [Fact]
    public async Task Every_table_that_names_a_person_says_how_it_is_exported_and_erased()
    {
        var naming = await WholePerson.TablesAsync(
            _app,
            "^(lead_id|visitor_id|submission_id|handoff_id|to_address|survivor_id|low_id)$"
        );

        Assert.Contains("touchpoints", naming);
        Assert.Contains("mails", naming);
        Assert.Empty(naming.Except(PersonTables.All.Select(table => table.Name)).Except(PersonTables.HoldNothing));
    }

    [Fact]
    public async Task Somebody_is_exported_whole_and_erased_from_every_table_and_counts_stay()
    {
        const string email = "zelda@quux-antriebe.example";
        var lead = await WholePerson.LiveAsync(_app, email);
        var before = await WholePerson.DumpAsync(_app);
        Assert.All(WholePerson.Values, value => Assert.Contains(value, before, StringComparison.OrdinalIgnoreCase));
        using var admin = await _app.SignedInAsync(Roles.Admin);
        var exported = await ExportAsync(admin, lead.Id, "json");
        await CompleteAsync(exported, lead.Id);
        var table = await ExportAsync(admin, lead.Id, "csv");
        Assert.StartsWith("table,row,name,value\r\nleads,1,", table, StringComparison.Ordinal);
        Assert.Contains(",phone,\"'+49308675309\"", table, StringComparison.Ordinal);
        var counts = await CountsAsync();

        var page = await admin.OpenAsync($"/leads/{lead.Id}/privacy");
        using var refused = await admin.PressAsync(
            $"/leads/{lead.Id}/privacy",
            page.QuerySelector("button.danger"),
            ("email", "zelda@other.example")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var done = await admin.PressAsync(
            $"/leads/{lead.Id}/privacy",
            page.QuerySelector("button.danger"),
            ("email", " Zelda@Quux-Antriebe.example ")
        );
        Assert.StartsWith("Erased.", (await admin.FollowAsync(done)).Flash(), StringComparison.Ordinal);

        var after = await WholePerson.DumpAsync(_app);
        Assert.All(
            WholePerson.Values,
            value =>
                Assert.DoesNotContain(
                    after.Split('\n'),
                    line => line.Contains(value, StringComparison.OrdinalIgnoreCase)
                )
        );
        // Of the lead its id is left, in the erasure itself and in the log that says who exported and erased it.
        Assert.Equal(
            ["audit_entries", "erasures"],
            after
                .Split('\n')
                .Where(line => line.Contains(lead.Id.ToString(), StringComparison.OrdinalIgnoreCase))
                .Select(line => line.Split(':')[0])
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(counts, await CountsAsync());
        Assert.Equal(
            0,
            await _app.CountAsync("handoffs where state in ('open', 'accepted', 'started') and note is not null")
        );
        using var api = await _app.WithFullKeyAsync();
        (await api.GetAnswerAsync($"/api/v1/leads/{lead.Id}")).Is(HttpStatusCode.NotFound);
        (await api.GetAnswerAsync("/api/v1/handoffs?state=superseded")).Is(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/leads/{lead.Id}", Cancel)).StatusCode);
        await admin.OpenAsync("/queue");
        await admin.OpenAsync("/insights/service-levels");

        var report = await admin.OpenAsync($"/admin/erasures/{lead.Id}");
        Assert.Contains("Nothing is left of them", report.QuerySelector(".note-box").Reads(), StringComparison.Ordinal);
        Assert.Contains("touchpoints", report.QuerySelector("tbody").Reads(), StringComparison.Ordinal);
        Assert.NotNull((await admin.OpenAsync("/admin/erasures")).QuerySelector($"a[href$='{lead.Id}']"));

        var again = await _app.TakePaperAsync(email);
        Assert.NotEqual(lead.Id, again.Id);
        Assert.NotNull(again.AccountId);
    }

    /// <summary>A thousand of them: <c>LEADGEN_ERASED_PEOPLE=1000</c>.</summary>
    [Fact]
    public async Task Of_many_who_did_everything_a_dump_holds_nothing_afterwards()
    {
        var count = Environment.GetEnvironmentVariable("LEADGEN_ERASED_PEOPLE") is { } asked
            ? int.Parse(asked, CultureInfo.InvariantCulture)
            : 6;
        var people = new MarkedPeople(_app, count);
        await people.LiveAsync();
        var tables = (await WholePerson.DumpAsync(_app))
            .Split('\n')
            .Where(line => line.Contains(MarkedPeople.MarkOf(count - 1), StringComparison.OrdinalIgnoreCase))
            .Select(line => line.Split(':')[0])
            .ToHashSet();
        string[] known =
        [
            "accounts",
            "conversations",
            "fact_changes",
            "handoffs",
            "held_forms",
            "lead_identities",
            "lead_merges",
            "leads",
            "mails",
            "service_requests",
            "settings",
            "stage_moves",
            "submissions",
            "tasks",
        ];
        Assert.Empty(known.Except(tables));

        await people.EraseAsync();
        Assert.True(await ActivatorUtilities.CreateInstance<Rounds>(_app.Services).CleanAsync(Cancel));

        var dump = await MarkedPeople.DumpAsync(_app);
        Assert.Empty(Traced(dump));
        Assert.Contains("friend@others.example", dump, StringComparison.Ordinal);
    }

    /// <summary>The first lines in which any of them would be found again.</summary>
    private static IEnumerable<string> Traced(string text) =>
        text.Split('\n')
            .Where(line => MarkedPeople.Traces.Any(trace => line.Contains(trace, StringComparison.OrdinalIgnoreCase)))
            .Select(line => line[..Math.Min(line.Length, 300)])
            .Take(5);

    [Fact]
    public async Task A_program_erases_by_the_id_once_and_is_told_when_there_is_nobody()
    {
        var lead = await _app.TakePaperAsync("by-api@gone.example");
        using var api = await _app.WithKeyAsync(ApiScopes.LeadsWrite);
        using var reader = await _app.WithKeyAsync(ApiScopes.LeadsRead);
        using var forbidden = await reader.DeleteAsync($"/api/v1/leads/{lead.Id}", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);

        using var first = await api.DeleteAsync($"/api/v1/leads/{lead.Id}", Cancel);
        using var again = await api.DeleteAsync($"/api/v1/leads/{lead.Id}", Cancel);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (first.StatusCode, again.StatusCode));
        var erasure = await _app.DbAsync(db => db.Erasures.SingleAsync(one => one.LeadId == lead.Id, Cancel));
        Assert.Equal((ErasedBy.Api, "Test"), (erasure.By, erasure.Actor));
        Assert.Equal(1, erasure.Rows["leads"]);
        Assert.NotNull(erasure.AccountId);

        // Their address is entered where it belongs to no lead: it is found by its hash.
        var proof = _app.Services.GetRequiredService<ErasureProof>();
        Assert.Empty(await proof.LeftAsync(lead.Id, Cancel));
        using var admin = await _app.SignedInAsync(Roles.Admin);
        using var entered = await admin.SubmitAsync("/admin/spam", "allowed", ("allowed", "By-Api@gone.example"));
        Assert.Equal(1, (await proof.LeftAsync(lead.Id, Cancel))["settings"]);
        using var taken = await admin.SubmitAsync("/admin/spam", "allowed", ("allowed", ""));
        Assert.Empty(await proof.LeftAsync(lead.Id, Cancel));
    }

    [Fact]
    public async Task Colleagues_and_their_account_stay_and_scores_come_out_of_a_rebuild_as_they_were()
    {
        var lead = await _app.TakePaperAsync("one@two-of-us.example", ticks: false, ("employees", "400"));
        var colleague = await _app.TakePaperAsync("two@two-of-us.example");
        await _app.ScoredAsync();
        using var api = await _app.WithKeyAsync(ApiScopes.LeadsWrite);

        using var erased = await api.DeleteAsync($"/api/v1/leads/{lead.Id}", Cancel);

        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        Assert.Equal(1, await _app.CountAsync($"accounts where id = '{colleague.AccountId}'"));
        Assert.Equal(1, await _app.CountAsync($"lead_identities where lead_id = '{colleague.Id}'"));
        var rebuild = _app.Services.GetRequiredService<ScoreRebuild>();
        var digest = await rebuild.DigestAsync(Cancel);
        await rebuild.RunAsync(null, Cancel);
        Assert.Equal(digest, await rebuild.DigestAsync(Cancel));
    }

    [Fact]
    public async Task Forms_that_arrive_at_the_same_moment_are_somebody_new_and_nothing_is_left_between()
    {
        using var api = await _app.WithFullKeyAsync();
        for (var round = 0; round < 8; round++)
        {
            var email = $"race{round}@racing{round}.example";
            var lead = await _app.TakePaperAsync(email);
            var forms = Enumerable
                .Range(0, 4)
                .Select(i => _app.TakePaperAsync(email, i % 2 == 0, ("phone", $"+49 30 555{round}{i}")));
            var told = api.PostAnswerAsync(
                "/api/v1/touchpoints",
                new
                {
                    items = new[]
                    {
                        new
                        {
                            kind = "page_view",
                            email,
                            path = "/racing",
                        },
                    },
                }
            );
            var erased = api.DeleteAsync($"/api/v1/leads/{lead.Id}", Cancel);
            await Task.WhenAll([.. forms, told, erased]);

            Assert.Equal(HttpStatusCode.NoContent, (await erased).StatusCode);
        }

        var (late, now) = (Guid.CreateVersion7(_app.Clock.GetUtcNow()), _app.Clock.GetUtcNow());
        var gone = await _app.DbAsync(db => db.Erasures.OrderBy(one => one.LeadId).LastAsync(Cancel));
        await _app.DbAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.tasks (id, lead_id, title, due_at, staff_id, created_by, created_at)
                values ({late}, {gone.LeadId}, 'Late', {now}, {Guid.Empty}, 'Rita', {now})
                """,
                Cancel
            )
        );
        var proof = _app.Services.GetRequiredService<ErasureProof>();
        Assert.Equal(1, (await proof.LeftAsync(gone.LeadId, Cancel))["tasks"]);
        await _app.Services.GetRequiredService<ErasureDesk>().SweepAsync(Cancel);
        Assert.Empty(await proof.LeftAsync(gone.LeadId, Cancel));
        await _app.ScoredAsync();
        Assert.Equal(0, await _app.CountAsync("erasures e join leadgen.leads l on l.id = e.lead_id"));
        foreach (
            var table in new[] { "touchpoints", "fact_changes", "lead_identities", "consents", "mails", "lead_scores" }
        )
        {
            Assert.Equal(
                (table, 0L),
                (
                    table,
                    await _app.CountAsync(
                        $"{table} t where lead_id is not null and not exists (select from leadgen.leads l where l.id = t.lead_id)"
                    )
                )
            );
        }

        Assert.Equal(
            0,
            await _app.CountAsync(
                "submissions s where fields <> '{}' and not exists (select from leadgen.leads l where l.id = s.lead_id)"
            )
        );
        Assert.Equal(
            0,
            await _app.CountAsync(
                "leads l where account_id is not null and not exists (select from leadgen.accounts a where a.id = l.account_id)"
            )
        );
    }

    private static async Task<string> ExportAsync(HttpClient admin, Guid leadId, string format)
    {
        var path = $"/leads/{leadId}/privacy";
        using var file = await admin.PressAsync(
            path,
            (await admin.OpenAsync(path)).QuerySelector($"button[value={format}]")
        );
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        return await file.Content.ReadAsStringAsync(Cancel);
    }

    /// <summary>Every table that is handed out is there, with all its rows, and every value of theirs but what is inside the app.</summary>
    private async Task CompleteAsync(string exported, Guid leadId)
    {
        using var json = JsonDocument.Parse(exported);
        foreach (var table in PersonTables.All.Where(table => table.Shown))
        {
            var rows = json.RootElement.GetProperty(table.Name).GetArrayLength();
            var held = await _app.CountAsync(
                $"{table.Name} t where {table.Rows.Replace("$1", $"'{{{leadId}}}'::uuid[]", StringComparison.Ordinal)}"
            );
            Assert.True(rows > 0, $"Nobody has anything in {table.Name}");
            Assert.Equal((table.Name, held), (table.Name, rows));
        }

        Assert.All(WholePerson.Values, value => Assert.Contains(value, exported, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<List<long>> CountsAsync()
    {
        var counts = new List<long>();
        foreach (
            var table in new[]
            {
                "touchpoints",
                "submissions",
                "consents",
                "handoffs",
                "stage_moves",
                "outcomes",
                "shadow_mqls",
                "handouts",
                "pool_items",
            }
        )
        {
            counts.Add(await _app.CountAsync(table));
        }

        return counts;
    }
}
