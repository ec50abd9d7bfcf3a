using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Nurture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Tests.Mail;
using LeadGen.Web.Tests.Nurture;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing;

public sealed class NurturePageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string List = "/marketing/nurture";

    [Fact]
    public async Task A_marketer_makes_a_sequence_looks_at_its_mail_tries_it_out_and_starts_it()
    {
        var marketer = await app.AddStaffAsync(Roles.Marketer);
        using var browser = await app.SignInAsync(marketer);
        var form = await browser.OpenAsync(List + "/edit");
        var step = await browser.FollowAsync(
            await browser.PressAsync(
                List + "/edit",
                form.QuerySelector("main form button"),
                ("name", "Back <again>"),
                ("entry", "recycle:timing")
            )
        );
        var sequence = await app.DbAsync(db =>
            db.NurtureSequences.AsNoTracking().SingleAsync(one => one.Name == "Back <again>", Cancel)
        );
        var path = $"{List}/{sequence.Id}";
        Assert.Equal(NurtureEntry.ByReason("timing"), sequence.Entry);

        using var refused = await browser.PressAsync(
            path + "/mail",
            step.QuerySelector("main form button"),
            ("delay", "many"),
            ("subject", ""),
            ("body", "Hello {{email}}")
        );
        Assert.Equal(422, (int)refused.StatusCode);
        Assert.Equal(3, (await refused.PageAsync()).QuerySelectorAll(".error-summary li").Length);

        using var saved = await browser.PressAsync(
            path + "/mail",
            step.QuerySelector("main form button"),
            ("delay", "2"),
            ("subject", "How are you, {{first_name|friend}}?"),
            ("body", "Hello **{{first_name|there}}**")
        );
        var address = saved.Headers.Location!.OriginalString.Split('#')[0];
        var shown = await browser.OpenAsync(address);
        Assert.Contains("Hello Mina", shown.QuerySelector("main .lines").Reads(), StringComparison.Ordinal);
        var mail = await browser.OpenAsync(shown.QuerySelector("iframe")!.GetAttribute("src")!);
        Assert.Equal("Mina", mail.QuerySelector("strong")?.TextContent);

        await browser.FollowAsync(await browser.PressAsync(address, shown.QuerySelector("form[action*=Test] button")));
        var test = Assert.Single(await app.MailsAsync());
        Assert.Equal((marketer.Email, (Guid?)null, MailKind.Nurture), (test.ToAddress, test.LeadId, test.Kind));
        Assert.Contains(
            "[Test] How are you, Mina?",
            JsonColumn.Read<NurtureMail>(test.Data).Subject,
            StringComparison.Ordinal
        );

        var page = await browser.OpenAsync(path);
        Assert.Contains("2 days after they came in", page.QuerySelector("#mails").Reads(), StringComparison.Ordinal);
        var started = await browser.FollowAsync(
            await browser.PressAsync(path, page.QuerySelector("form[action*=Start] button"))
        );
        Assert.Contains("It runs", started.Flash(), StringComparison.Ordinal);
        // Pressed on a page that is old by now.
        var late = await browser.FollowAsync(
            await browser.PressAsync(path, page.QuerySelector("#mails button[value=remove]"))
        );
        Assert.Contains("Somebody else", late.Flash(), StringComparison.Ordinal);
        Assert.Contains(
            "Back <again> Sales sends them back: Not the right time",
            (await browser.OpenAsync(List)).QuerySelector("tbody").Reads(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_is_in_it_is_listed_and_can_be_taken_out()
    {
        using var browser = await app.SignedInAsync(Roles.Marketer);
        await app.PaceAsync(NurtureData.AtAnyTime);
        var sequence = await app.SequenceAsync(NurtureEntry.ByStage(Stage.Lead), 24);
        var path = $"{List}/{sequence.Id}/people";
        Assert.Contains(
            "Nobody yet",
            (await browser.OpenAsync(path)).QuerySelector("main").Reads(),
            StringComparison.Ordinal
        );
        var lead = await app.ReaderAsync();
        await app.RoundAsync();

        var page = await browser.OpenAsync(path);
        Assert.Contains("Jonas Weber", page.QuerySelector("tbody tr").Reads(), StringComparison.Ordinal);
        var button = page.QuerySelector("tbody button");
        Assert.Contains(
            "Taken out",
            (await browser.FollowAsync(await browser.PressAsync(path, button))).Flash(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "already",
            (await browser.FollowAsync(await browser.PressAsync(path, button))).Flash(),
            StringComparison.Ordinal
        );
        await app.LaterAsync(TimeSpan.FromDays(2));

        Assert.Empty(await app.GotAsync(lead));
        using var later = await app.SignedInAsync(Roles.Marketer);
        Assert.Contains(
            "Taken out by staff",
            (await later.OpenAsync(path + "?show=all")).QuerySelector("tbody tr").Reads(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Taken out by staff",
            (await later.OpenAsync($"{List}/{sequence.Id}")).QuerySelector("main").Reads(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_pace_is_kept_and_what_is_wrong_with_it_is_said_at_its_field()
    {
        await app.PaceAsync(NurturePace.Default);
        using var browser = await app.SignedInAsync(Roles.Marketer);
        var button = (await browser.OpenAsync(List + "/pace")).QuerySelector("main form button");
        using var refused = await browser.PressAsync(
            List + "/pace",
            button,
            ("from", "8"),
            ("until", "25:00"),
            ("mails", "0")
        );
        Assert.Equal(422, (int)refused.StatusCode);
        Assert.Equal(3, (await refused.PageAsync()).QuerySelectorAll(".error-summary li").Length);

        var list = await browser.FollowAsync(
            await browser.PressAsync(List + "/pace", button, ("from", "09:30"), ("until", "18:00"), ("mails", "1"))
        );

        Assert.Contains(
            "from 09:30 to 18:00 where the reader is, not on weekends, and at most 1 within 7 days",
            list.QuerySelector("main").Reads(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        using var browser = await app.SignedInAsync(Roles.Marketer);
        var nowhere = Guid.CreateVersion7(app.Clock.GetUtcNow());
        string[] paths = [$"/{nowhere}", $"/edit/{nowhere}", $"/{nowhere}/mail", $"/{nowhere}/people"];
        foreach (var path in paths)
        {
            using var answer = await browser.GetAsync(List + path, Cancel);
            Assert.Equal(404, (int)answer.StatusCode);
        }
    }
}
