using LeadGen.Domain.Handoffs;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Mail;

public sealed class StaffBellTests(PostgresServer server)
{
    [Fact]
    public async Task Who_is_offered_a_lead_gets_the_words_of_the_bell_by_mail_with_a_link_to_the_lead()
    {
        await using var app = await WebApp.StartAsync(server);
        using var api = await app.WithFullKeyAsync();
        var rep = await app.MemberAsync(await app.DefaultTeamAsync());
        var handoff = await api.NewHandoffAsync(app);

        var mail = Assert.Single(await app.MailsAsync());

        Assert.Equal((MailKind.Notice, rep.Email, rep.Id), (mail.Kind, mail.ToAddress, mail.StaffId!.Value));
        var notice = JsonColumn.Read<NoticeMail>(mail.Data);
        var line = Assert.Single(notice.Lines);
        Assert.EndsWith(" is yours to accept", line.Text, StringComparison.Ordinal);
        Assert.Equal(line.Text, notice.Subject);
        Assert.Equal($"/leads/{handoff["lead_id"].GetGuid()}", line.Path);
    }

    [Theory]
    [InlineData(NotifyBy.Daily)]
    [InlineData(NotifyBy.Never)]
    public async Task Who_chose_otherwise_has_the_bell_alone(NotifyBy choice)
    {
        await using var app = await WebApp.StartAsync(server);
        using var api = await app.WithFullKeyAsync();
        var rep = await app.MemberAsync(await app.DefaultTeamAsync());
        await app.ChooseAsync(rep, choice);

        await api.NewHandoffAsync(app);

        Assert.Empty(await app.MailsAsync());
        Assert.Equal(
            1,
            await app.DbAsync(db => db.Set<Notification>().CountAsync(told => told.StaffId == rep.Id, Cancel))
        );
    }

    [Fact]
    public async Task What_a_manager_is_told_at_one_moment_is_one_mail_however_much_it_is()
    {
        await using var app = await WebApp.StartAsync(server);
        using var api = await app.WithFullKeyAsync();
        var manager = await app.AddStaffAsync(Roles.SalesManager);
        for (var i = 0; i < NoticeMail.LinesMax + 5; i++)
        {
            await app.HandedOverAsync();
        }

        await app.DbAsync(db =>
            db.Database.ExecuteSqlAsync($"update leadgen.handoffs set next_step_at = opened_at", Cancel)
        );
        app.Clock.Advance(TimeSpan.FromHours(25));
        await app.Services.GetRequiredService<PromiseRoad>().DrainAsync(Cancel);

        var mail = Assert.Single(await app.MailsAsync());
        Assert.Equal(manager.Id, mail.StaffId);
        var notice = JsonColumn.Read<NoticeMail>(mail.Data);
        Assert.Equal((NoticeMail.LinesMax, 5), (notice.Lines.Count, notice.More));
        Assert.Equal("LeadGen has 25 notifications for you", notice.Subject);
    }

    [Fact]
    public async Task Who_left_is_told_nothing_by_mail()
    {
        await using var app = await WebApp.StartAsync(server);
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        var (_, handoff) = await app.HandedOverAsync();
        await app.DbAsync(db =>
            db.Users.ExecuteUpdateAsync(user => user.SetProperty(u => u.DeactivatedAt, app.Clock.GetUtcNow()), Cancel)
        );

        await app.TellAsync(rep.Id, handoff);

        Assert.Empty(await app.MailsAsync());
    }

    [Fact]
    public async Task The_choice_is_made_on_the_page_of_ones_account()
    {
        await using var app = await WebApp.StartAsync(server);
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        using var browser = await app.SignInAsync(rep);
        var page = await browser.OpenAsync("/account");
        var button = page.QuerySelector("#notifications button");
        Assert.Equal(
            "at_once",
            ((AngleSharp.Html.Dom.IHtmlSelectElement)page.QuerySelector("[name=notify_by]")!).Value
        );

        var saved = await browser.FollowAsync(
            await browser.PressAsync(
                "/account?handler=Notify",
                button,
                ("notify_by", "daily"),
                ("time_zone", "Europe/Berlin")
            )
        );

        Assert.Contains("one mail a day", saved.Flash(), StringComparison.Ordinal);
        var now = await app.DbAsync(db => db.Users.AsNoTracking().SingleAsync(user => user.Id == rep.Id, Cancel));
        Assert.Equal((NotifyBy.Daily, "Europe/Berlin"), (now.NotifyBy, now.TimeZone));
        using var wrong = await browser.PressAsync(
            "/account?handler=Notify",
            button,
            ("notify_by", "hourly"),
            ("time_zone", "Moon/Sea")
        );
        Assert.Equal(422, (int)wrong.StatusCode);
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        Assert.Null((await marketer.OpenAsync("/account")).QuerySelector("#notifications"));
    }
}
