using System.Net;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Access;
using LeadGen.Web.Privacy.Retention;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Admin;

public sealed class RetentionPageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Path = "/admin/retention";

    [Fact]
    public async Task Periods_are_kept_once_it_was_shown_what_would_go_by_them()
    {
        await app.LeadAsync(Stage.Disqualified);
        app.Clock.Advance(TimeSpan.FromDays(70));
        var admin = await app.SignedInAsync(Roles.Admin);

        var asked = await admin.SubmitAsync(Path, null, ("months.disqualified", "2"));
        var preview = await admin.FollowAsync(asked);
        Assert.Contains("cannot be brought back", preview.QuerySelector("#preview").Reads(), StringComparison.Ordinal);
        Assert.Contains("1 would go now", preview.QuerySelector("main").Reads(), StringComparison.Ordinal);
        Assert.Empty((await KeptAsync()).Months);

        var changed = await admin.SubmitAsync(
            asked.Headers.Location!.ToString(),
            null,
            ("months.disqualified", "3"),
            ("seen", preview.QuerySelector("input[name=seen]")!.GetAttribute("value")!)
        );
        preview = await admin.FollowAsync(changed);
        Assert.Contains("None would go now", preview.QuerySelector("main").Reads(), StringComparison.Ordinal);
        Assert.Empty((await KeptAsync()).Months);

        var saved = await admin.SubmitAsync(
            changed.Headers.Location!.ToString(),
            null,
            ("months.disqualified", "3"),
            ("seen", preview.QuerySelector("input[name=seen]")!.GetAttribute("value")!)
        );
        Assert.StartsWith("Saved.", (await admin.FollowAsync(saved)).Flash(), StringComparison.Ordinal);
        Assert.Equal(3, (await KeptAsync()).Months["disqualified"]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("241")]
    [InlineData("1.5")]
    [InlineData("-3")]
    [InlineData("soon")]
    public async Task What_are_no_months_is_refused_at_its_field(string typed)
    {
        var admin = await app.SignedInAsync(Roles.Admin);
        foreach (
            var answer in new[]
            {
                await admin.SubmitAsync(Path, null, ("months.lead", typed)),
                await admin.GetAsync($"{Path}?preview=1&months.lead={typed}", Cancel),
            }
        )
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var page = await answer.PageAsync();
            Assert.Contains(
                "whole months from 1 to 240",
                page.QuerySelector(".error-summary").Reads(),
                StringComparison.Ordinal
            );
            Assert.Equal(typed, page.QuerySelector("input[name='months.lead']")!.GetAttribute("value"));
        }
    }

    private Task<RetentionPeriods> KeptAsync() => app.DbAsync(db => RetentionPeriods.ReadAsync(db, Cancel));
}
