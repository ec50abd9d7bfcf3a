using AngleSharp.Html.Parser;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Mail;

public sealed class MailTemplatesTests(WebApp app) : IClassFixture<WebApp>
{
    private MailTemplates Templates => app.Services.GetRequiredService<MailTemplates>();

    [Fact]
    public void What_somebody_typed_is_text_and_neither_markup_nor_template_nor_header()
    {
        const string evil = "<img src=x onerror=alert(1)> {{subject}} & \"co\"\r\nBcc: all@example.com";
        var mail = Templates.Write(
            MailKind.Notice,
            JsonColumn.Write(new NoticeMail(evil, [new MailLine(evil, "/queue?a=1&b=\"><b>")]))
        );

        Assert.Equal("<img src=x onerror=alert(1)> {{subject}} & \"co\" Bcc: all@example.com", mail.Subject);
        var page = new HtmlParser().ParseDocument(mail.Html);
        Assert.Empty(page.QuerySelectorAll("img, b, script"));
        var link = Assert.Single(page.QuerySelectorAll(".item a"));
        Assert.Contains(
            "<img src=x onerror=alert(1)> {{subject}} & \"co\"",
            link.TextContent,
            StringComparison.Ordinal
        );
        Assert.EndsWith("/queue?a=1&b=\"><b>", link.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_mail_has_text_and_html_of_the_same_words_and_is_small()
    {
        foreach (var kind in Enum.GetValues<MailKind>())
        {
            var mail = Templates.Write(
                kind,
                """
                {"subject": "About the talk", "text": "First.\n\nSecond.", "what": "white paper", "title": "Bearings", "path": "/files/abc",
                "lines": [{"text": "Jonas is yours", "path": "/queue"}, {"text": "Ada waits", "path": "/tasks"}], "more": 3}
                """
            );
            var page = new HtmlParser().ParseDocument(mail.Html);
            Assert.NotEmpty(mail.Subject);
            Assert.DoesNotContain("\n\n\n", mail.Text, StringComparison.Ordinal);
            Assert.All(
                page.QuerySelectorAll("main p").Select(p => p.TextContent.Trim()),
                words => Assert.Contains(words, mail.Text, StringComparison.Ordinal)
            );
            Assert.All(
                page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!),
                link => Assert.Contains(link, mail.Text, StringComparison.Ordinal)
            );
            Assert.Contains("prefers-color-scheme: dark", mail.Html, StringComparison.Ordinal);
            Assert.InRange(mail.Html.Length, 1, 20_000);
        }
    }

    [Fact]
    public void What_a_person_wrote_keeps_its_paragraphs_and_lines()
    {
        var mail = Templates.Write(
            MailKind.Letter,
            """{"subject": "Hello", "text": "Dear Ada,\r\n\r\none\ntwo <b>\n\n\n\nBye"}"""
        );

        Assert.Equal("Dear Ada,\n\none\ntwo <b>\n\nBye\n", mail.Text);
        var paragraphs = new HtmlParser().ParseDocument(mail.Html).QuerySelectorAll("main p");
        Assert.Equal(["Dear Ada,", "one\ntwo <b>", "Bye"], paragraphs.Select(p => p.TextContent));
        Assert.NotNull(paragraphs[1].QuerySelector("br"));
    }
}
