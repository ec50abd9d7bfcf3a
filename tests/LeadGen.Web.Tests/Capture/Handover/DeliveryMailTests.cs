using System.Net;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Capture.Handover;

/// <summary>What a visitor asked for comes by mail as well, whichever way the form was taken.</summary>
public sealed class DeliveryMailTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private const string Paper = "predictive-maintenance-costs";
    private const string Talk = "talk-to-sales";

    private readonly WebApp _app = demo.App;
    private readonly HttpClient _visitor = demo.App.Anonymous();

    [Fact]
    public async Task Somebody_new_and_somebody_known_get_the_file_by_mail_each_time_and_once_though_they_send_twice()
    {
        const string email = "mailed@northwire.example";
        var form = await _visitor.OpenAsync($"/offers/{Paper}");
        await SendAsync(Paper, form, email, "Mina");
        await SendAsync(Paper, form, email, "Mina");
        var first = Assert.Single(await ToAsync(email));
        // The long way, as they are known by now; and the same once more.
        var again = await _visitor.OpenAsync($"/offers/{Paper}");
        await SendAsync(Paper, again, email, "Wilhelmina");
        await SendAsync(Paper, again, email, "Wilhelmina");

        var mails = await ToAsync(email);

        Assert.Equal(2, mails.Count);
        var lead = await _app.LeadAsync(email);
        Assert.All(
            mails,
            mail =>
                Assert.Equal(
                    (MailKind.Delivery, MailState.Waiting, lead.Id),
                    (mail.Kind, mail.State, mail.LeadId!.Value)
                )
        );
        Assert.All(mails, mail => Assert.Equal(TimeSpan.FromDays(7), mail.ExpiresAt - mail.CreatedAt));
        Assert.DoesNotContain("Mina", first.Data, StringComparison.OrdinalIgnoreCase);
        foreach (var mail in mails)
        {
            var delivery = JsonColumn.Read<DeliveryMail>(mail.Data);
            Assert.Equal("What predictive maintenance really costs", delivery.Title);
            using var file = await _visitor.GetAsync(delivery.Path, Cancel);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.Equal("application/pdf", file.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task Where_nothing_is_handed_over_nothing_is_mailed()
    {
        var form = await _visitor.OpenAsync($"/offers/{Talk}");
        await SendAsync(Talk, form, "talks@northwire.example", "Mina");

        Assert.NotNull(await _app.LeadAsync("talks@northwire.example"));
        Assert.Empty(await ToAsync("talks@northwire.example"));
    }

    [Fact]
    public async Task A_refused_form_mails_nothing()
    {
        var form = await _visitor.OpenAsync($"/offers/{Paper}");
        using var answer = await _visitor.FillAsync(
            Paper,
            form.Append(new("email", "refused@northwire.example")).Append(new("employees", "many"))
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Empty(await ToAsync("refused@northwire.example"));
    }

    [Fact]
    public async Task A_page_elsewhere_and_a_date_are_mailed_too()
    {
        var starts = _app.Clock.GetUtcNow().AddDays(20);
        await _app.PublishAsync(
            "elsewhere",
            content => content with { Delivery = new Delivery(Url: "https://trial.example/start?a=1&b=2") }
        );
        await _app.PublishAsync(
            "on-a-day",
            content => content with { Kind = OfferKind.Webinar, Delivery = new Delivery(StartsAt: starts) }
        );
        await SendAsync(
            "elsewhere",
            await _visitor.OpenAsync("/offers/elsewhere"),
            "elsewhere@northwire.example",
            "Mina"
        );
        await SendAsync("on-a-day", await _visitor.OpenAsync("/offers/on-a-day"), "day@northwire.example", "Mina");

        var elsewhere = JsonColumn.Read<DeliveryMail>(Assert.Single(await ToAsync("elsewhere@northwire.example")).Data);
        Assert.Equal("https://trial.example/start?a=1&b=2", elsewhere.Path);
        var day = JsonColumn.Read<DeliveryMail>(Assert.Single(await ToAsync("day@northwire.example")).Data);
        Assert.Equal("/offers/on-a-day/event.ics", day.Path);
        Assert.StartsWith("It begins on ", day.Note, StringComparison.Ordinal);
    }

    private async Task SendAsync(string slug, Dictionary<string, string> form, string email, string name)
    {
        var fields = new Dictionary<string, string>(form)
        {
            ["email"] = email,
            ["first_name"] = name,
            ["last_name"] = "Okafor",
            ["company"] = "North Wire",
            ["message"] = "Please call me.",
            ["country"] = "DE",
        };
        using var answer = await _visitor.FillAsync(slug, fields);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private async Task<List<OutgoingMail>> ToAsync(string email) =>
        [.. (await _app.MailsAsync()).Where(mail => mail.ToAddress == email)];
}
