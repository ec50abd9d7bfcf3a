using System.Net;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Leads;

public sealed class LetterPageTests(PostgresServer server)
{
    [Fact]
    public async Task A_rep_writes_to_a_lead_and_the_timeline_says_when_it_is_sent()
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        using var browser = await app.SignInAsync(rep);
        var lead = await app.LeadAsync();
        var path = $"/leads/{lead.Id}/mail";
        var form = await browser.OpenAsync(path);
        Assert.Null(form.QuerySelector(".note-box"));
        var button = form.QuerySelector("main form button");
        (string, string)[] typed = [("subject", "About\r\nyour pumps"), ("text", "Dear Jonas,\r\n\r\nshall we talk?")];

        var page = await browser.FollowAsync(await browser.PressAsync(path, button, typed));
        Assert.Contains("On its way", page.Flash(), StringComparison.Ordinal);
        var story = page.QuerySelector("#timeline li.touchpoint").Reads();
        Assert.StartsWith("Mail to them: About your pumps Dear Jonas, shall we talk?", story, StringComparison.Ordinal);
        Assert.Contains("waits to be sent", story, StringComparison.Ordinal);
        // The same form again is the same mail.
        await browser.FollowAsync(await browser.PressAsync(path, button, typed));

        await app.Road().DrainAsync(Cancel);

        var mail = Assert.Single(smtp.Taken);
        Assert.Equal(lead.Email, mail.To);
        Assert.Contains(rep.Email!, mail.Header("Reply-To"), StringComparison.Ordinal);
        Assert.Contains("<hello@leadgen.example>", mail.Header("From"), StringComparison.Ordinal);
        Assert.Contains(rep.DisplayName, mail.Header("From"), StringComparison.Ordinal);
        Assert.Equal("About your pumps", mail.Header("Subject"));
        Assert.Empty(mail.Header("Auto-Submitted"));
        Assert.Contains("shall we talk?", mail.Data, StringComparison.Ordinal);
        page = await browser.OpenAsync($"/leads/{lead.Id}");
        Assert.Contains("· sent ·", page.QuerySelector("#timeline li.touchpoint").Reads(), StringComparison.Ordinal);
        Assert.Equal(
            1,
            await app.DbAsync(db => db.Touchpoints.CountAsync(t => t.Kind == TouchpointKinds.EmailSent, Cancel))
        );
    }

    [Fact]
    public async Task A_mail_that_is_refused_is_told_on_the_timeline()
    {
        await using var smtp = new ScriptedSmtp { Script = (at, _) => at == "RCPT" ? new Trick("550 nobody") : null };
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        using var browser = await app.SignedInAsync(Roles.SalesManager);
        var lead = await app.LeadAsync();
        var path = $"/leads/{lead.Id}/mail";
        var button = (await browser.OpenAsync(path)).QuerySelector("main form button");
        await browser.FollowAsync(
            await browser.PressAsync(path, button, ("subject", "Hello"), ("text", "How are you?"))
        );
        await app.Road().DrainAsync(Cancel);

        var page = await browser.OpenAsync($"/leads/{lead.Id}");

        Assert.Contains(
            "could not be sent",
            page.QuerySelector("#timeline li.touchpoint").Reads(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_disqualified_lead_gets_no_mail_and_the_page_says_why()
    {
        await using var app = await WebApp.StartAsync(server);
        using var browser = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync();
        var path = $"/leads/{lead.Id}/mail";
        var button = (await browser.OpenAsync(path)).QuerySelector("main form button");
        await app.DbAsync(async db =>
        {
            var now = await db.Leads.SingleAsync(one => one.Id == lead.Id, Cancel);
            db.StageMoves.Add(
                now.MoveTo(
                    Stage.Disqualified,
                    MoveTrigger.Outcome,
                    new MoveContext(app.Clock.GetUtcNow(), MoveCause.Person)
                )
            );
            return await db.SaveChangesAsync(Cancel);
        });

        using var answer = await browser.PressAsync(path, button, ("subject", "Hello"), ("text", "How are you?"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(
            "disqualified",
            (await answer.PageAsync()).QuerySelector(".note-box")?.TextContent,
            StringComparison.Ordinal
        );
        Assert.Null((await browser.OpenAsync(path)).QuerySelector("main form"));
        Assert.Empty(await app.MailsAsync());
    }

    [Fact]
    public async Task Who_wants_no_marketing_mail_is_shown_to_be_so_and_may_be_written_to()
    {
        await using var app = await WebApp.StartAsync(server);
        using var browser = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync();
        var words = new ConsentText("marketing_email", "1", "May we write?");
        await app.DbAsync(db =>
        {
            db.Consents.Add(Consent.Record(words, given: true, "form", app.Clock.GetUtcNow().AddDays(-2), lead.Id));
            db.Consents.Add(Consent.Record(words, given: false, "form", app.Clock.GetUtcNow().AddDays(-1), lead.Id));
            return db.SaveChangesAsync(Cancel);
        });

        var page = await browser.OpenAsync($"/leads/{lead.Id}/mail");

        Assert.Contains(
            "no mail from marketing",
            page.QuerySelector(".note-box")?.TextContent,
            StringComparison.Ordinal
        );
        Assert.NotNull(page.QuerySelector("main form"));
    }

    [Fact]
    public async Task An_empty_mail_is_refused_at_its_fields_and_keeps_what_was_typed()
    {
        await using var app = await WebApp.StartAsync(server);
        using var browser = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync();
        var path = $"/leads/{lead.Id}/mail";
        var button = (await browser.OpenAsync(path)).QuerySelector("main form button");

        using var answer = await browser.PressAsync(path, button, ("subject", ""), ("text", "How are you?"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.Single(page.QuerySelectorAll(".error-summary li"));
        Assert.Equal("How are you?", page.QuerySelector("textarea")?.TextContent.Trim());
    }
}
