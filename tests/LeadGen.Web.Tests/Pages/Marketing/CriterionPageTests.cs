using System.Net;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.Pages.Marketing.ScoringSteps;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing;

public sealed class CriterionPageTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Kinds_of_ones_own_can_be_chosen_and_one_that_nothing_tells_of_is_warned_of()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        var plans = fresh.Services.GetRequiredService<TrackingPlans>();
        await fresh.DbAsync(async db =>
        {
            await plans.SaveAsync(db, new TrackingPlan { Events = ["seat_added"] }, Cancel);
            return 0;
        });
        Assert.NotNull((await marketer.OpenAsync(Draft + "/engagement/new")).QuerySelector("option[value=seat_added]"));
        Assert.NotNull((await marketer.OpenAsync(Draft + "/product/new")).QuerySelector("input[value=seat_added]"));
        Assert.NotNull(
            (await marketer.OpenAsync("/marketing/scoring/golden/edit")).QuerySelector("option[value=seat_added]")
        );

        foreach (var kind in new[] { "seat_added", "seat_aded" })
        {
            await marketer.FollowAsync(
                await marketer.SubmitAsync(
                    Draft + "/engagement/new",
                    null,
                    ("label", kind),
                    ("kind", kind),
                    ("points", "5")
                )
            );
        }
        var warning = Assert.Single((await marketer.OpenAsync(Draft)).QuerySelectorAll(".flash.warning"));
        Assert.StartsWith(
            "engagement.seat_aded: no touchpoint of the kind “seat_aded” is taken.",
            warning.Reads(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_criterion_is_added_edited_copied_moved_switched_and_removed_and_each_step_is_kept()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        await marketer.FollowAsync(
            await marketer.SubmitAsync(
                Draft + "/fit/new",
                null,
                ("label", "German speakers"),
                ("fact", "country"),
                ("operator", "one_of"),
                ("value", "DE\nAT\n\nCH"),
                ("points", "12"),
                ("group", "place")
            )
        );
        var added = await FitAsync(fresh, "german_speakers");
        Assert.Equal(
            (FactOperator.OneOf, "DE AT CH", 12, "place"),
            (added.Operator, string.Join(' ', added.Values), added.Points, added.Group)
        );

        await marketer.FollowAsync(
            await marketer.SubmitAsync(Draft + "/fit/german_speakers", null, ("points", "−4"), ("group", ""))
        );
        Assert.Equal(
            (-4, null),
            ((await FitAsync(fresh, "german_speakers")).Points, (await FitAsync(fresh, "german_speakers")).Group)
        );

        var count = DefaultModel.Value.Fit.Count;
        await DoAsync(marketer, "Copy: German speakers");
        Assert.Equal(count + 1, await PlaceAsync(fresh, "german_speakers_2"));
        await DoAsync(marketer, "Up: German speakers (copy)");
        Assert.Equal(count, await PlaceAsync(fresh, "german_speakers_2"));
        await DoAsync(marketer, "Down: German speakers (copy)");
        Assert.Equal(count + 1, await PlaceAsync(fresh, "german_speakers_2"));
        await DoAsync(marketer, "Switch off: German speakers");
        Assert.True((await FitAsync(fresh, "german_speakers")).Off);
        // Editing what is off leaves it off.
        await marketer.FollowAsync(await marketer.SubmitAsync(Draft + "/fit/german_speakers", null, ("points", "3")));
        Assert.True((await FitAsync(fresh, "german_speakers")).Off);
        await DoAsync(marketer, "Switch on: German speakers");
        Assert.False((await FitAsync(fresh, "german_speakers")).Off);
        await DoAsync(marketer, "Remove: German speakers");
        await DoAsync(marketer, "Remove: German speakers (copy)");
        Assert.Equal(
            ScoringModelJson.Write(DefaultModel.Value),
            ScoringModelJson.Write((await fresh.DraftAsync())!.Model)
        );
    }

    [Fact]
    public async Task Points_that_were_typed_are_kept_with_what_is_done_to_a_criterion_beside_them()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        var (key, label) = (DefaultModel.Value.Fit[0].Key, DefaultModel.Value.Fit[0].Label);
        await DoAsync(marketer, $"Switch off: {label}", ($"fit.{key}.points", "33"));
        Assert.Equal((33, true), ((await FitAsync(fresh, key)).Points, (await FitAsync(fresh, key)).Off));
    }

    [Fact]
    public async Task Every_criterion_of_the_default_model_comes_out_of_its_form_as_it_went_in()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        var model = DefaultModel.Value;
        foreach (
            var path in model
                .Fit.Select(one => $"fit/{one.Key}")
                .Concat(model.Engagement.Select(one => $"engagement/{one.Key}"))
                .Concat(model.Product.Select(one => $"product/{one.Key}"))
        )
        {
            var told = await marketer.FollowAsync(await marketer.SubmitAsync($"{Draft}/{path}"));
            Assert.Equal("That changed nothing.", told.Flash());
        }

        Assert.Null(await fresh.DraftAsync());
    }

    [Fact]
    public async Task A_behaviour_criterion_takes_a_filter_a_limit_and_a_decay()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        await marketer.FollowAsync(
            await marketer.SubmitAsync(
                Draft + "/engagement/new",
                null,
                ("label", "Looked at prices"),
                ("kind", "page_view"),
                ("points", "6"),
                ("where.path_prefix", "/pricing"),
                ("where.properties", "plan = pro | team\nregion = eu"),
                ("limit.times", "3"),
                ("limit.days", "7"),
                ("max_points", "30"),
                ("half_life_days", "14.5"),
                ("expires_after_days", "90")
            )
        );
        var model = (await fresh.DraftAsync())!.Model;
        var added = model.Engagement.Single(one => one.Key == "looked_at_prices");
        Assert.Equal(
            (6, new Limit(3, 7), 30, 14.5, 90.0, "/pricing"),
            (
                added.Points,
                added.Limit,
                added.MaxPoints,
                added.HalfLifeDays,
                added.ExpiresAfterDays,
                added.Where!.PathPrefix
            )
        );
        Assert.Equal(["pro", "team"], added.Where.Properties!["plan"]);
        Assert.Equal(["eu"], added.Where.Properties["region"]);

        await marketer.FollowAsync(
            await marketer.SubmitAsync(
                Draft + "/product/new",
                null,
                ("label", "Invited colleagues"),
                ("kind", "product_event"),
                ("at_least", "3"),
                ("within_days", "14"),
                ("distinct", "days")
            )
        );
        var rule = (await fresh.DraftAsync())!.Model.Product.Single(one => one.Key == "invited_colleagues");
        Assert.Equal((3, 14.0, DistinctCount.Days), (rule.AtLeast, rule.WithinDays, rule.Distinct));
    }

    [Fact]
    public async Task What_is_wrong_is_named_at_its_field_and_what_was_typed_stays()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var answer = await marketer.SubmitAsync(
            Draft + "/fit/new",
            null,
            ("fact", "shoe_size"),
            ("operator", "between"),
            ("value", "ten, twenty"),
            ("points", "10001")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.Equal(
            ["#fact", "#label", "#points"],
            page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")).Order()
        );
        Assert.Equal("shoe_size", ((IHtmlInputElement)page.QuerySelector("[name=fact]")!).Value);
        Assert.Equal("ten, twenty", ((IHtmlTextAreaElement)page.QuerySelector("[name=value]")!).Value);

        answer = await marketer.SubmitAsync(
            Draft + "/engagement/new",
            null,
            ("label", "Odd"),
            ("kind", "Page View"),
            ("points", "1.5"),
            ("limit.times", "3"),
            ("half_life_days", "-3"),
            ("where.properties", "no value")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        page = await answer.PageAsync();
        Assert.Equal(
            ["#half_life_days", "#kind", "#limit_days", "#points", "#where_properties"],
            page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")).Order()
        );
        Assert.Null(await app.DraftAsync());
    }

    [Fact]
    public async Task Who_keeps_over_a_change_of_somebody_else_is_told_what_is_now_and_loses_nothing()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var one = await fresh.SignedInAsync(Roles.Marketer);
        using var other = await fresh.SignedInAsync(Roles.Marketer);
        var path = $"{Draft}/fit/{DefaultModel.Value.Fit[0].Key}";
        var page = await one.OpenAsync(path);
        await other.FollowAsync(await other.SubmitAsync(path, null, ("points", "41")));

        var answer = await one.PressAsync(path, page.Button("Keep in the draft"), ("points", "17"));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var told = await answer.PageAsync();
        Assert.Contains("41 points", told.QuerySelector(".error-summary").Reads(), StringComparison.Ordinal);
        Assert.Equal("17", ((IHtmlInputElement)told.QuerySelector("[name=points]")!).Value);
        Assert.Equal(41, (await fresh.DraftAsync())!.Model.Fit[0].Points);

        await one.FollowAsync(await one.PressAsync(path, told.Button("Keep in the draft")));
        Assert.Equal(17, (await fresh.DraftAsync())!.Model.Fit[0].Points);
    }

    [Fact]
    public async Task A_criterion_that_is_called_new_can_be_edited_too()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        await marketer.FollowAsync(
            await marketer.SubmitAsync(
                Draft + "/fit/new",
                null,
                ("label", "New"),
                ("fact", "custom.fleet_size"),
                ("operator", "at_least"),
                ("value", "5"),
                ("points", "1")
            )
        );
        var link = (await marketer.OpenAsync(Draft)).QuerySelectorAll("main th a").Single(one => one.Reads() == "New");
        await marketer.FollowAsync(await marketer.SubmitAsync(link.GetAttribute("href")!, null, ("points", "2")));
        Assert.Equal(2, (await FitAsync(fresh, "new")).Points);
    }

    [Fact]
    public async Task What_there_is_not_is_not_found()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        Assert.Equal(HttpStatusCode.NotFound, (await marketer.GetAsync(Draft + "/shoes/new", Cancel)).StatusCode);
        var gone = await marketer.FollowAsync(await marketer.GetAsync(Draft + "/fit/nothing", Cancel));
        Assert.StartsWith("There is no such criterion", gone.Flash(), StringComparison.Ordinal);
    }

    private static async Task DoAsync(HttpClient client, string text, params (string Name, string Value)[] filled) =>
        await client.FollowAsync(await client.PressToAsync(Draft, text, filled));

    private static async Task<FitCriterion> FitAsync(WebApp app, string key) =>
        (await app.DraftAsync())!.Model.Fit.Single(one => one.Key == key);

    private static async Task<int> PlaceAsync(WebApp app, string key) =>
        (await app.DraftAsync())!.Model.Fit.ToList().FindIndex(one => one.Key == key);
}
