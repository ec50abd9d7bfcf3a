using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Testing;
using LeadGen.Web.Access;

namespace LeadGen.Web.Tests.Pages.Queue;

public sealed class QueuePageTests(PostgresServer server)
{
    [Fact]
    public async Task The_most_urgent_stands_first_and_what_is_started_last()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        foreach (var (name, waited) in new[] { ("Calm", 2), ("Late", 30), ("Urgent", 23) })
        {
            var lead = await app.LeadAsync(Stage.Mql, name, "Lead");
            await app.HandOffAsync(lead, waited: TimeSpan.FromHours(waited));
        }

        await PressAsync(rep, "/queue", "Calm Lead", "accept");
        await PressAsync(rep, "/queue", "Calm Lead", "start");

        Assert.Equal(["Late Lead", "Urgent Lead", "Calm Lead"], Names(await rep.OpenAsync("/queue")));
        Assert.Equal(["Late Lead"], Names(await rep.OpenAsync("/queue?view=overdue")));
        Assert.Equal(["Calm Lead"], Names(await rep.OpenAsync("/queue?view=mine")));
        Assert.Equal(["Late Lead", "Urgent Lead"], Names(await rep.OpenAsync("/queue?view=unclaimed")));
        Assert.Equal(["Urgent Lead"], Names(await rep.OpenAsync("/queue?after=nonsense&view=unclaimed")).TakeLast(1));
    }

    [Fact]
    public async Task A_row_says_why_what_was_touched_last_and_how_much_time_is_left()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        await app.HandOffAsync(await app.LeadAsync(Stage.Mql), waited: TimeSpan.FromMinutes(30));

        var row = (await rep.OpenAsync("/queue")).QuerySelector("tbody tr").Reads();

        foreach (
            var part in new[]
            {
                "23 h 29 min left to accept",
                "Jonas Weber",
                "Weber Antriebe",
                "Score 110; Webinar attended",
                "Attended bearings",
                "MQL",
                "Open",
                "unclaimed",
            }
        )
        {
            Assert.Contains(part, row, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task From_the_queue_a_rep_accepts_starts_and_confirms()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var (lead, handoff) = await app.HandedOverAsync();

        var accepted = await rep.FollowAsync(await PressAsync(rep, "/queue", "Jonas Weber", "accept"));
        Assert.StartsWith("Jonas Weber is yours. Start by ", accepted.Flash(), StringComparison.Ordinal);
        var path = $"/queue?at={handoff.Id}";
        var started = await rep.FollowAsync(
            await rep.PressAsync(path, accepted.QuerySelector(".at button[value=start]"))
        );
        using var tooSoon = await rep.PressAsync(
            path,
            started.QuerySelector(".at button[value=qualify]"),
            ("qualify.need", "yes")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooSoon.StatusCode);
        var field = (await tooSoon.PageAsync()).QuerySelector("fieldset.invalid");
        Assert.Contains("Answer this with yes or no", field.Reads(), StringComparison.Ordinal);
        Assert.NotNull(field!.QuerySelector("[name='qualify.authority']"));
        var confirmed = await rep.FollowAsync(
            await rep.PressAsync(
                path,
                started.QuerySelector(".at button[value=qualify]"),
                ("qualify.need", "yes"),
                ("qualify.authority", "no"),
                ("qualify.note", "Two halls.")
            )
        );

        Assert.Equal("Jonas Weber is confirmed as sales-qualified.", confirmed.Flash());
        Assert.Contains("All caught up", confirmed.QuerySelector(".empty").Reads(), StringComparison.Ordinal);
        var now = await app.HandoffNowAsync(handoff.Id);
        Assert.Equal(
            (HandoffState.Qualified, "Two halls.", CheckAnswer.Yes),
            (now.State, now.Note, now.Checklist["need"].Answer)
        );
        Assert.Equal(Stage.Sql, (await app.LeadNowAsync(lead.Id)).Stage);
    }

    [Theory]
    [InlineData("recycle", "timing", HandoffState.Recycled)]
    [InlineData("reject", "not_a_fit", HandoffState.Rejected)]
    [InlineData("disqualify", "competitor", HandoffState.Disqualified)]
    public async Task From_the_queue_a_rep_sends_away_with_a_reason(string verb, string reason, HandoffState state)
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var (_, handoff) = await app.HandedOverAsync();
        var path = $"/queue?at={handoff.Id}";

        var page = await rep.OpenAsync(path);
        await rep.FollowAsync(
            await rep.PressAsync(
                path,
                page.QuerySelector($".at button[value={verb}]"),
                ($"{verb}.reason", reason),
                ($"{verb}.note", "A note")
            )
        );

        var now = await app.HandoffNowAsync(handoff.Id);
        Assert.Equal((state, reason, "A note"), (now.State, now.Reason, now.Note));
    }

    [Fact]
    public async Task Without_a_reason_the_question_comes_back_open_with_what_was_typed_and_the_error_at_its_field()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var (_, handoff) = await app.HandedOverAsync();
        var path = $"/queue?at={handoff.Id}";
        var page = await rep.OpenAsync(path);

        using var answer = await rep.PressAsync(
            path,
            page.QuerySelector(".at button[value=recycle]"),
            ("recycle.note", "Called <twice>"),
            ("recycle.until", "soon")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var again = await answer.PageAsync();
        Assert.NotNull(again.QuerySelector(".error-summary a[href='#recycle_reason']"));
        Assert.NotNull(again.QuerySelector(".error-summary a[href='#recycle_until']"));
        Assert.True(again.QuerySelector("#recycle_note")!.Closest("details")!.HasAttribute("open"));
        Assert.Equal("Called <twice>", ((IHtmlTextAreaElement)again.QuerySelector("#recycle_note")!).Value);
        Assert.Null(again.QuerySelector("#reject_reason")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Whoever_loses_the_race_is_told_who_won_and_sees_how_it_stands()
    {
        await using var app = await WebApp.StartAsync(server);
        using var mina = await app.SignedInAsync(Roles.SalesRep, Roles.Admin);
        using var tom = await app.SignedInAsync(Roles.SalesRep);
        var (_, handoff) = await app.HandedOverAsync();
        var seenByTom = await tom.OpenAsync("/queue");

        await PressAsync(mina, "/queue", "Jonas Weber", "accept");
        var told = await tom.FollowAsync(
            await tom.PressAsync("/queue", seenByTom.QuerySelector("tbody button[value=accept]"))
        );

        Assert.Matches(@"^Jonas Weber: SalesRep Admin took it \d+ s ago\.$", told.Flash());
        Assert.Contains("Accepted SalesRep Admin", told.QuerySelector(".at").Reads(), StringComparison.Ordinal);
        Assert.Equal(2, (await app.HandoffNowAsync(handoff.Id)).Version);
    }

    [Fact]
    public async Task Who_comes_to_an_empty_queue_is_told_so()
    {
        await using var app = await WebApp.StartAsync(server);
        using var manager = await app.SignedInAsync(Roles.SalesManager);

        Assert.Equal("All caught up", (await manager.OpenAsync("/queue")).QuerySelector(".empty h2").Reads());
        await app.HandedOverAsync();
        var mine = await manager.OpenAsync("/queue?view=mine");
        Assert.Matches(
            @"^Nothing on your desk The next promise ends in 23 h 59 min, at \d+ \w+ 20\d\d, \d\d:\d\d UTC\.",
            mine.QuerySelector(".empty").Reads()
        );
    }

    [Fact]
    public async Task A_long_queue_comes_in_pages_and_every_hand_off_once()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        for (var i = 0; i < 55; i++)
        {
            var lead = await app.LeadAsync(Stage.Mql, "Lead", $"N{i}");
            await app.HandOffAsync(lead, waited: TimeSpan.FromHours(i % 3));
        }

        var names = new List<string>();
        for (string? path = "/queue"; path is not null; )
        {
            var page = await rep.OpenAsync(path);
            names.AddRange(Names(page));
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(55, names.Count);
        Assert.Equal(55, names.Distinct().Count());
    }

    [Theory]
    [InlineData(Roles.Marketer)]
    [InlineData(Roles.ServiceRep)]
    public async Task Others_than_sales_neither_see_nor_work_the_queue(string role)
    {
        await using var app = await WebApp.StartAsync(server);
        using var somebody = await app.SignedInAsync(role);
        using var answer = await somebody.GetAsync("/queue", SalesData.Cancel);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(
            "hand-off",
            await answer.Content.ReadAsStringAsync(SalesData.Cancel),
            StringComparison.OrdinalIgnoreCase
        );
    }

    private static IEnumerable<string> Names(IHtmlDocument page) =>
        page.QuerySelectorAll("tbody th a").Select(link => link.Reads());

    private static async Task<HttpResponseMessage> PressAsync(HttpClient client, string path, string name, string verb)
    {
        var page = await client.OpenAsync(path);
        var row = page.QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("th a").Reads() == name);
        return await client.PressAsync(path, row.QuerySelector($"button[value={verb}]"));
    }
}
