using System.Net;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Api;
using LeadGen.Web.Tests.Insights;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing;

public sealed class PersonasPageTests(WebApp app) : IClassFixture<WebApp>
{
    private const StringComparison Ordinal = StringComparison.Ordinal;
    private const string New = "/marketing/personas/edit";

    [Fact]
    public async Task A_lead_shows_its_persona_and_the_funnel_is_read_by_it()
    {
        var lead = await app.CameAsync(
            new Source("persona-source"),
            facts: new() { ["country"] = "DE", ["employees"] = "500" }
        );
        await app.CameAsync(new Source("persona-source"), facts: new() { ["country"] = "FR", ["employees"] = "500" });
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        using var saved = await SaveAsync(
            marketer,
            ("name", "Large German plant"),
            ("picture", "Fears standstill."),
            ("fact.0", "country"),
            ("operator.0", "one_of"),
            ("values.0", "DE, AT"),
            ("fact.1", "employees"),
            ("operator.1", "at_least"),
            ("values.1", "200")
        );
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        await app.CountFunnelAsync();

        Assert.Contains(
            "Large German plant",
            (await marketer.OpenAsync($"/leads/{lead.Id}")).QuerySelector("main").Reads(),
            StringComparison.Ordinal
        );
        var page = await marketer.OpenAsync("/marketing/personas");
        var leads = page.QuerySelector("a[href^='/insights/leads']")!;
        Assert.Equal("1 lead", leads.Reads());
        Assert.Single((await marketer.OpenAsync(leads.GetAttribute("href")!)).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task A_model_gives_points_for_a_persona_by_the_words_of_then()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        using var saved = await SaveAsync(marketer, [("name", "Plant"), .. Condition("employees", "at_least", "200")]);

        var link = (await marketer.OpenAsync("/marketing/personas")).QuerySelector("a[href*='fact=persona']")!;
        await marketer.FollowAsync(
            await marketer.SubmitAsync(link.GetAttribute("href")!, null, ("points", "15"), ("group", "who"))
        );
        var api = await fresh.WithFullKeyAsync();
        var lead = await api.PostAnswerAsync("/api/v1/leads", new { email = "ada@plant.example", employees = 500 });
        var score = await api.GetAnswerAsync($"/api/v1/leads/{lead.Text("id")}/score?model=draft");
        Assert.Contains(
            ("plant", 15),
            score["contributions"]
                .EnumerateArray()
                .Select(one => (one.GetProperty("criterion").GetString(), one.GetProperty("points").GetInt32()))
        );
        await marketer.PublishNowAsync("Plants buy");
        Assert.Contains("+15 points in version 2, in force", await ReadAsync(marketer, "/marketing/personas"), Ordinal);

        var path = (await marketer.OpenAsync("/marketing/personas"))
            .QuerySelector("a[href^='/marketing/personas/edit/']")!
            .GetAttribute("href")!;
        var page = await marketer.OpenAsync(path);
        Assert.Contains("goes on by the words of then", page.QuerySelector("main").Reads(), Ordinal);
        using var changed = await marketer.PressAsync(
            path,
            page.QuerySelector("button[name=save]"),
            ("values.0", "900")
        );
        Assert.Contains("By older words", await ReadAsync(marketer, "/marketing/personas"), Ordinal);
        Assert.Contains("employees 200 or more", await ReadAsync(marketer, "/marketing/scoring/versions/2"), Ordinal);
        Assert.Contains("employees 900 or more", await ReadAsync(marketer, "/marketing/scoring/versions/2"), Ordinal);
        Assert.Equal(["200"], (await fresh.PublishedAsync()).Model.Fit[^1].Conditions!.Single().Values);

        // Another change of the draft leaves the words alone; the criterion itself, saved anew, takes those of now.
        await marketer.FollowAsync(await marketer.KeepAsync("Whole", ("mql_threshold", "90")));
        Assert.Equal(["200"], (await fresh.DraftAsync())!.Model.Fit[^1].Conditions!.Single().Values);
        await marketer.FollowAsync(await marketer.SubmitAsync(ScoringSteps.Draft + "/fit/plant"));
        Assert.Equal(["900"], (await fresh.DraftAsync())!.Model.Fit[^1].Conditions!.Single().Values);

        // Without the persona the model goes on, and its criterion can be edited.
        using var removed = await marketer.SubmitAsync(path, "remove");
        Assert.Contains("is gone", await ReadAsync(marketer, ScoringSteps.Draft), Ordinal);
        await marketer.FollowAsync(
            await marketer.SubmitAsync(ScoringSteps.Draft + "/fit/plant", null, ("points", "16"))
        );
        var kept = (await fresh.DraftAsync())!.Model.Fit[^1];
        Assert.Equal((16, "900"), (kept.Points, kept.Conditions!.Single().Values[0]));
    }

    [Fact]
    public async Task A_program_names_a_persona_and_its_conditions_come_along()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        using var saved = await SaveAsync(marketer, [("name", "Plant"), .. Condition("employees", "at_least", "200")]);
        var api = await fresh.WithFullKeyAsync();
        var put = await api.PutAnswerAsync("/api/v1/scoring/models/draft", Asking("plant"));
        put.Is(HttpStatusCode.OK);
        Assert.Equal(
            """[{"fact":"employees","operator":"at_least","value":200}]""",
            put["fit"][0].GetProperty("conditions").GetRawText()
        );
        (await api.PutAnswerAsync("/api/v1/scoring/models/draft", Asking("nobody"))).IsInvalid("fit.plant.value");

        using var uploaded = await marketer.UploadAsync(Asking("Plant"));
        Assert.Equal(HttpStatusCode.Redirect, uploaded.StatusCode);

        static string Asking(string persona) =>
            $$"""{"name":"X","mql_threshold":5,"fit":[{"key":"plant","label":"P","fact":"persona","operator":"equals","value":"{{persona}}","points":5}]}""";
    }

    [Theory]
    [InlineData("", "country", "equals", "DE", "name")]
    [InlineData("Nobody", "", "equals", "", "fact.0")]
    [InlineData("Nobody", "kind", "equals", "mql", "fact.0")]
    [InlineData("Nobody", "employees", "at_least", "many", "values.0")]
    public async Task What_tells_nobody_apart_is_refused_at_its_field(
        string name,
        string fact,
        string comparison,
        string values,
        string field
    )
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        using var answer = await SaveAsync(
            marketer,
            ("name", name),
            ("fact.0", fact),
            ("operator.0", comparison),
            ("values.0", values)
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector($".field.invalid [name='{field}']"));
    }

    private static (string, string)[] Condition(string fact, string comparison, string values) =>
        [("fact.0", fact), ("operator.0", comparison), ("values.0", values)];

    private static async Task<string> ReadAsync(HttpClient client, string path) =>
        (await client.OpenAsync(path)).QuerySelector("main").Reads();

    private static async Task<HttpResponseMessage> SaveAsync(HttpClient marketer, params (string, string)[] filled)
    {
        var page = await marketer.OpenAsync(New);
        return await marketer.PressAsync(New, page.QuerySelector("button[name=save]"), filled);
    }
}
