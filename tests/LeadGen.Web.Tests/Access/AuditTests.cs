using System.Net;
using System.Net.Http.Json;
using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Privacy;
using LeadGen.Web.Tests.Capture;
using LeadGen.Web.Tests.Mail;
using LeadGen.Web.Tests.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Access;

public sealed class AuditTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private readonly WebApp _app = demo.App;

    [Fact]
    public async Task What_staff_change_is_told_with_who_from_what_to_what_and_from_where()
    {
        var (boss, rep) = (await BossAsync(), await _app.AddStaffAsync(Roles.SalesRep));
        var admin = await _app.SignInAsync(boss);

        await admin.SubmitAsync($"/admin/users/{rep.Id}", null, ("name", "Mina Okafor"), ("heldRoles", Roles.Marketer));

        var told = await ToldAsync("users", rep.Id);
        Assert.All(told, entry => Assert.Equal((ActorKind.Staff, boss.Id), (entry.ActorKind, entry.ActorId)));
        Assert.All(told, entry => Assert.Equal("POST /admin/users/{id:guid}", entry.Way));
        var changes = told.SelectMany(entry => entry.Changes).ToList();
        Assert.Contains(new("display_name", new AuditChange("SalesRep", "Mina Okafor")), changes);
        Assert.Contains(new("role", new AuditChange("SalesRep", null)), changes);
        Assert.Contains(new("role", new AuditChange(null, "Marketer")), changes);
    }

    [Fact]
    public async Task Of_what_is_somebodys_own_only_the_name_of_the_field_is_told()
    {
        var lead = await _app.LeadAsync(lastName: "Unmistakable");
        var admin = await _app.SignedInAsync(Roles.Admin);

        var answer = await admin.SubmitAsync(
            $"/leads/{lead.Id}/edit",
            null,
            ("last_name", "Quitedifferent"),
            ("phone", "+49 30 1234567")
        );

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var told = await ToldAsync("leads", lead.Id);
        Assert.Contains(told, entry => entry.Changes.ContainsKey("last_name"));
        Assert.Empty(await FindTextAsync("Unmistakable", "Quitedifferent", "1234567"));
    }

    [Fact]
    public async Task A_secret_is_never_told()
    {
        var rep = await _app.AddStaffAsync(Roles.SalesRep);
        var client = await _app.SignInAsync(rep);

        await client.SubmitAsync("/account", "Name", ("name", "Another Name"));

        Assert.NotEmpty(await ToldAsync("users", rep.Id));
        var stamp = await _app.DbAsync(db =>
            db.Users.Where(user => user.Id == rep.Id).Select(user => user.SecurityStamp!).SingleAsync(Cancel)
        );
        Assert.Empty(await FindTextAsync(stamp));
    }

    [Fact]
    public async Task What_a_key_writes_is_told_by_its_name_and_of_many_alike_the_number()
    {
        var lead = await _app.LeadAsync();
        var key = await _app.WithKeyAsync(ApiScopes.LeadsWrite, ApiScopes.EventsWrite);
        var items = Enumerable
            .Range(0, 40)
            .Select(_ => new
            {
                kind = "page_view",
                lead_id = lead.Id,
                path = "/pricing",
            });

        await key.PostAsJsonAsync("/api/v1/leads", new { email = "told@audit.example", last_name = "Told" }, Cancel);
        await key.PostAsJsonAsync("/api/v1/touchpoints", new { items }, Cancel);

        var told = await _app.DbAsync(db =>
            db.Set<AuditEntry>().Where(entry => entry.ActorKind == ActorKind.ApiKey).ToListAsync(Cancel)
        );
        Assert.All(told, entry => Assert.Equal("Test", entry.Actor));
        Assert.Contains(told, entry => (entry.Kind, entry.Action) == ("leads", AuditAction.Added));
        Assert.Empty(await FindTextAsync("told@audit.example"));
        var many = Assert.Single(told, entry => entry.Kind == "touchpoints" && entry.ObjectId is null);
        Assert.Equal("40", many.Changes["rows"].To);
        Assert.True(told.Count < 20);
    }

    [Fact]
    public async Task A_statement_of_its_own_is_told_too_with_the_table_and_how_many_rows()
    {
        var (lead, rep) = (await _app.LeadAsync(), await _app.SignedInAsync(Roles.SalesRep));
        var path = $"/leads/{lead.Id}/task";
        var form = await rep.OpenAsync(path);

        await rep.PressAsync(path, form.QuerySelector("main form button"), ("title", "Call before noon"));

        var told = Assert.Single(await ToldAsync("tasks", lead.Id));
        Assert.Equal((AuditAction.Added, "1"), (told.Action, told.Changes["rows"].To));
        Assert.Equal("POST /leads/{id:guid}/task", told.Way);
    }

    [Theory]
    [InlineData("update leadgen.leads set stage = $1", AuditAction.Changed, "leads")]
    [InlineData("with x as (delete from leadgen.tasks t where id = $1) select 1", AuditAction.Removed, "tasks")]
    [InlineData("INSERT INTO leadgen.\"teams\" (id) values ($1)", AuditAction.Added, "teams")]
    public void What_a_statement_does_is_read_off_it(string sql, AuditAction action, string table) =>
        Assert.Equal((action, table), AuditedSql.Read(sql));

    [Theory]
    [InlineData("select pg_advisory_xact_lock(1)")]
    [InlineData("select * from leadgen.leads for update")]
    [InlineData("insert into leadgen.rescore_requests (id) values ($1)")]
    public void What_tells_nothing_of_people_at_work_is_not_told(string sql) => Assert.Null(AuditedSql.Read(sql));

    [Fact]
    public async Task A_form_of_a_visitor_writes_nothing_into_the_log_also_where_staff_try_it()
    {
        var (visitor, staff) = (_app.Anonymous(), await _app.SignedInAsync(Roles.Marketer));
        var before = await _app.DbAsync(db => db.Set<AuditEntry>().CountAsync(Cancel));

        foreach (var client in (HttpClient[])[visitor, staff])
        {
            var sent = await client.PostAsync(
                "/offers/predictive-maintenance-costs",
                new FormUrlEncodedContent([
                    new("email", "somebody@visitors.example"),
                    new("first_name", "Some"),
                    new("last_name", "Body"),
                    new("company", "Visitors"),
                    new("job_title", "Engineer"),
                    new("phone", "+49 30 1234567"),
                    new("employees", "200"),
                    new("country", "DE"),
                    new("industry", "Machines"),
                    new("next_step", "content"),
                ]),
                Cancel
            );
            Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        }

        Assert.Equal(before, await _app.DbAsync(db => db.Set<AuditEntry>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task Who_looked_at_a_person_is_told_once_an_hour_and_only_where_it_is_asked_for()
    {
        var lead = await _app.LeadAsync();
        var (boss, path) = (await BossAsync(), $"/leads/{lead.Id}");
        var admin = await _app.SignInAsync(boss);
        using var api = await _app.WithKeyAsync(ApiScopes.LeadsRead);
        await admin.OpenAsync(path);
        await admin.OpenAsync(path);
        await api.GetAsync("/api/v1" + path, Cancel);
        _app.Clock.Advance(TimeSpan.FromHours(2));
        await (await _app.SignInAsync(boss)).OpenAsync(path);

        var told = await ToldAsync("leads", lead.Id);
        Assert.All(told, entry => Assert.Equal(AuditAction.Read, entry.Action));
        Assert.Equal(
            [(ActorKind.Staff, 2), (ActorKind.ApiKey, 1)],
            told.CountBy(entry => entry.ActorKind).Select(one => (one.Key, one.Value)).OrderBy(one => one.Key)
        );
        admin = await _app.SignInAsync(boss);
        var all = await admin.OpenAsync("/admin/audit?kind=leads");
        Assert.DoesNotContain("Looked at", all.QuerySelector("main table")?.TextContent, StringComparison.Ordinal);
        foreach (var asked in new[] { "action=read", "object=" + lead.Id })
        {
            var page = await admin.OpenAsync("/admin/audit?" + asked);
            Assert.Contains("Looked at: leads", page.QuerySelector("main table").Reads(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_work_in_the_background_it_is_told_who_asked_for_it_and_not_how_far_it_is()
    {
        using var api = await _app.WithKeyAsync(ApiScopes.LeadsWrite);
        using var file = new StringContent("E-mail,Company\nin@audit.example,Alder\n");
        file.Headers.ContentType = new("text/csv");
        using var sent = await api.PostAsync("/api/v1/imports?name=audited.csv", file, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);

        var told = await _app.DbAsync(db =>
            db.Set<AuditEntry>().Where(entry => entry.Kind == "imports").ToListAsync(Cancel)
        );
        Assert.Contains(told, entry => entry.Changes.ContainsKey("state"));
        Assert.Empty(
            told.SelectMany(entry => entry.Changes.Keys)
                .Intersect(["fence", "leased_until", "at_byte", "at_line", "rejects_bytes", "rows_per_second"])
        );
    }

    [Fact]
    public async Task What_is_refused_leaves_no_entry()
    {
        var boss = await _app.AddStaffAsync(Roles.Admin);
        var admin = await _app.SignInAsync(boss);

        var answer = await admin.SubmitAsync(
            "/admin/users/invite",
            null,
            ("name", "Twice"),
            ("email", boss.Email!),
            ("heldRoles", Roles.SalesRep)
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Empty(
            await _app.DbAsync(db =>
                db.Set<AuditEntry>()
                    .Where(entry => entry.ActorId == boss.Id && entry.Action == AuditAction.Added)
                    .ToListAsync(Cancel)
            )
        );
    }

    [Fact]
    public async Task The_page_finds_by_who_kind_and_period_and_its_file_is_told_too()
    {
        var (boss, rep) = (await BossAsync(), await _app.AddStaffAsync(Roles.SalesRep));
        var admin = await _app.SignInAsync(boss);
        await admin.SubmitAsync($"/admin/users/{rep.Id}", null, ("name", "=1+1"), ("heldRoles", Roles.SalesRep));
        var today = _app.Clock.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var query = $"who={boss.Id}&kind=users&object={rep.Id}&from={today}&to={today}";

        var page = await admin.OpenAsync($"/admin/audit?{query}");
        var other = await admin.OpenAsync($"/admin/audit?{query}&action=removed");
        var past = await admin.OpenAsync($"/admin/audit?who={boss.Id}&to=2020-01-01");
        var button = page.QuerySelectorAll("button").Single(one => one.TextContent.Contains("CSV"));
        var file = await admin.PressAsync("/admin/audit", button);
        var lines = (await file.Content.ReadAsStringAsync(Cancel)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains("SalesRep → =1+1", page.QuerySelector("table").Reads(), StringComparison.Ordinal);
        Assert.Null(other.QuerySelector("table"));
        Assert.Contains("Nothing of that kind", past.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("text/csv", file.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("at,actor_kind,actor_id,actor,action,kind", lines[0], StringComparison.Ordinal);
        Assert.Contains(
            lines,
            line => line.Contains($"\"{rep.Id}\"") && line.Contains("display_name: SalesRep → =1+1")
        );
        var told = await ToldAsync("audit_entries", null);
        Assert.Contains(told, entry => entry.Action == AuditAction.Exported && entry.ActorId == boss.Id);
    }

    [Fact]
    public async Task Nobody_changes_or_removes_an_entry_not_even_by_SQL()
    {
        var rep = await _app.SignInAsync(await _app.AddStaffAsync(Roles.SalesRep));
        await rep.SubmitAsync("/account", "Name", ("name", "Entry To Keep"));

        foreach (var sql in (string[])["update audit_entries set actor = 'x'", "delete from audit_entries"])
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() =>
                _app.DbAsync(db => db.Database.ExecuteSqlRawAsync(sql, Cancel))
            );
            Assert.Contains("append-only", refused.MessageText, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_table_that_holds_something_of_people_is_told_in_full()
    {
        using var scope = _app.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var told = AuditRules.ToldInFull.Select(type => db.Model.FindEntityType(type)!.GetTableName()!);
        // The one setting that holds addresses is told by how many there are.
        Assert.Empty(told.Except(["settings"]).Intersect(PersonTables.All.Select(table => table.Name)));
    }

    [Fact]
    public async Task Of_a_setting_each_field_is_told_and_of_addresses_and_long_lists_how_many_there_are()
    {
        using var admin = await _app.SignedInAsync(Roles.Admin);
        using var weights = await admin.SubmitAsync("/admin/spam", "weights", ("threshold", "77"));
        var allowed = ("allowed", "kept-out@audit.example\nfriend@audit.example");
        using var addresses = await admin.SubmitAsync("/admin/spam", "allowed", allowed);

        var told = await _app.DbAsync(db =>
            db.Set<AuditEntry>()
                .Where(entry => entry.Kind == "settings" && entry.ObjectId == "spam")
                .ToListAsync(Cancel)
        );
        Assert.Contains(told, entry => entry.Changes.GetValueOrDefault("threshold")?.To == "77");
        Assert.Contains(told, entry => entry.Changes.GetValueOrDefault("allowed")?.To == "2 in the list");
        Assert.Empty(await FindTextAsync("@audit.example"));
    }

    [Fact]
    public async Task The_address_of_a_webhook_is_told_and_its_secret_is_not_and_who_set_work_going()
    {
        var (id, secret) = await _app.EndpointAsync("https://one.example/hook");
        var mail = await _app.MailAsync("again@example.com");
        await _app.DbAsync(db =>
            db.Mails.Where(one => one.Id == mail)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.State, MailState.Parked), Cancel)
        );
        using var admin = await _app.SignedInAsync(Roles.Admin);
        var path = $"/admin/webhooks/{id}";
        using var moved = await admin.SubmitAsync(path, null, ("url", "https://two.example/hook"));
        using var rotated = await admin.SubmitAsync(path, "rotate");
        using var again = await admin.SubmitAsync("/admin/mail?state=parked", "again");

        var told = await ToldAsync("webhook_endpoints", id);
        Assert.Contains(
            new("url", new AuditChange("https://one.example/hook", "https://two.example/hook")),
            told.SelectMany(entry => entry.Changes)
        );
        Assert.Contains(new("secret", new AuditChange(null, null)), told.SelectMany(entry => entry.Changes));
        Assert.Empty(await FindTextAsync(secret));
        Assert.Contains(
            await ToldAsync("mails", null),
            entry => entry.Changes.GetValueOrDefault("set_going")?.To == "1"
        );
    }

    /// <summary>An administrator who can sign in: one always stays.</summary>
    private async Task<StaffUser> BossAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var email = EmailAddress.Parse($"boss{Guid.CreateVersion7(_app.Clock.GetUtcNow()):n}@staff.example");
        var (user, _) = await scope
            .ServiceProvider.GetRequiredService<StaffDesk>()
            .AddAsync(email, "Boss", [Roles.Admin], "four quiet river stones");
        return user!;
    }

    private Task<List<AuditEntry>> ToldAsync(string kind, Guid? id) =>
        _app.DbAsync(db =>
            db.Set<AuditEntry>()
                .Where(entry => entry.Kind == kind && (id == null || entry.ObjectId == id.ToString()))
                .ToListAsync(Cancel)
        );

    /// <summary>Entries in which one of the words stands anywhere.</summary>
    private Task<List<string>> FindTextAsync(params string[] words) =>
        _app.DbAsync(db =>
            db.Database.SqlQuery<string>(
                    $"select t::text as \"Value\" from leadgen.audit_entries t where t::text like any({words.Select(word => $"%{word}%").ToArray()})"
                )
                .ToListAsync(Cancel)
        );
}
