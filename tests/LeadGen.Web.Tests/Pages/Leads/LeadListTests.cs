using AngleSharp.Html.Dom;
using LeadGen.Domain.Lifecycle;
using LeadGen.Testing;
using LeadGen.Web.Access;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Leads;

public sealed class LeadListTests(PostgresServer server)
{
    [Fact]
    public async Task A_search_finds_parts_of_names_addresses_and_companies_whatever_the_case_and_takes_wildcards_for_letters()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        await app.LeadAsync(
            firstName: "Jürgen",
            lastName: "ÖZTÜRK",
            company: "100%_Recycled",
            email: "j.o@alpha.example"
        );
        await app.LeadAsync(
            firstName: "Mina",
            lastName: "Okafor",
            company: @"C:\Dos GmbH",
            email: "Mina.OKAFOR@beta.example"
        );
        await app.LeadAsync(firstName: "1000 Recycled", lastName: "Things", company: "Gamma", email: "g@gamma.example");

        foreach (
            var (q, found) in new[]
            {
                ("öztürk", "Jürgen ÖZTÜRK"),
                ("JÜRGEN alpha", "Jürgen ÖZTÜRK"),
                ("%_rec", "Jürgen ÖZTÜRK"),
                (@":\dos", "Mina Okafor"),
                ("mina.okafor@BETA", "Mina Okafor"),
                ("gamma 1000", "1000 Recycled Things"),
                ("___", ""),
                ("%%%", ""),
                ("nobody", ""),
                ("\0\0\0abc' or 1=1 --", ""),
            }
        )
        {
            Assert.Equal(found, string.Join('|', Names(await rep.OpenAsync($"/leads?q={Uri.EscapeDataString(q)}"))));
        }
    }

    [Fact]
    public async Task Fit_and_engagement_narrow_the_list_and_stay_while_one_searches_on()
    {
        await using var app = await WebApp.StartAsync(server);
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        foreach (
            var (name, score) in new[] { ("Low", -40), ("Even", 40), ("Odd", 41), ("High", 900), ("New", (int?)null) }
        )
        {
            await app.LeadAsync(firstName: name, lastName: "Lead", score: score);
        }

        foreach (
            var (query, found) in new[]
            {
                ("min_fit=20&max_fit=20&min_engagement=20&max_engagement=20", "Even Lead"),
                ("min_fit=0&max_fit=499&min_engagement=21", "High Lead|Odd Lead"),
                ("max_fit=-1", "Low Lead"),
                ("min_fit=21", "High Lead"),
                ("min_fit=30&max_fit=20", ""),
                ("min_fit=20&max_fit=20&q=odd", "Odd Lead"),
                ("min_engagement=20&sort=score&stage=lead", "High Lead|Odd Lead|Even Lead"),
                ("max_engagement=20&sort=score", "Even Lead|Low Lead"),
            }
        )
        {
            Assert.Equal(found, string.Join('|', Names(await marketer.OpenAsync("/leads?" + query))));
        }

        var page = await marketer.OpenAsync("/leads?min_fit=20&max_fit=29&max_engagement=20");
        Assert.Contains(
            "Only leads with fit 20 to 29 and engagement 20 or less.",
            page.QuerySelector("main").Reads(),
            StringComparison.Ordinal
        );
        Assert.NotNull(page.QuerySelector("form input[type=hidden][name=max_fit][value='29']"));
    }

    [Fact]
    public async Task Stage_ready_and_score_narrow_the_list_and_order_it()
    {
        await using var app = await WebApp.StartAsync(server);
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        await app.LeadAsync(firstName: "Old", lastName: "Mql", stage: Stage.Mql, score: 120);
        await app.LeadAsync(firstName: "Cold", lastName: "One", score: 7);
        await app.LeadAsync(firstName: "Ready", lastName: "One", score: 130, ready: true);
        await app.LeadAsync(firstName: "New", lastName: "Mql", stage: Stage.Mql, score: 101);

        Assert.Equal(["New Mql", "Ready One", "Cold One", "Old Mql"], Names(await marketer.OpenAsync("/leads")));
        Assert.Equal(
            ["Ready One", "Old Mql", "New Mql", "Cold One"],
            Names(await marketer.OpenAsync("/leads?sort=score"))
        );
        Assert.Equal(["Old Mql", "New Mql"], Names(await marketer.OpenAsync("/leads?sort=score&stage=mql")));
        Assert.Equal(["Ready One"], Names(await marketer.OpenAsync("/leads?stage=ready")));
        Assert.Equal(["Ready One", "Old Mql"], Names(await marketer.OpenAsync("/leads?min_score=110&sort=score")));
        Assert.Equal(
            4,
            Names(await marketer.OpenAsync("/leads?stage=nonsense&sort=nonsense&min_score=x&after=y")).Count()
        );
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("score")]
    public async Task A_long_list_comes_in_pages_and_every_lead_once(string sort)
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        for (var i = 0; i < 120; i++)
        {
            await app.LeadAsync(firstName: "Lead", lastName: $"N{i}", score: i % 4);
        }

        var names = new List<string>();
        for (string? path = "/leads?q=lead&sort=" + sort; path is not null; )
        {
            var page = await rep.OpenAsync(path);
            names.AddRange(Names(page));
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(120, names.Count);
        Assert.Equal(120, names.Distinct().Count());
    }

    [Fact]
    public async Task Who_has_no_score_yet_comes_last_in_the_order_of_scores()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        for (var i = 0; i < 60; i++)
        {
            await app.LeadAsync(
                firstName: "New",
                lastName: $"N{i:00}",
                score: null,
                stage: i < 2 ? Stage.Sql : Stage.Lead
            );
            await app.LeadAsync(firstName: "Old", lastName: $"N{i:00}", score: i);
        }

        var names = new List<string>();
        for (string? path = "/leads?sort=score"; path is not null; )
        {
            var page = await rep.OpenAsync(path);
            names.AddRange(Names(page));
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        var downwards = Enumerable.Range(0, 60).Reverse().ToList();
        Assert.Equal([.. downwards.Select(i => $"Old N{i:00}"), .. downwards.Select(i => $"New N{i:00}")], names);
        Assert.Equal(["New N01", "New N00"], Names(await rep.OpenAsync("/leads?sort=score&stage=sql")));
        Assert.Empty(Names(await rep.OpenAsync("/leads?sort=score&min_score=0&q=new")));
    }

    [Fact]
    public async Task A_lead_that_moves_is_listed_by_score_at_its_new_stage_at_once()
    {
        await using var app = await WebApp.StartAsync(server);
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        var lead = await app.LeadAsync(Stage.Disqualified, firstName: "Ada", lastName: "Again");

        // Nobody asks for a new score here: the move alone does it.
        await app.DbAsync(async db =>
        {
            var moved = await db.Leads.SingleAsync(found => found.Id == lead.Id, Cancel);
            db.StageMoves.Add(
                moved.MoveTo(
                    Stage.Lead,
                    MoveTrigger.Reopened,
                    new MoveContext(app.Clock.GetUtcNow(), MoveCause.Person, "Mina")
                )
            );
            return await db.SaveChangesAsync(Cancel);
        });

        Assert.Equal(["Ada Again"], Names(await manager.OpenAsync("/leads?sort=score&stage=lead")));
        Assert.Empty(Names(await manager.OpenAsync("/leads?sort=score&stage=disqualified")));
    }

    [Fact]
    public async Task A_search_for_fewer_than_three_letters_reads_nothing_and_asks_for_more()
    {
        await using var app = await WebApp.StartAsync(server);
        using var rep = await app.SignedInAsync(Roles.ServiceRep);
        await app.LeadAsync();

        Assert.Equal("A little more, please", (await rep.OpenAsync("/leads?q=we")).QuerySelector(".empty h2").Reads());
        Assert.Equal("No lead matches", (await rep.OpenAsync("/leads?q=nobody")).QuerySelector(".empty h2").Reads());
    }

    private static IEnumerable<string> Names(IHtmlDocument page) =>
        page.QuerySelectorAll("tbody th a").Select(link => link.Reads());
}
