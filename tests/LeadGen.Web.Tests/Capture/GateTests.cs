using System.Globalization;
using AngleSharp.Dom;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tests.Capture;

/// <summary>What is promised at the gate is what happens.</summary>
public sealed class GateTests(WebApp app) : IClassFixture<WebApp>
{
    private readonly HttpClient _visitor = app.Anonymous();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_answer_says_what_follows()
    {
        await app.PublishAsync("said");
        var page = await CaptureSteps.PageAsync(_visitor, "/offers/said");
        foreach (var choice in page.QuerySelectorAll("input[name=next_step]"))
        {
            var about = page.GetElementById(choice.GetAttribute("aria-describedby") ?? "");
            Assert.True(about?.TextContent.Length > 10, choice.GetAttribute("value"));
        }
    }

    [Fact]
    public async Task The_page_of_thanks_says_by_when_and_the_handoff_is_no_later()
    {
        await app.PublishAsync("promise");
        var promised = await PromiseAsync("promise", "asks@gate.example", "question");
        Assert.Equal(2, promised.Count);
        await app.ScoredAsync();

        var lead = await app.LeadAsync("asks@gate.example");
        var handoff = await app.ReadAsync(db => db.Handoffs.SingleAsync(h => h.LeadId == lead.Id, Cancel));
        Assert.InRange(handoff.AcceptDue, promised[0].AddMinutes(-2), promised[0]);
        Assert.True(handoff.AcceptDue + ServiceLevel.Default.StartWithin <= promised[1]);
    }

    [Fact]
    public async Task Where_sales_sleeps_the_promise_is_for_when_it_is_awake()
    {
        var now = app.Clock.GetUtcNow();
        var closed = now.AddDays(1).DayOfWeek;
        // One team works an hour a week, and nobody knows yet whose lead it will be.
        var team = await app.TeamAsync("One hour a week");
        await app.ChangeRoutingAsync(db =>
            db.Set<TeamRow>().Single(row => row.Id == team).Hours = [
                new OpeningHours(closed, new TimeOnly(9, 0), new TimeOnly(11, 0)),
            ]
        );
        await app.PublishAsync("asleep");

        var promised = await PromiseAsync("asleep", "night@gate.example", "contact");

        Assert.True(promised[0] > now.AddHours(2));
        Assert.Equal(closed, promised[0].DayOfWeek);
        await app.ChangeRoutingAsync(db => db.Remove(db.Set<TeamRow>().Single(row => row.Id == team)));
    }

    [Fact]
    public async Task Whom_sales_talks_to_already_or_never_again_is_promised_no_hour()
    {
        await app.PublishAsync("again");
        await FillAsync("again", "twice@gate.example", "contact");
        await app.ScoredAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Empty(await PromiseAsync("again", "twice@gate.example", "question"));

        await FillAsync("again", "out@gate.example", "content");
        var lead = await app.LeadAsync("out@gate.example");
        await app.ReadAsync(db =>
            db.Leads.Where(l => l.Id == lead.Id)
                .ExecuteUpdateAsync(l => l.SetProperty(x => x.Stage, Stage.Disqualified), Cancel)
        );
        Assert.Empty(await PromiseAsync("again", "out@gate.example", "question"));
    }

    [Fact]
    public async Task Only_the_content_promises_silence_and_keeps_it()
    {
        await app.PublishAsync("silence");
        Assert.Empty(await PromiseAsync("silence", "quiet@gate.example", "content"));
        await app.ScoredAsync();
        var lead = await app.LeadAsync("quiet@gate.example");
        Assert.False(await app.ReadAsync(db => db.Handoffs.AnyAsync(h => h.LeadId == lead.Id, Cancel)));
    }

    [Fact]
    public async Task An_address_that_looks_mistyped_is_asked_about_and_never_refused()
    {
        await app.PublishAsync(
            "typo",
            content => content with { Form = [.. content.Form, new(LeadFields.Country, true)] }
        );
        var wrong = await _visitor.FillAsync("typo", ("email", "ada@gmial.com"));
        var page = await CaptureSteps.PageAsync(wrong);
        Assert.Contains(
            "Did you mean gmail.com?",
            page.QuerySelector("#email-hint")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Null(page.QuerySelector("#email-error"));
        var taken = await _visitor.FillAsync("typo", ("email", "ada@gmial.com"), ("country", "GB"));
        var thanks = await CaptureSteps.PageAsync(_visitor, taken.Headers.Location!.OriginalString);
        Assert.Contains(
            "Did you mean gmail.com?",
            thanks.QuerySelector(".note-box")!.TextContent,
            StringComparison.Ordinal
        );
    }

    private Task<HttpResponseMessage> FillAsync(string slug, string email, string nextStep) =>
        _visitor.FillAsync(slug, ("email", email), ("next_step", nextStep), ("message", "How?"));

    /// <summary>The instants that the page of thanks names.</summary>
    private async Task<List<DateTimeOffset>> PromiseAsync(string slug, string email, string nextStep)
    {
        var answer = await FillAsync(slug, email, nextStep);
        var page = await CaptureSteps.PageAsync(_visitor, answer.Headers.Location!.OriginalString);
        var steps = page.QuerySelector(".timeline")!;
        Assert.Equal(nextStep == "content", steps.TextContent.Contains("Nothing else", StringComparison.Ordinal));
        return
        [
            .. steps
                .QuerySelectorAll("time")
                .Select(time => DateTimeOffset.Parse(time.GetAttribute("datetime")!, CultureInfo.InvariantCulture)),
        ];
    }
}
