using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Access;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Admin;

public sealed class ReasonsPageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Path = "/admin/reasons";

    [Fact]
    public async Task An_added_reason_is_offered_to_reps_and_taken_by_the_api_for_its_own_actions_only()
    {
        using var admin = await app.SignedInAsync(Roles.Admin);
        var page = await admin.FollowAsync(await AddAsync(admin, "Frozen till summer <b>", "recycle"));
        Assert.StartsWith("Added.", page.Flash(), StringComparison.Ordinal);
        Assert.Equal(
            "Frozen till summer <b>",
            ((IHtmlInputElement)page.QuerySelector("#label_frozen_till_summer_b")!).Value
        );

        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var (lead, handoff) = await app.HandedOverAsync();
        var form = await rep.OpenAsync($"/leads/{lead.Id}");
        Assert.NotNull(form.QuerySelector("input[name='recycle.reason'][value=frozen_till_summer_b]"));
        Assert.NotNull(form.QuerySelector("input[name='reject.reason'][value=frozen_till_summer_b]"));
        Assert.Null(form.QuerySelector("input[name='disqualify.reason'][value=frozen_till_summer_b]"));
        var api = await app.WithFullKeyAsync();
        var refused = await ActAsync(api, handoff, "disqualify", "frozen_till_summer_b");
        refused.IsInvalid("reason");
        var told = refused["errors"].GetProperty("reason")[0].GetString()!;
        Assert.Contains("not_a_fit", told, StringComparison.Ordinal);
        Assert.DoesNotContain("timing", told, StringComparison.Ordinal);
        (await ActAsync(api, handoff, "recycle", "frozen_till_summer_b")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_switched_off_is_offered_no_more_and_shown_where_it_was_used()
    {
        using var admin = await app.SignedInAsync(Roles.Admin);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var api = await app.WithFullKeyAsync();
        var (lead, handoff) = await app.HandedOverAsync();
        (await ActAsync(api, handoff, "recycle", "no_budget")).Is(HttpStatusCode.OK);

        await admin.FollowAsync(await PressAsync(admin, "no_budget", "off"));
        Assert.Contains(
            "No budget yet",
            (await rep.OpenAsync($"/leads/{lead.Id}")).QuerySelector("main").Reads(),
            StringComparison.Ordinal
        );
        var (other, next) = await app.HandedOverAsync();
        Assert.Null((await rep.OpenAsync($"/leads/{other.Id}")).QuerySelector("option[value=no_budget]"));
        (await ActAsync(api, next, "recycle", "no_budget")).IsInvalid("reason");

        await admin.FollowAsync(await PressAsync(admin, "no_budget", "on"));
        (await ActAsync(api, next, "recycle", "no_budget")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_renamed_reason_keeps_its_key_and_is_called_so_in_what_used_it()
    {
        using var admin = await app.SignedInAsync(Roles.Admin);
        var api = await app.WithFullKeyAsync();
        var (lead, handoff) = await app.HandedOverAsync();
        (await ActAsync(api, handoff, "recycle", "price")).Is(HttpStatusCode.OK);

        await admin.FollowAsync(await PressAsync(admin, "price", "rename", ("label.price", "Costs too much")));
        Assert.Contains(
            "Costs too much",
            (await admin.OpenAsync($"/leads/{lead.Id}")).QuerySelector("main").Reads(),
            StringComparison.Ordinal
        );
        Assert.Equal("price", (await app.HandoffNowAsync(handoff.Id)).Reason);
    }

    [Fact]
    public async Task Order_is_the_admins_and_ten_at_once_lose_no_place()
    {
        using var admin = await app.SignedInAsync(Roles.Admin);
        await admin.FollowAsync(await PressAsync(admin, "spam", "up"));
        Assert.Equal(["bad_data", "spam", "duplicate"], (await OrderAsync(ReasonType.BadData)).Take(3));

        var page = await admin.OpenAsync(Path);
        var down = page.QuerySelector("#r-not_a_fit button[value=down]");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => admin.PressAsync(Path, down)));
        var order = await OrderAsync(ReasonType.Disqualify);
        Assert.Equal("not_a_fit", order[^1]);
        Assert.Equal(
            Enumerable.Range(0, order.Count),
            await app.DbAsync(db =>
                db.Reasons.Where(r => r.Type == ReasonType.Disqualify)
                    .OrderBy(r => r.Position)
                    .Select(r => r.Position)
                    .ToListAsync(Cancel)
            )
        );
    }

    [Theory]
    [InlineData("", "recycle", "label")]
    [InlineData("not the RIGHT time", "recycle", "label")]
    [InlineData("Another", "nonsense", "type")]
    public async Task What_is_wrong_stands_at_its_field(string label, string type, string field)
    {
        using var admin = await app.SignedInAsync(Roles.Admin);
        using var answer = await AddAsync(admin, label, type);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(
            "#" + field,
            Assert.Single((await answer.PageAsync()).QuerySelectorAll(".error-summary a")).GetAttribute("href")
        );
    }

    [Fact]
    public async Task Too_long_twice_at_once_unknown_and_the_last_one_are_refused()
    {
        using var admin = await app.SignedInAsync(Roles.Admin);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await AddAsync(admin, new string('x', 201), "lost")).StatusCode
        );
        using var unknown = await PressAsync(admin, "spam", "off", ("key", "nothing"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        var twice = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AddAsync(admin, "日本", "lost")));
        Assert.Single(twice, answer => answer.StatusCode == HttpStatusCode.Redirect);
        Assert.Equal(
            "日本",
            await app.DbAsync(db => db.Reasons.Where(r => r.Key == "reason").Select(r => r.Label).SingleAsync(Cancel))
        );

        await using var alone = await WebApp.StartAsync(app.Server);
        using var other = await alone.SignedInAsync(Roles.Admin);
        foreach (var key in (string[])["not_a_fit", "competitor", "do_not_contact", "duplicate", "spam"])
        {
            await other.FollowAsync(await PressAsync(other, key, "off"));
        }

        using var last = await PressAsync(other, "bad_data", "off");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, last.StatusCode);
        Assert.Equal(
            "#label_bad_data",
            Assert.Single((await last.PageAsync()).QuerySelectorAll(".error-summary a")).GetAttribute("href")
        );
    }

    private static async Task<HttpResponseMessage> AddAsync(HttpClient admin, string label, string type) =>
        await admin.PressAsync(
            Path + "?handler=add",
            (await admin.OpenAsync(Path)).QuerySelector("section[aria-labelledby=add-head] button"),
            ("label", label),
            ("type", type)
        );

    private static async Task<HttpResponseMessage> PressAsync(
        HttpClient admin,
        string key,
        string verb,
        params (string, string)[] filled
    ) =>
        await admin.PressAsync(
            Path,
            (await admin.OpenAsync(Path)).QuerySelector($"#r-{key} button[value={verb}]"),
            filled
        );

    private static Task<Answer> ActAsync(HttpClient api, Handoff handoff, string verb, string reason) =>
        api.PostAnswerAsync($"/api/v1/handoffs/{handoff.Id}/{verb}", new { version = 1, reason });

    private Task<List<string>> OrderAsync(ReasonType type) =>
        app.DbAsync(async db =>
            (await db.ReadReasonsAsync(Cancel))
                .Where(reason => reason.Type == type)
                .Select(reason => reason.Key)
                .ToList()
        );
}
