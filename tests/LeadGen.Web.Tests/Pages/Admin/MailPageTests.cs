using System.Net;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Tests.Mail;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Admin;

public sealed class MailPageTests(PostgresServer server)
{
    [Fact]
    public async Task What_failed_is_shown_with_the_reason_and_sent_again_one_by_one_or_all()
    {
        await using var smtp = new ScriptedSmtp { Script = (at, _) => at == "RCPT" ? new Trick("550 <closed>") : null };
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await app.MailAsync($"person{i}@example.com"));
        }

        var road = app.Road();
        await road.DrainAsync(Cancel);
        using var admin = await app.SignedInAsync(Roles.Admin);
        var page = await admin.OpenAsync("/admin/mail");
        Assert.Equal("Not sent (3)", page.QuerySelector(".tabs [aria-current]")?.TextContent);
        Assert.Equal(3, page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("550", page.QuerySelector("tbody")?.TextContent, StringComparison.Ordinal);

        smtp.Script = (_, _) => null;
        var one = page.QuerySelectorAll("tbody tr")
            .Single(row => row.TextContent.Contains("person1", StringComparison.Ordinal));
        page = await admin.FollowAsync(await admin.PressAsync("/admin/mail", one.QuerySelector("button")));
        Assert.Contains("within a few seconds", page.Flash(), StringComparison.Ordinal);
        await road.DrainAsync(Cancel);
        Assert.Equal("person1@example.com", Assert.Single(smtp.Taken).To);

        page = await admin.OpenAsync("/admin/mail");
        var all = page.QuerySelectorAll("button").Single(button => button.TextContent == "Send all again");
        page = await admin.FollowAsync(await admin.PressAsync("/admin/mail", all));
        Assert.StartsWith("2 mails", page.Flash(), StringComparison.Ordinal);
        await road.DrainAsync(Cancel);
        Assert.Equal(3, smtp.Taken.Count);
        page = await admin.OpenAsync("/admin/mail");
        Assert.Contains("Nothing waits", page.QuerySelector("main")?.TextContent, StringComparison.Ordinal);
        page = await admin.OpenAsync("/admin/mail?state=sent");
        Assert.Equal(3, page.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task Without_a_server_mails_wait_and_the_page_says_what_to_set()
    {
        await using var app = await WebApp.StartAsync(server);
        var id = await app.MailAsync("mina@example.com");
        await app.Road().DrainAsync(Cancel);

        using var admin = await app.SignedInAsync(Roles.Admin);
        var page = await admin.OpenAsync("/admin/mail");

        Assert.Contains("LeadGen__Smtp__Host", page.QuerySelector(".note-box")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("Waiting (1)", page.QuerySelector(".tabs [aria-current]")?.TextContent);
        Assert.Equal(MailState.Waiting, (await app.MailNowAsync(id)).State);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/outbox", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/outbox/{id}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task In_Development_mails_are_kept_to_be_looked_at_in_a_frame_that_may_do_nothing()
    {
        await using var app = await WebApp.StartAsync(
            server,
            ("environment", "Development"),
            ("LeadGen:Demo", "false")
        );
        var id = await app.MailAsync("mina@example.com", "Jonas <b>Weber</b> is yours");
        await app.Road().DrainAsync(Cancel);
        Assert.Equal(MailState.Held, (await app.MailNowAsync(id)).State);

        using var admin = await app.SignedInAsync(Roles.Admin);
        var list = await admin.OpenAsync("/outbox");
        Assert.Equal("Jonas <b>Weber</b> is yours", list.QuerySelector("tbody a")?.TextContent);
        using var answer = await admin.GetAsync(list.QuerySelector("tbody a")!.GetAttribute("href"), Cancel);
        Assert.Contains(
            "frame-src 'self'",
            answer.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        var mail = await answer.PageAsync();
        Assert.Contains(
            "- Jonas <b>Weber</b> is yours",
            mail.QuerySelector(".lines")?.TextContent,
            StringComparison.Ordinal
        );
        var frame = mail.QuerySelector("iframe")!;
        Assert.Equal("", frame.GetAttribute("sandbox"));
        using var html = await admin.GetAsync(frame.GetAttribute("src"), Cancel);
        Assert.Contains(
            "sandbox",
            html.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.Equal("Jonas <b>Weber</b> is yours", (await html.PageAsync()).QuerySelector(".item a")?.TextContent);
    }
}
