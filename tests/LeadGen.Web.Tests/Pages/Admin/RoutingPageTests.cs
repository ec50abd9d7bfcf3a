using System.Net;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Access;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Admin;

public sealed class RoutingPageTests(LeadGen.Testing.PostgresServer server)
{
    private const string Here = "/admin/routing";

    [Fact]
    public async Task A_team_is_made_gets_reps_and_hours_and_leads_go_by_it()
    {
        await using var app = await WebApp.StartAsync(server);
        using var admin = await app.SignedInAsync(Roles.Admin);
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        Assert.Contains("No rules yet", (await admin.OpenAsync(Here)).Body.Reads(), StringComparison.Ordinal);

        var team = await SendAsync(
            admin,
            Here + "/teams",
            null,
            ("name", "Germany"),
            ("time_zone", "Europe/Berlin"),
            ("hours.monday", "9:00-12:00, 13-17"),
            ("holidays", "2026-12-25\n2027-01-01"),
            ("add", rep.Id.ToString()),
            ("add_capacity", "3"),
            ("call_words", "Guten Tag {first_name},\nhier ist {rep}.")
        );
        Assert.StartsWith("Saved.", team.Flash(), StringComparison.Ordinal);
        Assert.Equal(
            "Guten Tag {first_name},\nhier ist {rep}.",
            ((IHtmlTextAreaElement)team.QuerySelector("[name=call_words]")!).Value
        );
        Assert.Equal("09:00-12:00, 13:00-17:00", Field(team, "hours.monday"));
        Assert.Equal("3", Field(team, $"capacity.{rep.Id}"));

        var routing = await RoutingAsync(app);
        var germany = routing.Routing.Teams.Single(one => one.Name == "Germany");
        Assert.Equal(("Europe/Berlin", 2), (germany.Calendar.TimeZone, germany.Calendar.Hours.Count));
        Assert.Equal(2, germany.Calendar.Holidays.Count);
        var rules = await SendAsync(
            admin,
            Here + "/rules",
            null,
            ("name", "German firms"),
            ("fact.0", "country"),
            ("operator.0", "one_of"),
            ("values.0", "DE, AT"),
            ("team", germany.Id.ToString()),
            ("staff", rep.Id.ToString())
        );
        Assert.Contains("country is one of DE, AT", rules.Body.Reads(), StringComparison.Ordinal);

        using var api = await app.WithFullKeyAsync();
        var lead = await api.NewLeadAsync(
            new
            {
                email = "x@german.example",
                country = "DE",
                next_step = "contact",
            }
        );
        await app.DoneAsync();
        var handoff = (await api.GetAnswerAsync($"/api/v1/handoffs?lead_id={lead}"))["items"][0];
        Assert.Equal("Germany", handoff.GetProperty("team").GetString());
        Assert.Equal(rep.Id, handoff.GetProperty("owner").GetProperty("id").GetGuid());
    }

    [Theory]
    [InlineData("name", "", "Name the team")]
    [InlineData("name", "sales", "There is a team of this name")]
    [InlineData("time_zone", "Mars/Olympus", "IANA")]
    [InlineData("hours.monday", "nine to five", "such as 9:00-12:00")]
    [InlineData("hours.tuesday", "9:00-9:00", "close after you open")]
    [InlineData("hours.friday", "9:00-9:30", "at least one hour a week")]
    [InlineData("hours.friday", "9:00-12:00, 11:00-14:00", "two spans overlap")]
    [InlineData("holidays", "Christmas", "Enter days such as")]
    public async Task A_team_that_can_not_be_is_refused_at_the_field(string field, string value, string message)
    {
        await using var app = await WebApp.StartAsync(server);
        using var admin = await app.SignedInAsync(Roles.Admin);
        (string, string)[] given = field == "name" ? [(field, value)] : [("name", "New"), (field, value)];

        using var answer = await admin.SubmitAsync(Here + "/teams", null, given);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        var invalid = Assert.Single(page.QuerySelectorAll(".field.invalid"));
        Assert.Contains(message, invalid.QuerySelector(".error").Reads(), StringComparison.Ordinal);
        Assert.NotNull(invalid.QuerySelector($"[name='{field}']"));
        Assert.Single((await RoutingAsync(app)).Routing.Teams);
    }

    [Fact]
    public async Task Rules_are_ordered_switched_off_and_deleted_and_wrong_ones_refused_at_the_field()
    {
        await using var app = await WebApp.StartAsync(server);
        using var admin = await app.SignedInAsync(Roles.Admin);
        var team = await app.DefaultTeamAsync();
        using var wrong = await admin.SubmitAsync(
            Here + "/rules",
            null,
            ("name", "Large"),
            ("fact.0", "employees"),
            ("operator.0", "at_least"),
            ("values.0", "many"),
            ("fact.1", "mood"),
            ("operator.1", "is_known")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var page = await wrong.PageAsync();
        Assert.Equal(
            ["values.0", "fact.1"],
            page.QuerySelectorAll(".field.invalid input").Select(input => input.GetAttribute("name"))
        );
        Assert.Equal("many", Field(page, "values.0"));

        foreach (var name in new[] { "First", "Second" })
        {
            await SendAsync(admin, Here + "/rules", null, ("name", name), ("team", team.ToString()));
        }

        await PressAsync(admin, "Second", "up");
        Assert.Equal(["Second", "First"], await NamesAsync(app));
        await PressAsync(admin, "Second", "off");
        Assert.Equal(["First"], await NamesAsync(app));
        await PressAsync(admin, "Second", "on");
        var asked = (await admin.OpenAsync(Here)).QuerySelectorAll("button[value=delete]");
        Assert.All(asked, button => Assert.NotNull(button.Closest("details:not([open])")));
        Assert.Contains("Delete “First”?", asked[1].Closest("details").Reads(), StringComparison.Ordinal);
        await PressAsync(admin, "First", "delete");
        Assert.Equal(["Second"], await NamesAsync(app));
    }

    [Fact]
    public async Task The_box_says_where_a_lead_would_go_and_what_each_rule_says()
    {
        await using var app = await WebApp.StartAsync(server);
        using var admin = await app.SignedInAsync(Roles.Admin);
        var germany = await app.TeamAsync("Germany");
        var rep = await app.MemberAsync(germany);
        await app.RuleAsync(germany, null, new RoutingCondition("country", Domain.Scoring.FactOperator.Equals, ["DE"]));
        await app.LeadAsync(email: "lisa@box.example", facts: new() { ["country"] = "DE" });

        var known = (await admin.OpenAsync(Here + "/test?email=lisa@box.example&kind=mql")).QuerySelector(
            ".panel.raised"
        );
        var typed = (await admin.OpenAsync(Here + "/test?kind=sql&country=FR")).QuerySelector(".panel.raised");
        var nobody = await admin.OpenAsync(Here + "/test?email=nobody@box.example");

        Assert.Contains("It goes to Germany: SalesRep", known.Reads(), StringComparison.Ordinal);
        Assert.Contains("Decides: all of it holds.", known.Reads(), StringComparison.Ordinal);
        Assert.Contains("It goes to Sales, unclaimed", typed.Reads(), StringComparison.Ordinal);
        Assert.Contains("the lead has “FR”", typed.Reads(), StringComparison.Ordinal);
        Assert.Contains("There is no lead of this address", nobody.Body.Reads(), StringComparison.Ordinal);
        Assert.Equal(0, await app.DbAsync(db => db.Handoffs.CountAsync(Cancel)));
        Assert.NotEqual(Guid.Empty, rep.Id);
    }

    [Fact]
    public async Task Promises_and_the_checklist_are_settings()
    {
        await using var app = await WebApp.StartAsync(server);
        using var admin = await app.SignedInAsync(Roles.Admin);
        using var api = await app.WithFullKeyAsync();

        using var wrong = await admin.SubmitAsync(Here, "promises", ("accept.sql", "soon"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        await SendAsync(admin, Here, "promises", ("accept.sql", "0.5"), ("start.sql", "2"));
        await SendAsync(admin, Here, "checklist", ("required", "trust"));

        var handoff = await api.NewHandoffAsync(app);
        Assert.Equal(
            TimeSpan.FromMinutes(30),
            handoff["accept_due"].GetDateTimeOffset() - handoff["opened_at"].GetDateTimeOffset()
        );
        var path = $"/api/v1/handoffs/{handoff.Id}";
        var accepted = await api.PostAnswerAsync(path + "/accept", new { version = 1 });
        Assert.Equal(
            TimeSpan.FromHours(2),
            accepted["start_due"].GetDateTimeOffset() - accepted["accepted_at"].GetDateTimeOffset()
        );
        (await api.PostAnswerAsync(path + "/qualify", new { version = 2 })).IsInvalid("checklist.trust");
        Assert.Equal(
            TimeSpan.FromHours(24),
            (await RoutingAsync(app)).Levels.For(QualificationKind.Mql, WorkingCalendar.EveryHour).AcceptWithin
        );
    }

    [Fact]
    public async Task A_manager_keeps_absences_and_nothing_else_of_routing()
    {
        await using var app = await WebApp.StartAsync(server);
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        var rep = await app.MemberAsync(await app.DefaultTeamAsync());
        var path = Here + "/absences";
        var today = app.Clock.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(HttpStatusCode.Forbidden, (await manager.GetAsync(Here, Cancel)).StatusCode);
        using var wrong = await manager.SubmitAsync(path, "add", ("staff", rep.Id.ToString()), ("from", "today"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var saved = await SendAsync(manager, path, "add", ("staff", rep.Id.ToString()), ("from", today));

        Assert.Contains("away now", saved.Body.Reads(), StringComparison.Ordinal);
        Assert.False(await IsThereAsync());
        await SendAsync(manager, path, "remove");
        Assert.True(await IsThereAsync());

        async Task<bool> IsThereAsync() =>
            (await RoutingAsync(app))
                .Routing.Teams.Single()
                .Reps.Single()
                .IsAvailableOn(DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime));
    }

    private static async Task<IHtmlDocument> SendAsync(
        HttpClient client,
        string path,
        string? handler,
        params (string Name, string Value)[] answers
    )
    {
        using var answer = await client.SubmitAsync(path, handler, answers);
        return await client.FollowAsync(answer);
    }

    private static async Task PressAsync(HttpClient client, string rule, string verb)
    {
        var page = await client.OpenAsync(Here);
        var row = page.QuerySelectorAll("tr").Single(row => row.QuerySelector("th a")?.TextContent == rule);
        await client.FollowAsync(await client.PressAsync(Here, row.QuerySelector($"button[value={verb}]")));
    }

    private static async Task<IEnumerable<string>> NamesAsync(WebApp app) =>
        (await RoutingAsync(app)).Routing.Rules.Select(rule => rule.Name);

    private static async Task<RoutingInForce> RoutingAsync(WebApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CurrentRouting>().ReadAsync(Cancel);
    }

    private static string? Field(IHtmlDocument page, string name) =>
        (page.QuerySelector($"[name='{name}']") as IHtmlInputElement)?.Value;
}
