using System.Net;
using AngleSharp.Dom;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring.Replays;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.Pages.Marketing.ReplaySteps;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing;

/// <summary>The pages that say what a model would have done: the replay, the threshold and the report card.</summary>
public sealed class ReplayPagesTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Replay = "/marketing/scoring/replay";
    private const string Threshold = "/marketing/scoring/threshold";
    private const string Criteria = "/marketing/scoring/criteria";
    private const string Old = "Things have changed since";

    [Fact]
    public async Task Without_a_replay_each_page_says_how_to_get_one_and_without_a_lead_no_figure_is_odd()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        foreach (var path in new[] { Replay, Threshold, Threshold + "?try=70", Criteria })
        {
            Assert.NotNull((await marketer.OpenAsync(path)).QuerySelector("main .empty"));
        }

        await marketer.FollowAsync(
            await marketer.PressAsync(Threshold, (await marketer.OpenAsync(Threshold)).Button("Replay version 1"))
        );
        Assert.Equal(0, (await fresh.ReplayedAsync()).After!.Leads);
        foreach (var path in new[] { Replay, Threshold, Threshold + "?try=70", Criteria })
        {
            AssertSound(await marketer.OpenAsync(path));
        }
        Assert.Contains("none judged", (await marketer.OpenAsync(Criteria)).Body.Reads(), StringComparison.Ordinal);
        Assert.Contains(
            "None: the two agree.",
            (await marketer.OpenAsync(Replay)).Body.Reads(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_marketer_replays_the_draft_and_reads_who_would_enter_and_leave_when_and_why()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        var near = await fresh.LivedLeadAsync("near@acme-one.example", ("webinar_attended", 2));
        var above = await fresh.LivedLeadAsync(
            "above@acme-two.example",
            ("webinar_attended", 3),
            ("event_attended", 2)
        );
        var published = DefaultModel.Value;
        await fresh.SaveDraftAsync(
            published with
            {
                MqlThreshold = 60,
                MinEngagement = 5,
                Engagement =
                [
                    .. published.Engagement.Select(one =>
                        one.Kind == "event_attended" ? one with { Points = -60 } : one
                    ),
                ],
            }
        );

        var button = (await marketer.OpenAsync(Replay)).Button("Replay the draft");
        await marketer.FollowAsync(await marketer.PressAsync(Replay, button));
        var first = await fresh.ReplayedAsync();
        Assert.Equal((ReplayState.Done, Roles.Marketer), (first.State, first.AskedBy));
        var page = await marketer.OpenAsync(Replay);
        AssertSound(page);
        var row = Assert.Single(page.QuerySelectorAll("section[aria-labelledby=leads] tbody tr"));
        Assert.Equal($"/leads/{near}", row.QuerySelector("a")?.GetAttribute("href"));
        Assert.Contains("points of 60 (in force: ", row.Reads(), StringComparison.Ordinal);
        Assert.NotNull(row.QuerySelector("time"));
        await marketer.OpenAsync($"/leads/{near}");

        var leaving = await marketer.OpenAsync(Href(page, "Would leave (1)"));
        row = Assert.Single(leaving.QuerySelectorAll("section[aria-labelledby=leads] tbody tr"));
        Assert.Equal($"/leads/{above}", row.QuerySelector("a")?.GetAttribute("href"));
        Assert.Contains("“Event attended” -5", row.Reads(), StringComparison.Ordinal);

        Assert.DoesNotContain("Things have changed since", page.Body.Reads(), StringComparison.Ordinal);
        await fresh.SaveDraftAsync(published with { MqlThreshold = 5_000 });
        Assert.Contains(
            "Things have changed since",
            (await marketer.OpenAsync(Replay)).Body.Reads(),
            StringComparison.Ordinal
        );
        await marketer.FollowAsync(await marketer.PressAsync(Replay, button));
        await fresh.ReplayedAsync();
        Assert.Contains("Would enter (0)", (await marketer.OpenAsync(Replay)).Body.Reads(), StringComparison.Ordinal);
        var earlier = await marketer.OpenAsync($"{Replay}?id={first.Id}");
        Assert.Contains("Would enter (1)", earlier.Body.Reads(), StringComparison.Ordinal);
        Assert.Contains("Things have changed since", earlier.Body.Reads(), StringComparison.Ordinal);
        Assert.Contains(
            earlier.QuerySelectorAll("section[aria-labelledby=past] a"),
            link => link.GetAttribute("href") == $"{Replay}?id={first.Id}"
        );
    }

    [Fact]
    public async Task A_replay_is_of_the_draft_as_long_as_the_draft_says_the_same_and_no_longer()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        var draft = DefaultModel.Value with { MqlThreshold = 60 };
        await fresh.SaveDraftAsync(draft);
        var button = (await marketer.OpenAsync(Replay)).Button("Replay the draft");
        await marketer.FollowAsync(await marketer.PressAsync(Replay, button));
        await fresh.ReplayedAsync();

        // To propose it raises its revision, and changes nothing.
        await fresh.DbAsync(db =>
            db.ScoringModels.Where(row => row.Version == null)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.Revision, one => one.Revision + 1), Cancel)
        );
        Assert.DoesNotContain(Old, (await marketer.OpenAsync(Replay)).Body.Reads(), StringComparison.Ordinal);

        // Another draft begins where the first began.
        await fresh.DbAsync(db => db.ScoringModels.Where(row => row.Version == null).ExecuteDeleteAsync(Cancel));
        await fresh.SaveDraftAsync(draft with { MqlThreshold = 70 });
        Assert.Contains(Old, (await marketer.OpenAsync(Replay)).Body.Reads(), StringComparison.Ordinal);
        await fresh.DbAsync(db => db.ScoringModels.Where(row => row.Version == null).ExecuteDeleteAsync(Cancel));
        await fresh.SaveDraftAsync(draft);
        Assert.DoesNotContain(Old, (await marketer.OpenAsync(Replay)).Body.Reads(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_leads_goes_on_page_by_page_and_none_is_told_twice()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        var leads = new List<(Guid, DateTimeOffset)>();
        var at = fresh.Clock.GetUtcNow().AddDays(-1);
        for (var i = 0; i < (2 * ReplayDesk.LeadsShown) + 1; i++)
        {
            // Many of one instant: the id tells them apart.
            leads.Add(((await fresh.LeadAsync()).Id, at.AddMinutes(i / 40)));
        }
        await fresh.KeepReplayAsync(Nothing(), [.. leads]);

        var (path, seen) = (Replay, new List<string?>());
        for (var pages = 0; path is not null; pages++)
        {
            Assert.True(pages < 3);
            var page = await marketer.OpenAsync(path);
            var section = page.QuerySelector("section[aria-labelledby=leads]")!;
            seen.AddRange(section.QuerySelectorAll("tbody tr a").Select(link => link.GetAttribute("href")));
            path = section.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }
        Assert.Equal(leads.Select(one => $"/leads/{one.Item1}").Order(), seen.Order());
    }

    [Theory]
    [InlineData("after=nonsense")]
    [InlineData("after=-")]
    [InlineData("after=9223372036854775807-00000000000000000000000000000000")]
    [InlineData("after=3155378975999999999-ffffffffffffffffffffffffffffffff")]
    [InlineData("after=0-00000000000000000000000000000000")]
    [InlineData("leaving=perhaps")]
    [InlineData("id=seven")]
    public async Task A_link_that_nobody_made_does_no_harm(string query)
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        await app.KeepReplayAsync(Nothing());
        AssertSound(await marketer.OpenAsync($"{Replay}?{query}"));
    }

    [Fact]
    public async Task A_replay_that_there_is_not_is_not_found()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var answer = await marketer.GetAsync($"{Replay}?id={Guid.AllBitsSet}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_replay_that_stopped_is_told_and_what_the_one_before_found_stays()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        var failed = await fresh.KeepReplayAsync(null);
        var page = await marketer.OpenAsync(Replay);
        Assert.Contains("The last replay stopped: Out of <memory>.", page.Body.Reads(), StringComparison.Ordinal);
        Assert.Contains(failed.ToString(), page.Body.Reads(), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".empty"));

        await fresh.KeepReplayAsync(Nothing());
        await fresh.KeepReplayAsync(null);
        page = await marketer.OpenAsync(Replay);
        Assert.Contains("The last replay stopped", page.Body.Reads(), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("#quality"));
        var one = await marketer.OpenAsync($"{Replay}?id={failed}");
        Assert.Equal("This replay stopped", one.QuerySelector(".empty h2").Reads());
    }

    [Fact]
    public async Task Each_cell_of_the_map_leads_to_as_many_leads_unless_it_is_of_a_draft()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        await fresh.LivedLeadAsync("one@cells.example");
        await fresh.LivedLeadAsync("two@cells.example", ("webinar_attended", 2), ("content_downloaded", 3));
        await fresh.LivedLeadAsync("three@cells.example", ("email_unsubscribed", 1));
        foreach (var many in Enumerable.Range(0, 12))
        {
            await fresh.LivedLeadAsync($"m{many}@cells.example", ("page_view", 1), ("event_attended", many));
        }

        await marketer.FollowAsync(
            await marketer.PressAsync(Replay, (await marketer.OpenAsync(Replay)).Button("Replay version 1"))
        );
        await fresh.ReplayedAsync();

        var cells = (await marketer.OpenAsync(Threshold)).QuerySelectorAll(".map td a");
        Assert.True(cells.Length >= 3, $"{cells.Length} cells");
        var all = 0;
        foreach (var cell in cells)
        {
            var listed = (await marketer.OpenAsync(cell.GetAttribute("href")!)).QuerySelectorAll("tbody tr").Length;
            Assert.Equal(cell.TextContent, listed.ToString(System.Globalization.CultureInfo.InvariantCulture));
            all += listed;
        }

        Assert.Equal(15, all);
        await fresh.SaveDraftAsync(DefaultModel.Value with { MqlThreshold = 40 });
        await marketer.FollowAsync(
            await marketer.PressAsync(Replay, (await marketer.OpenAsync(Replay)).Button("Replay the draft"))
        );
        await fresh.ReplayedAsync();
        var draft = await marketer.OpenAsync(Threshold);
        Assert.NotNull(draft.QuerySelector(".map td.m4"));
        Assert.Null(draft.QuerySelector(".map td a"));
    }

    [Fact]
    public async Task A_threshold_is_tried_by_its_address_with_the_names_between_and_kept_in_the_draft_alone()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        var below = await fresh.LeadAsync(score: 80);
        await fresh.LeadAsync(score: 69); // its fit of 34 is less than the model asks for
        var scale = ScoreScale.Around(100);
        await fresh.KeepReplayAsync(
            Nothing() with
            {
                Leads = 2,
                Now = Bands(scale, (120, new(1, 3, 1, Sold: 1)), (80, new(1, 0, 0)), (69, new(1, 0, 0))),
                Greatest = Bands(scale, (120, new(0, 20, 20)), (80, new(0, 5, 15))),
            }
        );

        var page = await marketer.OpenAsync(Threshold);
        AssertSound(page);
        Assert.Equal("100", Value(page, "#points"));
        Assert.Contains("50 % (35 to 65 %) of 40", page.Body.Reads(), StringComparison.Ordinal);
        // The bar of 120 from its foot up, and the same in numbers.
        Assert.Equal(
            ["sold", "confirmed", "rejected", "open"],
            page.QuerySelectorAll("svg g.leads rect").Select(part => part.GetAttribute("fill")![5..^1])
        );
        Assert.Contains("120 5 1 2 1 1", page.QuerySelector(".chart table")!.Reads(), StringComparison.Ordinal);
        Assert.Equal("1.2×", Tile(page, "Lift")); // 50 % of those above, 42 % of all 60
        page = await marketer.OpenAsync(Threshold + "?try=70");
        AssertSound(page);
        Assert.Equal(("70", "70"), (Value(page, "#points"), Value(page, "[data-keep]")));
        Assert.Contains("+1 against now", page.Body.Reads(), StringComparison.Ordinal);
        Assert.Contains(
            "Of 20 judged leads like those you would add, sales did not want 15.",
            page.Body.Reads(),
            StringComparison.Ordinal
        );
        var row = Assert.Single(page.QuerySelectorAll("section[aria-labelledby=named] tbody tr"));
        Assert.Equal($"/leads/{below.Id}", row.QuerySelector("a")?.GetAttribute("href"));

        // Below it fare worse: 25 of 60, which is as good as all.
        Assert.Equal("1.0×", Tile(page, "Lift"));

        var further = await marketer.OpenAsync(Threshold + "?try=50");
        Assert.Single(further.QuerySelectorAll("section[aria-labelledby=named] tbody tr"));

        var flash = await marketer.FollowAsync(
            await marketer.PressAsync(Threshold + "?try=70", page.Button("Put it into the draft"))
        );
        Assert.Contains("threshold at 70", flash.Flash(), StringComparison.Ordinal);
        Assert.Equal(
            ScoringModelJson.Write(DefaultModel.Value with { MqlThreshold = 70 }),
            ScoringModelJson.Write((await fresh.DraftAsync())!.Model)
        );
        Assert.Equal(100, (await fresh.PublishedAsync()).Model.MqlThreshold);
    }

    [Fact]
    public async Task What_each_team_gets_and_starts_stands_beside_what_the_threshold_would_bring_it()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        var north = await fresh.TeamAsync("North");
        for (var i = 0; i < 16; i++)
        {
            var (_, handoff) = await fresh.HandedOverAsync();
            await fresh.DbAsync(db =>
                db.Handoffs.Where(one => one.Id == handoff.Id)
                    .ExecuteUpdateAsync(
                        one =>
                            one.SetProperty(it => it.TeamId, north)
                                .SetProperty(
                                    it => it.StartedAt,
                                    i < 8 ? fresh.Clock.GetUtcNow() : (DateTimeOffset?)null
                                ),
                        Cancel
                    )
            );
        }
        var report = Nothing();
        // Each of the last weeks three more would have come by a threshold of 70 than by one of 100.
        long[] week =
        [
            .. Enumerable.Range(0, ScoreScale.Count).Select(at => report.Scale.ThresholdAt(at) <= 70 ? 3L : 0),
        ];
        await fresh.KeepReplayAsync(report with { Rises = [.. report.Rises.Select(_ => week)] });

        var row = (await marketer.OpenAsync(Threshold)).QuerySelector("[data-capacity] tbody tr");
        Assert.Equal("North 2 2 1 50 % would wait", row.Reads());
        row = (await marketer.OpenAsync(Threshold + "?try=70")).QuerySelector("[data-capacity] tbody tr");
        Assert.Equal("North 2 5 1 80 % would wait", row.Reads());
    }

    [Theory]
    [InlineData("-99999", "-50")]
    [InlineData("99999", "250")]
    [InlineData("", "100")]
    public async Task A_threshold_beyond_the_scale_is_its_end(string asked, string shown)
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        await app.KeepReplayAsync(Nothing());
        var page = await marketer.OpenAsync($"{Threshold}?try={asked}");
        Assert.Equal((shown, null), (Value(page, "#points"), page.QuerySelector("#try-error")));
    }

    [Fact]
    public async Task A_threshold_that_is_no_number_is_told_and_kept_nowhere()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        await fresh.KeepReplayAsync(Nothing());
        foreach (var text in new[] { "many", "1.5", "99999999999" })
        {
            var page = await marketer.OpenAsync($"{Threshold}?try={text}");
            Assert.Equal("Enter a whole number of points.", page.QuerySelector("#try-error").Reads());
            var button = page.Button("Put it into the draft");
            button.Closest("form")!.SetAttribute("action", Threshold + "?handler=Keep");
            var told = await marketer.FollowAsync(await marketer.PressAsync(Threshold, button, ("threshold", text)));
            Assert.StartsWith("Enter a whole number", told.Flash(), StringComparison.Ordinal);
        }
        Assert.Null(await fresh.DraftAsync());
    }

    [Fact]
    public async Task The_report_card_says_of_each_criterion_what_it_is_good_for()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        await fresh.KeepReplayAsync(
            Nothing() with
            {
                Leads = 400,
                Greatest = Bands(ScoreScale.Around(100), (50, new(0, 100, 100))),
                Criteria =
                [
                    Criterion("idle", default, default),
                    Criterion("heavy", new(20, 5, 5), default, twin: "wanted"),
                    Criterion("wanted", new(0, 90, 10, Sold: 40), new(3, 0, 0)),
                    Criterion("unwanted", new(0, 10, 90), new(0, 20, 20)),
                ],
            }
        );
        var page = await marketer.OpenAsync(Criteria);
        AssertSound(page);
        var rows = page.QuerySelectorAll("main tbody tr")
            .ToDictionary(row => row.QuerySelector("th")!.Reads().Split(' ')[1]);
        Assert.Equal(
            ["wanted", "unwanted", "heavy", "idle"],
            page.QuerySelectorAll("main tbody th").Select(head => head.Reads().Split(' ')[1])
        );
        Assert.Equal(["never counts"], Badges(rows["idle"]));
        Assert.Equal(["dead weight", "double counting with “The wanted”"], Badges(rows["heavy"]));
        Assert.Equal(["speaks for the lead"], Badges(rows["wanted"]));
        Assert.Equal(["gives points, speaks against"], Badges(rows["unwanted"]));
        Assert.Contains("5 of 10: not enough verdicts", rows["heavy"].Reads(), StringComparison.Ordinal);
        Assert.Contains("none judged", rows["idle"].Reads(), StringComparison.Ordinal);
        Assert.Contains("90 % (83 to 94 %) of 100", rows["wanted"].Reads(), StringComparison.Ordinal);
        Assert.Contains("40 % (31 to 50 %) of 100", rows["wanted"].Reads(), StringComparison.Ordinal);
        Assert.Contains("1.8×", rows["wanted"].Reads(), StringComparison.Ordinal);
        Assert.Contains("0.2×", rows["unwanted"].Reads(), StringComparison.Ordinal);
        Assert.Contains("20 % (13 to 29 %) of 100", rows["unwanted"].Reads(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-40)]
    [InlineData(1_000_000)]
    public async Task Whatever_the_threshold_the_charts_are_whole(int threshold)
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var model = DefaultModel.Value with { MqlThreshold = threshold, MinFit = null, MinEngagement = null };
        var report = Nothing(model);
        await app.KeepReplayAsync(
            report with
            {
                Leads = 1,
                Now = Bands(report.Scale, (threshold, new(0, 1, 0))),
                Greatest = Bands(report.Scale, (threshold, new(0, 40, 0))),
                HandedOver = Bands(report.Scale, (threshold, new(0, 40, 0))),
                Map = [new MapCell(0, MapCell.SizeOf(model), new(0, 1, 0))],
            }
        );
        var page = await marketer.OpenAsync(Threshold);
        AssertSound(page);
        Assert.Contains("100 %", page.Body.Reads(), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("svg g rect[fill='url(#confirmed)']"));
        AssertSound(await marketer.OpenAsync(Replay));
    }

    /// <summary>No number that is none, and no chart that a browser could not draw.</summary>
    private static void AssertSound(IDocument page)
    {
        Assert.Null(page.QuerySelector("main .error-summary"));
        Assert.DoesNotContain("NaN", page.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", page.Body.InnerHtml, StringComparison.Ordinal);
        foreach (var bar in page.QuerySelectorAll("main svg rect"))
        {
            foreach (var side in new[] { "x", "y", "width", "height" })
            {
                Assert.True(
                    double.Parse(bar.GetAttribute(side)!, System.Globalization.CultureInfo.InvariantCulture) >= 0,
                    bar.OuterHtml
                );
            }
        }
    }

    private static string Tile(IDocument page, string label) =>
        page.QuerySelectorAll(".stat")
            .Single(tile => tile.QuerySelector(".label").Reads() == label)
            .QuerySelector(".value")
            .Reads();

    private static string? Value(IDocument page, string field) => page.QuerySelector(field)?.GetAttribute("value");

    private static string Href(IDocument page, string text) =>
        page.QuerySelectorAll("main a").Single(link => link.Reads() == text).GetAttribute("href")!;

    private static IEnumerable<string> Badges(IElement row) =>
        row.QuerySelectorAll(".badge").Select(one => one.Reads());
}
