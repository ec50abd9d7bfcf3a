using System.Net;
using System.Text;
using LeadGen.Web.Access;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Tests.Imports;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tests.Api;

public sealed class ImportsApiTests(ImportApp app) : IClassFixture<ImportApp>
{
    private const string Path = "/api/v1/imports";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_taken_in_and_its_progress_and_rejected_rows_can_be_asked_for()
    {
        using var api = await app.Web.WithKeyAsync(ApiScopes.LeadsWrite);
        const string Csv = "E-mail,First name,Company\nada@api-import.example,Ada,Alder\nnobody,Bob,Birch\n";

        var taken = await SendAsync(api, Csv, "?name=contacts.csv");
        taken.Is(HttpStatusCode.Accepted);
        Assert.Equal(
            ("running", "contacts.csv", "contacts"),
            (taken.Text("state"), taken.Text("file_name"), taken.Text("map"))
        );
        await app.RunAsync();
        var done = await api.GetAnswerAsync(taken.Http.Headers.Location!.ToString());

        Assert.Equal("done", done.Text("state"));
        Assert.Equal(
            (2, 1, 0, 1),
            (
                done["rows"].GetInt32(),
                done["created"].GetInt32(),
                done["updated"].GetInt32(),
                done["rejected"].GetInt32()
            )
        );
        var rejected = await api.GetStringAsync(done.Text("rejected_file"), Cancel);
        Assert.StartsWith("E-mail,First name,Company,error\nnobody,Bob,Birch,", rejected, StringComparison.Ordinal);

        Assert.Equal(
            1,
            await app.Web.DbAsync(db =>
                db.Set<AuditEntry>()
                    .CountAsync(
                        entry => entry.Action == AuditAction.Exported && entry.ObjectId == taken.Id.ToString(),
                        Cancel
                    )
            )
        );

        // Mended and sent again by the same map.
        var again = await SendAsync(
            api,
            rejected.Replace("nobody", "bob@api-import.example", StringComparison.Ordinal),
            "?map=contacts"
        );
        again.Is(HttpStatusCode.Accepted);
        await app.RunAsync();
        var mended = await api.GetAnswerAsync($"{Path}/{again.Id}");
        Assert.Equal((1, 0), (mended["created"].GetInt32(), mended["rejected"].GetInt32()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, mended["rejected_file"].ValueKind);
    }

    [Fact]
    public async Task A_dry_run_that_is_asked_for_in_other_words_is_refused_and_one_key_serves_both_kinds()
    {
        using var api = await app.Web.WithKeyAsync(ApiScopes.LeadsWrite);
        const string Csv = "email\nada@kind-import.example\n";
        foreach (var word in new[] { "True", "yes", "on" })
        {
            (await SendAsync(api, Csv, $"?dry_run={word}")).IsInvalid("dry_run");
        }

        api.DefaultRequestHeaders.Add("Idempotency-Key", "kinds");
        var dry = await SendAsync(api, Csv, "?dry_run=1");
        var real = await SendAsync(api, Csv, "?dry_run=0");
        Assert.Equal(("checking", "running"), (dry.Text("state"), real.Text("state")));
        Assert.NotEqual(dry.Id, real.Id);
        Assert.Equal(real.Id, (await SendAsync(api, Csv, "?dry_run=0")).Id);
        await app.RunAsync();
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_come_of_it()
    {
        using var api = await app.Web.WithKeyAsync(ApiScopes.LeadsWrite);

        var taken = await SendAsync(api, "email\nada@dry-import.example\nnobody\n", "?dry_run=true");
        await app.RunAsync();
        var ready = await api.GetAnswerAsync($"{Path}/{taken.Id}");

        Assert.Equal(("ready", 1, 1), (ready.Text("state"), ready["created"].GetInt32(), ready["rejected"].GetInt32()));
        Assert.Equal(0L, await app.Web.CountAsync("lead_identities where email like '%@dry-import.example'"));
    }

    [Fact]
    public async Task What_can_never_be_imported_is_refused_at_once_and_leaves_no_file()
    {
        using var api = await app.Web.WithKeyAsync(ApiScopes.LeadsWrite);
        var before = Directory.Exists(System.IO.Path.Combine(app.Folder, "imports"))
            ? Directory.GetFiles(System.IO.Path.Combine(app.Folder, "imports")).Length
            : 0;

        (await SendAsync(api, "")).IsInvalid("file");
        (await SendAsync(api, "\"email,company\nada@x.example,Alder\n")).IsInvalid("file");
        (await SendAsync(api, "em\0ail,company\nada@x.example,Alder\n")).IsInvalid("file");
        (await SendAsync(api, string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"c{i}")) + "\n")).IsInvalid(
            "file"
        );
        (await SendAsync(api, new string('x', 3_000_000) + "\n")).IsInvalid("file");
        (await SendAsync(api, "company,city\nAlder,Berlin\n")).IsInvalid("map");
        (await SendAsync(api, "email\nada@x.example\n", "?map=nothing")).IsInvalid("map");
        (await SendAsync(api, "email\nada@x.example\n", "?map=olist")).IsInvalid("map");
        (await api.PostTextAsync(Path, "{}")).IsProblem(HttpStatusCode.UnsupportedMediaType);
        (await api.GetAnswerAsync($"{Path}/{Guid.AllBitsSet}")).IsProblem(HttpStatusCode.NotFound);
        (await api.GetAnswerAsync($"{Path}/{Guid.AllBitsSet}/rejected.csv")).IsProblem(HttpStatusCode.NotFound);

        Assert.Equal(before, Directory.GetFiles(System.IO.Path.Combine(app.Folder, "imports")).Length);
    }

    [Fact]
    public async Task A_map_that_brings_touchpoints_or_outcomes_asks_for_their_scopes()
    {
        const string Csv =
            "mql_id,won_date,business_segment,lead_type,business_type\n1,2018-02-26,pet,online_big,reseller\n";
        using var narrow = await app.Web.WithKeyAsync(ApiScopes.LeadsWrite);
        using var wide = await app.Web.WithKeyAsync(ApiScopes.LeadsWrite, ApiScopes.OutcomesWrite);

        var refused = await SendAsync(narrow, Csv);
        refused.IsInvalid("map");
        Assert.Contains("outcomes:write", refused["errors"].ToString());
        var taken = await SendAsync(wide, Csv);
        taken.Is(HttpStatusCode.Accepted);
        Assert.Equal("olist-deals", taken.Text("map"));
    }

    private static Task<Answer> SendAsync(HttpClient api, string csv, string query = "") =>
        api.PostBytesAsync(Path + query, Encoding.UTF8.GetBytes(csv), "text/csv");
}
