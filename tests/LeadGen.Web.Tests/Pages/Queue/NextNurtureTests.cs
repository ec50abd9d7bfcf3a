using AngleSharp.Dom;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Nurture;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Nurture;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Queue;

/// <summary>Whoever sends a lead back reads at each reason which series of mails takes it up.</summary>
public sealed class NextNurtureTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task At_each_reason_for_sending_back_stands_the_running_series_that_follows()
    {
        var rep = await app.SignedInAsync(Roles.SalesRep);
        var (lead, handoff) = await app.HandedOverAsync();
        foreach (var path in new[] { $"/queue?at={handoff.Id}", $"/leads/{lead.Id}" })
        {
            Assert.Null(await FollowsAsync(rep, path, "recycle", "timing"));
        }

        var byReason = await app.SequenceAsync(NurtureEntry.ByReason("timing"), 24);
        foreach (var path in new[] { $"/queue?at={handoff.Id}", $"/leads/{lead.Id}" })
        {
            Assert.Equal("Then gets the mails of “News”", await FollowsAsync(rep, path, "recycle", "timing"));
            Assert.Null(await FollowsAsync(rep, path, "recycle", "no_budget"));
            Assert.Null(await FollowsAsync(rep, path, "reject", "timing"));
        }

        await app.SequenceAsync(NurtureEntry.ByStage(Stage.Recycled), 24);
        await app.DbAsync(db =>
            db.NurtureSequences.Where(one => one.Id == byReason.Id)
                .ExecuteUpdateAsync(one => one.SetProperty(s => s.State, NurtureState.Paused), Cancel)
        );
        Assert.Equal(
            "Then gets the mails of “News”",
            await FollowsAsync(rep, $"/queue?at={handoff.Id}", "recycle", "no_budget")
        );
    }

    private static async Task<string?> FollowsAsync(HttpClient rep, string path, string verb, string reason)
    {
        var page = await rep.OpenAsync(path);
        var box = page.QuerySelector($".ask[data-verb={verb}] input[value={reason}]")!;
        return box.GetAttribute("aria-describedby") is { } about ? page.GetElementById(about).Reads() : null;
    }
}
