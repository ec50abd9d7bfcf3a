using System.Net;
using System.Text;
using System.Text.Json;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Api;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Exports;

public sealed class ExportTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Odd = "=1+1;\"O'Neill\",\\n und Söhne";

    [Fact]
    public async Task What_was_asked_for_is_written_and_formulas_are_texts()
    {
        using var api = await app.WithFullKeyAsync();
        var email = $"+{ApiSteps.NewEmail("formula.example")}";
        var lead = await api.PostAnswerAsync(
            "/api/v1/leads",
            new
            {
                email,
                first_name = Odd,
                company = "@Formula",
                employees = 300,
                source = "-news",
            }
        );
        await api.PostAnswerAsync("/api/v1/leads", new { email = ApiSteps.NewEmail("elsewhere.example") });

        using var answer = await api.GetAsync("/api/v1/exports/leads.csv?q=formula.example", Cancel);
        var lines = (await answer.Content.ReadAsStringAsync(Cancel)).TrimEnd('\n').Split('\n');

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("leads-", answer.Content.Headers.ContentDisposition?.FileName, StringComparison.Ordinal);
        Assert.StartsWith("id,email,first_name,last_name,company,job_title", lines[0], StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith(
            $"{lead.Id},'{email},\"'{Odd.Replace("\"", "\"\"", StringComparison.Ordinal)}\",,'@Formula,",
            lines[1],
            StringComparison.Ordinal
        );
        Assert.Contains(",300,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",'-news,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("Z", lines[1], StringComparison.Ordinal);

        var json = Assert.Single(await LinesAsync(api, "leads.jsonl?q=formula.example"));
        Assert.Equal(
            (Odd, 300, email),
            (
                json.GetProperty("first_name").GetString(),
                json.GetProperty("employees").GetInt32(),
                json.GetProperty("email").GetString()
            )
        );
        Assert.Equal(TimeSpan.Zero, json.GetProperty("created_at").GetDateTimeOffset().Offset);
    }

    [Fact]
    public async Task What_belongs_to_the_leads_is_chosen_by_them()
    {
        using var api = await app.WithFullKeyAsync();
        var (lead, handoff) = await app.HandedOverAsync();
        await app.HandedOverAsync();
        await api.PostAnswerAsync(
            "/api/v1/outcomes",
            new
            {
                lead_id = lead.Id,
                result = "won",
                amount = 12.5,
                currency = "EUR",
                reason = "=sum(A1)",
            }
        );
        await api.PostAnswerAsync(
            "/api/v1/touchpoints",
            new { items = new[] { new { kind = "meeting", lead_id = lead.Id } } }
        );
        var of = $"?email={Uri.EscapeDataString(lead.Email)}";

        var customer = Assert.Single(await LinesAsync(api, "leads.jsonl" + of));
        Assert.Equal(lead.Id, Id(customer, "id"));
        Assert.True(customer.GetProperty("customer_since").GetDateTimeOffset() > app.Clock.GetUtcNow().AddHours(-1));
        Assert.Equal(handoff.Id, Id(Assert.Single(await LinesAsync(api, "handoffs.jsonl" + of)), "id"));
        var outcome = Assert.Single(await LinesAsync(api, "outcomes.jsonl" + of));
        Assert.Equal(
            (12.5m, "=sum(A1)"),
            (outcome.GetProperty("amount").GetDecimal(), outcome.GetProperty("reason").GetString())
        );
        var touchpoints = await LinesAsync(api, "touchpoints.jsonl" + of);
        Assert.All(touchpoints, one => Assert.Equal(lead.Id, Id(one, "lead_id")));
        Assert.Contains(touchpoints, one => one.GetProperty("kind").GetString() == "meeting");
        Assert.All(touchpoints, one => Assert.Equal(JsonValueKind.Null, one.GetProperty("visitor_id").ValueKind));
        Assert.True((await LinesAsync(api, "handoffs.jsonl")).Count >= 2);
        foreach (var file in new[] { "touchpoints.csv", "handoffs.csv", "outcomes.csv" })
        {
            Assert.Contains(
                lead.Id.ToString(),
                await api.GetStringAsync("/api/v1/exports/" + file, Cancel),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task Filters_are_those_of_the_list()
    {
        using var api = await app.WithFullKeyAsync();
        var lead = await app.LeadAsync(Stage.Sql);
        await app.LeadAsync(Stage.Mql);
        foreach (
            var query in new[]
            {
                "stage=sql,mql",
                "min_score=0",
                "updated_since=2026-01-01T00:00:00Z",
                "stage=sql&min_score=1",
            }
        )
        {
            var listed = (await api.WalkAsync("/api/v1/leads?limit=200&" + query)).Select(one => Id(one, "id"));
            var exported = (await LinesAsync(api, "leads.jsonl?" + query)).Select(one => Id(one, "id"));
            Assert.Equal(listed.Order(), exported.Order());
        }

        Assert.Contains(lead.Id, (await LinesAsync(api, "leads.jsonl?stage=sql")).Select(one => Id(one, "id")));
    }

    [Fact]
    public async Task What_there_is_not_and_what_cannot_be_read_is_said()
    {
        using var api = await app.WithFullKeyAsync();

        (await api.GetAnswerAsync("/api/v1/exports/users.csv")).IsProblem(HttpStatusCode.NotFound);
        (await api.GetAnswerAsync("/api/v1/exports/leads.xlsx")).IsProblem(HttpStatusCode.NotFound);
        (await api.GetAnswerAsync("/api/v1/exports/leads.csv?stage=nobody")).IsProblem(
            HttpStatusCode.UnprocessableEntity
        );
    }

    [Fact]
    public async Task The_list_leads_to_a_file_of_what_it_shows_for_those_who_may()
    {
        var lead = await app.LeadAsync(Stage.Sql);
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var word = lead.Email.Split('@')[0];
        var list = await marketer.OpenAsync($"/leads?q={word}&sort=score");
        var link = Assert.Single(list.QuerySelectorAll("a"), link => link.Reads() == "Export");
        var page = await marketer.OpenAsync(link.GetAttribute("href")!);
        Assert.Equal(word, page.QuerySelector("input[name=q]")?.GetAttribute("value"));

        var file = await marketer.GetByteArrayAsync(
            $"/leads/export?q={word}&handler=file&what=leads&format=csv",
            Cancel
        );
        Assert.Equal([0xEF, 0xBB, 0xBF], file.Take(3));
        Assert.Contains(lead.Email, Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        using var wrong = await marketer.GetAsync("/leads/export?handler=file&what=users", Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var reps = await (await app.SignedInAsync(Roles.SalesRep)).GetAsync(
            "/leads/export?handler=file&what=leads&format=csv",
            Cancel
        );
        Assert.Equal(HttpStatusCode.Forbidden, reps.StatusCode);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        Assert.DoesNotContain((await rep.OpenAsync("/leads")).QuerySelectorAll("a"), link => link.Reads() == "Export");
    }

    private static Guid Id(JsonElement line, string member) => line.GetProperty(member).GetGuid();

    private static async Task<List<JsonElement>> LinesAsync(HttpClient api, string file)
    {
        using var answer = await api.GetAsync("/api/v1/exports/" + file, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];
    }
}
