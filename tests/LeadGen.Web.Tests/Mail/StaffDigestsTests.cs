using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Mail;

public sealed class StaffDigestsTests(PostgresServer server)
{
    [Theory]
    [InlineData("2026-11-24T06:59:00Z", "Europe/Berlin", null)]
    [InlineData("2026-11-24T07:00:00Z", "Europe/Berlin", "2026-11-24")]
    [InlineData("2026-07-24T06:00:00Z", "Europe/Berlin", "2026-07-24")]
    [InlineData("2026-11-24T22:30:00Z", "Pacific/Auckland", "2026-11-25")]
    [InlineData("2026-11-24T07:00:00Z", "Nowhere/Atall", null)]
    [InlineData("2026-11-24T08:00:00Z", null, "2026-11-24")]
    public void A_day_begins_at_eight_where_they_are(string now, string? zone, string? day) =>
        Assert.Equal(
            day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture),
            StaffDigests.DayOf(zone, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture))
        );

    [Fact]
    public async Task Who_chose_so_gets_one_mail_a_day_of_what_is_unread_and_new_by_two_instances_too()
    {
        await using var app = await WebApp.StartAsync(server);
        var rep = await app.AddStaffAsync(Roles.SalesRep);
        await app.ChooseAsync(rep, NotifyBy.Daily);
        await app.ToHourAsync(7);
        var (_, handoff) = await app.HandedOverAsync();
        for (var i = 0; i < 3; i++)
        {
            await app.TellAsync(rep.Id, handoff);
        }

        Assert.Equal(0, await DueAsync(app));
        app.Clock.Advance(TimeSpan.FromMinutes(61));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => DueAsync(app)));
        await DueAsync(app);

        var mail = Assert.Single(await app.MailsAsync());
        Assert.Equal((MailKind.Digest, rep.Email), (mail.Kind, mail.ToAddress));
        var notice = JsonColumn.Read<NoticeMail>(mail.Data);
        Assert.Equal((3, 0), (notice.Lines.Count, notice.More));

        // Later on that day, and on a day without news, there is none.
        app.Clock.Advance(TimeSpan.FromHours(12));
        await DueAsync(app);
        app.Clock.Advance(TimeSpan.FromHours(13));
        Assert.Equal(1, await DueAsync(app));
        Assert.Single(await app.MailsAsync());

        await app.TellAsync(rep.Id, handoff);
        await DueAsync(app);
        Assert.Single(await app.MailsAsync());
        app.Clock.Advance(TimeSpan.FromHours(24));
        await DueAsync(app);
        Assert.Equal(2, (await app.MailsAsync()).Count);
        Assert.Single(JsonColumn.Read<NoticeMail>((await app.MailsAsync())[1].Data).Lines);
    }

    [Fact]
    public async Task What_is_old_is_removed_and_what_waits_stays()
    {
        await using var app = await WebApp.StartAsync(server);
        var ids = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add(await app.MailAsync("mina@example.com"));
        }

        await app.DbAsync(db =>
            db.Mails.Where(m => m.Id == ids[0])
                .ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MailState.Sent), Cancel)
        );
        await app.DbAsync(db =>
            db.Mails.Where(m => m.Id == ids[1])
                .ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MailState.Parked), Cancel)
        );
        app.Clock.Advance(TimeSpan.FromDays(89));
        Assert.Equal(0, await app.DbAsync(db => MailCleaning.ForgetAsync(db, app.Clock.GetUtcNow(), Cancel)));
        app.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(2, await app.DbAsync(db => MailCleaning.ForgetAsync(db, app.Clock.GetUtcNow(), Cancel)));
        // Ids of one millisecond come in any order.
        Assert.Equal(ids[2..].Order(), (await app.MailsAsync()).Select(mail => mail.Id).Order());
    }

    private static async Task<int> DueAsync(WebApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<StaffDigests>().AddDueAsync(Cancel);
    }
}
