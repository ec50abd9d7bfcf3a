using System.Net;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Access;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Alignment;

public sealed class AlignmentPageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Path = "/alignment";
    private const StringComparison Ordinal = StringComparison.Ordinal;

    [Fact]
    public async Task A_rep_reads_what_the_words_mean_today_and_why_leads_are_rejected_and_changes_nothing()
    {
        await RejectAsync();
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var page = await rep.OpenAsync(Path);
        var text = page.QuerySelector("main").Reads();
        Assert.Contains("A lead whose score reaches 100, of which fit is 35 or more", text, Ordinal);
        Assert.Contains("Reached 80 % of a plan limit", text, Ordinal);
        var rejected = page.QuerySelectorAll("table")
            .Single(table => table.TextContent.Contains("Rejected because", Ordinal));
        Assert.Contains("Country known", rejected.TextContent, Ordinal);
        Assert.Empty(page.QuerySelectorAll("main a[href^='/insights'], main form"));

        using var refused = await rep.PostAsync(Path, new FormUrlEncodedContent([]), Cancel);
        Assert.NotEqual(HttpStatusCode.Redirect, refused.StatusCode);
        Assert.False(
            await app.DbAsync(db => db.AlignmentReviews.AnyAsync(review => review.RecordedBy == "SalesRep", Cancel))
        );
    }

    [Fact]
    public async Task Numbers_lead_managers_to_the_hand_offs_that_were_rejected()
    {
        await RejectAsync();
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        var link = (await manager.OpenAsync(Path)).QuerySelector("main a[href^='/insights/handoffs']")!;
        Assert.NotEmpty((await manager.OpenAsync(link.GetAttribute("href")!)).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task What_was_decided_of_a_month_is_recorded_with_who_and_by_which_model()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var now = app.Clock.GetUtcNow().UtcDateTime;
        var last = new DateOnly(now.Year, now.Month, 1).AddMonths(-1);
        using var recorded = await marketer.SubmitAsync(
            Path,
            null,
            ("decisions", "No more leads from the fair.\nMina asks.")
        );
        var page = await marketer.FollowAsync(recorded);
        var review = page.QuerySelector("main article").Reads();
        Assert.Contains(last.ToString("MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture), review, Ordinal);
        Assert.Contains("No more leads from the fair.", review, Ordinal);
        Assert.Contains("version 1 of the model", review, Ordinal);
    }

    [Theory]
    [InlineData("", " ", "decisions")]
    [InlineData("2001-01-01", "Something.", "month")]
    public async Task A_review_of_nothing_is_refused_at_its_field(string month, string decisions, string field)
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        using var answer = await marketer.SubmitAsync(Path, null, ("month", month), ("decisions", decisions));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector($".field.invalid [name='{field}']"));
    }

    private async Task RejectAsync()
    {
        var handoff = await app.HandOffAsync(await app.LeadAsync(Stage.Mql), waited: TimeSpan.FromHours(2));
        await app.DbAsync(async db =>
        {
            var now = app.Clock.GetUtcNow();
            var row = await db.Handoffs.SingleAsync(one => one.Id == handoff.Id, Cancel);
            row.Accept(Guid.Empty, "Rep", ServiceLevel.Default, now.AddHours(-1));
            row.Start("Rep", now.AddMinutes(-30));
            row.Reject("no_fit", null, "Rep", now);
            return await db.SaveChangesAsync(Cancel);
        });
    }
}
