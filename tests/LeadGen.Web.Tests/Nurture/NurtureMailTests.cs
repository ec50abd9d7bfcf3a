using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Nurture;
using LeadGen.Testing;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Mail;
using LeadGen.Web.Nurture;
using LeadGen.Web.Tests.Mail;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Nurture;

public sealed class NurtureMailTests(PostgresServer server)
{
    [Fact]
    public async Task It_can_be_ended_by_the_mail_program_and_links_are_counted_of_who_agreed_alone()
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        await app.PaceAsync(NurtureData.AtAnyTime);
        var sequence = await app.SequenceAsync(NurtureEntry.ByStage(Stage.Lead), 0);
        var (agreed, silent) = (await app.ReaderAsync(), await app.ReaderAsync());
        await app.SayAsync(agreed, purpose: ConsentPurposes.MailTracking);
        await app.LaterAsync(TimeSpan.FromMinutes(1));
        var writer = app.Services.GetRequiredService<MailWriter>();
        var mails = await app.MailsAsync();

        using var counted = writer.Write(mails.Single(mail => mail.LeadId == agreed.Id));
        using var plain = writer.Write(mails.Single(mail => mail.LeadId == silent.Id));

        Assert.All(
            [counted, plain],
            mail =>
            {
                Assert.Equal("List-Unsubscribe=One-Click", mail.Headers[HeaderId.ListUnsubscribePost]);
                Assert.StartsWith(
                    "<https://leads.example/preferences/",
                    mail.Headers[HeaderId.ListUnsubscribe],
                    StringComparison.Ordinal
                );
            }
        );
        Assert.Contains("href=\"https://leads.example/offers/guide\"", plain.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("/m/", plain.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("href=\"https://leads.example/m/", counted.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("[1] https://leads.example/m/", counted.TextBody, StringComparison.Ordinal);

        // Followed, and then seen to be a person's.
        using var browser = app.Anonymous();
        var html = counted.HtmlBody!;
        var link = html[html.IndexOf("/m/", StringComparison.Ordinal)..].Split('"')[0];
        using var followed = await browser.GetAsync(link, Cancel);
        Assert.Equal("/offers/guide", followed.Headers.Location?.OriginalString);
        Assert.Equal(0, await ClickedAsync(app, sequence));
        await app.DbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            await db.ConfirmAsync([agreed.Id], app.Clock.GetUtcNow(), Cancel);
            await db.SaveChangesAsync(Cancel);
            await transaction.CommitAsync(Cancel);
            return true;
        });
        Assert.Equal(1, await ClickedAsync(app, sequence));
    }

    [Fact]
    public async Task What_is_written_in_Markdown_becomes_text_and_HTML()
    {
        await using var app = await WebApp.StartAsync(server, ("LeadGen:PublicUrl", "https://leads.example"));
        var templates = app.Services.GetRequiredService<MailTemplates>();

        Look("One\n\ntwo **bold**", "<strong>bold</strong>", "One\n\ntwo bold\n");
        Look("- a\n- b", "<li>a</li>", "- a\n\n- b\n");
        Look(
            "Read [this](/offers/x) now",
            "<a href=\"https://leads.example/offers/x\">this</a>",
            "Read this [1] now\n\n[1] https://leads.example/offers/x\n"
        );
        Look("<script>x</script>", "&lt;script&gt;", "<script>x</script>\n");
        Look(
            "[x](javascript:alert)",
            "<a href=\"https://leads.example/\">x</a>",
            "x [1]\n\n[1] https://leads.example/\n"
        );
        Look(
            "![pixel](https://spy.example/p.png)",
            "<a href=\"https://spy.example/p.png\">pixel</a>",
            "pixel [1]\n\n[1] https://spy.example/p.png\n"
        );

        void Look(string body, string html, string text)
        {
            var data = JsonColumn.Write(new NurtureMail("News", body, Counts: false));
            var written = templates.Write(MailKind.Nurture, data);
            Assert.Contains(html, written.Html, StringComparison.Ordinal);
            Assert.Equal(text, written.Text);
        }
    }

    private static Task<int> ClickedAsync(WebApp app, NurtureSequence sequence) =>
        app.DbAsync(async db =>
            (await db.StepNumbersAsync(sequence.Id, app.Clock.GetUtcNow(), Cancel))[sequence.Steps[0].Id].Clicked
        );
}
