using System.Globalization;
using System.Net;
using System.Text.Json;
using LeadGen.Domain.Lifecycle;

namespace LeadGen.Web.Tests.Api;

public sealed class LeadListTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_walk_by_cursor_shows_every_lead_once_newest_first()
    {
        var api = await app.WithFullKeyAsync();
        var made = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            made.Add(await api.NewLeadAsync(new { email = ApiSteps.NewEmail(), company = "Walkers" }));
        }

        var found = await api.WalkAsync("/api/v1/leads?q=walkers&limit=3");

        Assert.Equal(made.AsEnumerable().Reverse(), found.Select(lead => lead.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task Who_follows_changes_sees_each_lead_in_the_order_of_its_last_change()
    {
        var api = await app.WithFullKeyAsync();
        await api.NewLeadAsync();
        var since = Uri.EscapeDataString(app.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        var emails = Enumerable.Range(0, 5).Select(_ => ApiSteps.NewEmail()).ToList();
        foreach (var email in emails)
        {
            await api.NewLeadAsync(new { email });
        }

        await api.PostAnswerAsync("/api/v1/leads", new { email = emails[0], company = "Changed" });

        var found = await api.WalkAsync($"/api/v1/leads?updated_since={since}&limit=2");
        Assert.Equal([.. emails.Skip(1), emails[0]], found.Select(lead => lead.GetProperty("email").GetString()!));
        // A plus that nobody escaped.
        var plain = await api.GetAnswerAsync("/api/v1/leads?updated_since=2020-01-01T00:00:00+00:00");
        plain.Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Leads_are_found_by_address_stage_score_and_words()
    {
        var api = await app.WithFullKeyAsync();
        var email = ApiSteps.NewEmail("findme.example");
        var id = await api.NewLeadAsync(
            new
            {
                email,
                first_name = "Zoë",
                last_name = "100%_\\ sure",
                country = "DE",
                next_step = "contact",
            }
        );
        await app.DoneAsync();

        foreach (
            var query in new[]
            {
                "email=" + email.ToUpperInvariant(),
                "q=findme",
                "q=" + Uri.EscapeDataString("ZOË sure"),
                "q=" + Uri.EscapeDataString("100%_\\"),
                "q=findme&stage=sql,customer",
                "q=findme&min_score=15",
            }
        )
        {
            var found = await api.GetAnswerAsync("/api/v1/leads?" + query);
            Assert.Equal([id], Ids(found));
        }

        foreach (
            var query in new[]
            {
                "email=nobody@findme.example",
                "q=findme&stage=lead",
                "q=findme&min_score=5000",
                "q=%25%25",
            }
        )
        {
            Assert.Empty(Ids(await api.GetAnswerAsync("/api/v1/leads?" + query)));
        }
    }

    [Fact]
    public async Task Several_stages_come_as_one_list_in_its_order()
    {
        var api = await app.WithFullKeyAsync();
        var made = new List<Guid>();
        foreach (
            var stage in (Stage[])[Stage.Customer, Stage.Opportunity, Stage.Mql, Stage.Opportunity, Stage.Customer]
        )
        {
            made.Add((await app.LeadAsync(stage)).Id);
        }

        made.RemoveAt(2);
        made.Reverse();
        var found = await api.WalkAsync("/api/v1/leads?stage=opportunity,customer,opportunity&min_score=110&limit=3");
        Assert.Equal(made, found.Select(lead => lead.GetProperty("id").GetGuid()));
        found = await api.WalkAsync("/api/v1/leads?stage=opportunity,customer&limit=3");
        Assert.Equal(made, found.Select(lead => lead.GetProperty("id").GetGuid()));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("stage=lead,king", "stage")]
    [InlineData("min_score=high", "min_score")]
    [InlineData("email=none", "email")]
    [InlineData("q=a%00b", "q")]
    [InlineData("updated_since=yesterday", "updated_since")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("cursor=%00", "cursor")]
    [InlineData("cursor=bGVhZHM7OzA7eA", "cursor")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        var api = await app.WithFullKeyAsync();
        (await api.GetAnswerAsync("/api/v1/leads?" + query)).IsInvalid(field);
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        var api = await app.WithFullKeyAsync();
        await api.NewLeadAsync();
        await api.NewLeadAsync();
        var cursor = (await api.GetAnswerAsync("/api/v1/leads?limit=1")).Text("next_cursor");

        (await api.GetAnswerAsync($"/api/v1/handoffs?cursor={cursor}")).IsInvalid("cursor");
        (await api.GetAnswerAsync($"/api/v1/leads?updated_since=2026-01-01T00:00:00Z&cursor={cursor}")).IsInvalid(
            "cursor"
        );
    }

    private static List<Guid> Ids(Answer list) =>
        [.. list["items"].EnumerateArray().Select(lead => lead.GetProperty("id").GetGuid())];
}
