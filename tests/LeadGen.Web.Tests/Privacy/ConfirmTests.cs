using System.Net;
using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Tests.Capture;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Privacy;

/// <summary>A yes to mail counts when the owner of the address confirms it.</summary>
public sealed class ConfirmTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private readonly WebApp _app = demo.App;
    private readonly HttpClient _visitor = demo.App.Anonymous();

    [Fact]
    public async Task The_file_comes_at_once_and_the_yes_counts_from_the_button_behind_the_mail()
    {
        const string email = "confirms@northwire.example";
        var lead = await _app.TakePaperAsync(email);

        Assert.Single(await _app.MailsAsync(email, MailKind.Delivery));
        var mail = Assert.Single(await _app.MailsAsync(email, MailKind.Confirmation));
        Assert.Equal(ConsentTexts.MarketingEmail.Text, JsonColumn.Read<ConfirmationMail>(mail.Data).Text);
        Assert.Equal(ConsentStanding.Pending, (await _app.StateAsync(lead.Id)).Standing);

        // A scanner of mail opens the link: nothing changes.
        var link = await _app.LinkAsync(email, MailKind.Confirmation);
        var page = await _visitor.OpenAsync(link);
        Assert.Single(page.QuerySelectorAll("main button"));
        Assert.Equal(ConsentTexts.MarketingEmail.Text, page.QuerySelector("main blockquote").Reads());
        Assert.Equal(ConsentStanding.Pending, (await _app.StateAsync(lead.Id)).Standing);

        using var first = await _visitor.PressOnAsync(link);
        using var again = await _visitor.PostAsync(link, null, Cancel);

        Assert.Equal("Thank you, it is confirmed", await first.HeadingAsync());
        Assert.Equal("Already confirmed", await again.HeadingAsync());
        Assert.Equal(ConsentStanding.Given, (await _app.StateAsync(lead.Id)).Standing);
        var rows = await _app.ConsentsAsync(lead.Id);
        Assert.Equal(["form", "confirmed_link"], rows.Select(row => row.How));
        Assert.Equal(
            (rows[0].Text, rows[0].TextHash, rows[0].TextVersion, rows[0].SubmissionId),
            (rows[1].Text, rows[1].TextHash, rows[1].TextVersion, rows[1].SubmissionId)
        );
        // Who has confirmed is not asked again.
        await _app.TakePaperAsync(email);
        Assert.Single(await _app.MailsAsync(email, MailKind.Confirmation));
    }

    [Fact]
    public async Task Ten_presses_at_once_confirm_once()
    {
        var lead = await _app.TakePaperAsync("ten@northwire.example");
        var link = await _app.LinkAsync("ten@northwire.example", MailKind.Confirmation);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _visitor.PostAsync(link, null, Cancel)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(2, (await _app.ConsentsAsync(lead.Id)).Count);
    }

    [Fact]
    public async Task An_expired_link_changes_nothing_and_offers_a_new_one_that_works()
    {
        const string email = "late@northwire.example";
        var lead = await _app.TakePaperAsync(email);
        var old = await _app.LinkAsync(email, MailKind.Confirmation);
        _app.Clock.Advance(TimeSpan.FromDays(8));

        Assert.Equal("This link is too old", (await _visitor.OpenAsync(old)).QuerySelector("h1").Reads());
        using var sent = await _visitor.PressOnAsync(old);

        Assert.Equal("A new link is on its way", await sent.HeadingAsync());
        Assert.Equal(ConsentStanding.Pending, (await _app.StateAsync(lead.Id)).Standing);
        using var confirmed = await _visitor.PressOnAsync(await _app.LinkAsync(email, MailKind.Confirmation));
        Assert.Equal("Thank you, it is confirmed", await confirmed.HeadingAsync());
    }

    [Fact]
    public async Task An_old_link_never_takes_back_a_no()
    {
        const string email = "changed-mind@northwire.example";
        var lead = await _app.TakePaperAsync(email);
        var link = await _app.LinkAsync(email, MailKind.Confirmation);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _visitor.PressOnAsync(_app.Tokens().Preferences(lead.Id), "unsubscribe");

        using var answer = await _visitor.PostAsync(link, null, Cancel);

        Assert.Equal(ConsentStanding.Withdrawn, (await _app.StateAsync(lead.Id)).Standing);
        Assert.Equal("A new link is on its way", await answer.HeadingAsync());
        Assert.StartsWith("/preferences/", await _app.LinkAsync(email, MailKind.PersonLink), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_flooded_by_a_form_that_is_sent_again_and_again_with_their_address()
    {
        for (var i = 0; i < 6; i++)
        {
            await _app.TakePaperAsync("flooded@northwire.example", ticks: true, ("phone", $"+4930123456{i}"));
        }

        Assert.Equal(3, (await _app.MailsAsync("flooded@northwire.example", MailKind.Confirmation)).Count);
    }

    [Fact]
    public async Task Where_an_administrator_asks_for_no_confirmation_a_yes_counts_at_once()
    {
        await using var app = await WebApp.StartAsync(demo.Server, ("LeadGen:Demo", "true"));
        using var admin = await app.SignedInAsync(Roles.Admin);
        var page = await admin.OpenAsync("/admin/consent");
        await admin.FollowAsync(
            await admin.PressAsync(
                "/admin/consent",
                page.QuerySelector("#marketing_email button"),
                ("confirmed.marketing_email", "false")
            )
        );
        app.Clock.Advance(TimeSpan.FromSeconds(3));

        var lead = await app.TakePaperAsync("at-once@northwire.example");

        Assert.Equal(ConsentStanding.Given, (await app.StateAsync(lead.Id)).Standing);
        Assert.Empty(await app.MailsAsync("at-once@northwire.example", MailKind.Confirmation));
    }

    [Theory]
    [InlineData("/confirm/nothing")]
    [InlineData("/preferences/nothing")]
    public async Task A_link_that_is_not_ours_leads_nowhere_and_says_how_to_get_one(string path)
    {
        using var answer = await _visitor.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector("main a[href='/preferences']"));
        using var posted = await _visitor.PostAsync(path, new FormUrlEncodedContent([]), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
    }
}
