using System.Net;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Mail;
using LeadGen.Web.Tests.Api;
using LeadGen.Web.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Privacy;

/// <summary>A person's own page, and the one click of their mail program.</summary>
public sealed class PreferencesTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private readonly WebApp _app = demo.App;
    private readonly HttpClient _visitor = demo.App.Anonymous();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_click_of_the_mail_program_unsubscribes_at_once_and_once_without_a_cookie_or_a_redirect(
        bool asMultipart
    )
    {
        var lead = await _app.TakePaperAsync($"one-click-{asMultipart}@northwire.example".ToLowerInvariant());
        var link = _app.Tokens().Preferences(lead.Id);
        for (var i = 0; i < 2; i++)
        {
            using HttpContent body = asMultipart
                ? new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } }
                : new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
            using var answer = await _visitor.PostAsync(link, body, Cancel);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }

        Assert.Equal(ConsentStanding.Withdrawn, (await _app.StateAsync(lead.Id)).Standing);
        Assert.Equal(["form", "one_click"], (await _app.ConsentsAsync(lead.Id)).Select(row => row.How));
        Assert.Single(
            await _app.TouchpointsAsync(lead.Id),
            touchpoint => touchpoint.Kind == TouchpointKinds.EmailUnsubscribed
        );
    }

    [Fact]
    public async Task Opening_the_page_changes_nothing_and_what_is_chosen_there_counts_as_confirmed()
    {
        var lead = await _app.TakePaperAsync("chooses@northwire.example", ticks: false);
        var link = _app.Tokens().Preferences(lead.Id);
        await _visitor.OpenAsync(link);
        Assert.Empty(await _app.ConsentsAsync(lead.Id));

        var page = await _visitor.FollowAsync(
            await _visitor.PressOnAsync(
                link,
                "save",
                ("wanted.marketing_email", "true"),
                ("wanted.web_tracking", "true")
            )
        );

        Assert.Contains("Saved", page.QuerySelector(".flash").Reads(), StringComparison.Ordinal);
        Assert.True((await _app.StateAsync(lead.Id)).Holds);
        Assert.True((await _app.StateAsync(lead.Id, ConsentPurposes.WebTracking)).Holds);
        Assert.Equal(ConsentStanding.None, (await _app.StateAsync(lead.Id, ConsentPurposes.MailTracking)).Standing);
        // One of them is taken back, the other is left as it is.
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _visitor.PressOnAsync(link, "save", ("wanted.web_tracking", "false"));
        Assert.True((await _app.StateAsync(lead.Id)).Holds);
        Assert.Equal(ConsentStanding.Withdrawn, (await _app.StateAsync(lead.Id, ConsentPurposes.WebTracking)).Standing);
        Assert.Equal(3, (await _app.ConsentsAsync(lead.Id)).Count);
    }

    [Fact]
    public async Task Staff_and_programs_see_who_may_be_mailed_and_why_not()
    {
        using var rep = await _app.SignedInAsync(Roles.SalesRep);
        var api = await _app.WithFullKeyAsync();
        var lead = await _app.TakePaperAsync("seen@northwire.example");
        Assert.Contains("News by e-mail Not yet", await ReadAsync(), StringComparison.Ordinal);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _visitor.PressOnAsync(_app.Tokens().Preferences(lead.Id), "unsubscribe");

        Assert.Contains("said no on their own page", await ReadAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "They want no mail from marketing",
            (await rep.OpenAsync($"/leads/{lead.Id}/mail")).QuerySelector("main").Reads(),
            StringComparison.Ordinal
        );
        var told = await api.GetStringAsync($"/api/v1/leads/{lead.Id}", Cancel);
        Assert.Contains("\"purpose\":\"marketing_email\",\"standing\":\"withdrawn\"", told, StringComparison.Ordinal);

        async Task<string> ReadAsync() => (await rep.OpenAsync($"/leads/{lead.Id}")).QuerySelector("#consents").Reads();
    }

    [Fact]
    public async Task Every_mail_to_a_lead_has_the_link_and_all_but_the_question_have_the_headers_of_one_click()
    {
        var lead = await _app.TakePaperAsync("linked@northwire.example");
        var writer = ActivatorUtilities.CreateInstance<MailWriter>(
            _app.Services,
            new MailRoute(
                new MailServer(
                    "localhost",
                    25,
                    MailKit.Security.SecureSocketOptions.None,
                    null,
                    null,
                    EmailAddress.Parse("us@northwire.example"),
                    "Us"
                ),
                Keeps: false
            )
        );
        var now = _app.Clock.GetUtcNow();
        var letter = new OutgoingMail
        {
            Id = Guid.CreateVersion7(now),
            Kind = MailKind.Letter,
            ToAddress = lead.Email,
            Data = """{"subject": "Prices", "text": "Here they are."}""",
            LeadId = lead.Id,
            CreatedAt = now,
            NextAttemptAt = now,
        };
        using var written = writer.Write(letter);

        Assert.Equal("List-Unsubscribe=One-Click", written.Headers["List-Unsubscribe-Post"]);
        var url = new Uri(written.Headers["List-Unsubscribe"]!.Trim('<', '>'));
        Assert.StartsWith("/preferences/", url.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("/preferences/", written.TextBody, StringComparison.Ordinal);
        Assert.Contains("/preferences/", written.HtmlBody, StringComparison.Ordinal);
        await _visitor.OpenAsync(url.AbsolutePath);

        foreach (var kind in new[] { MailKind.Delivery, MailKind.Confirmation })
        {
            using var asked = writer.Write((await _app.MailsAsync(lead.Email, kind))[0]);
            Assert.Equal(
                kind == MailKind.Delivery ? "List-Unsubscribe=One-Click" : null,
                asked.Headers["List-Unsubscribe-Post"]
            );
            Assert.Equal(kind == MailKind.Delivery, asked.Headers["List-Unsubscribe"] is not null);
            Assert.Contains("/preferences/", asked.TextBody, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_has_no_mail_at_hand_gets_the_link_and_the_answer_is_the_same_for_strangers()
    {
        await _app.TakePaperAsync("known@northwire.example");
        var answers = new List<string>();
        foreach (var email in new[] { "known@northwire.example", "stranger@northwire.example" })
        {
            using var answer = await _visitor.PressOnAsync("/preferences", null, ("email", email));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            answers.Add((await answer.PageAsync()).QuerySelector("main").Reads());
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.Empty(await _app.MailsAsync("stranger@northwire.example", MailKind.PersonLink));
        var link = await _app.LinkAsync("known@northwire.example", MailKind.PersonLink);
        Assert.Contains(
            "known@northwire.example",
            (await _visitor.OpenAsync(link)).QuerySelector("main").Reads(),
            StringComparison.Ordinal
        );
        using var wrong = await _visitor.PressOnAsync("/preferences", null, ("email", "known@"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        for (var i = 0; i < 6; i++)
        {
            await _visitor.PressOnAsync("/preferences", null, ("email", "known@northwire.example"));
        }

        Assert.Equal(5, (await _app.MailsAsync("known@northwire.example", MailKind.PersonLink)).Count);
    }

    [Fact]
    public async Task One_network_asks_only_so_often()
    {
        await using var app = await WebApp.StartAsync(demo.Server);
        using var visitor = app.Anonymous();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < AddressLimit.Burst + 1; i++)
        {
            using var answer = await visitor.PostAsync("/preferences", new FormUrlEncodedContent([]), Cancel);
            answers.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answers[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Fact]
    public async Task Data_is_handed_out_and_erased_only_by_a_fresh_link_to_the_address()
    {
        const string email = "proves@northwire.example";
        var lead = await _app.TakePaperAsync(email, ticks: true, ("phone", "+49 30 901820"));
        var own = _app.Tokens().Preferences(lead.Id);
        await _visitor.FollowAsync(await _visitor.PressOnAsync(own, "export"));
        var export = await _app.LinkAsync(email, MailKind.PersonLink);
        using var file = await _visitor.PressOnAsync(export, "json");
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("+49 30 901820", await file.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        // A link serves its one use.
        var token = export.Split('/')[^1];
        foreach (var other in new[] { "/preferences/erase/" + token, "/preferences/erase/" + own.Split('/')[^1] })
        {
            using var refused = await _visitor.PostAsync(other, new FormUrlEncodedContent([]), Cancel);
            Assert.Equal(HttpStatusCode.Gone, refused.StatusCode);
        }

        await _visitor.FollowAsync(await _visitor.PressOnAsync(own, "erase"));
        var erase = await _app.LinkAsync(email, MailKind.PersonLink);
        await _visitor.OpenAsync(erase);
        Assert.NotNull(await _app.LeadAsync(email));
        using var erased = await _visitor.PressOnAsync(erase);
        Assert.Equal("It is erased", await erased.HeadingAsync());
        Assert.False(await _app.DbAsync(db => db.Leads.AnyAsync(one => one.Id == lead.Id, Cancel)));
        using var again = await _visitor.PostAsync(erase, new FormUrlEncodedContent([]), Cancel);
        Assert.Equal("It is erased", await again.HeadingAsync());
        using var gone = await _visitor.GetAsync(own, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task The_links_to_data_end_after_an_hour()
    {
        var lead = await _app.TakePaperAsync("slow@northwire.example");
        string[] links = [_app.Tokens().Export(lead.Id), _app.Tokens().Erase(lead.Id)];
        _app.Clock.Advance(TimeSpan.FromMinutes(61));

        foreach (var link in links)
        {
            using var opened = await _visitor.GetAsync(link, Cancel);
            using var posted = await _visitor.PostAsync(link, new FormUrlEncodedContent([]), Cancel);
            Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (opened.StatusCode, posted.StatusCode));
        }

        Assert.NotNull(await _app.LeadAsync("slow@northwire.example"));
    }
}
