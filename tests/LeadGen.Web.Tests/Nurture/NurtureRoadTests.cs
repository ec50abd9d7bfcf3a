using System.Globalization;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Nurture;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data.Mails;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Nurture;

public sealed class NurtureRoadTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly NurtureEntry NewLead = NurtureEntry.ByStage(Stage.Lead);

    [Fact]
    public async Task Each_mail_comes_once_in_its_order_and_time_however_many_instances_there_are()
    {
        await app.PaceAsync(NurtureData.AtAnyTime);
        var sequence = await app.SequenceAsync(NewLead, 1, 24, 48);
        var lead = await app.ReaderAsync();

        await app.RoundAsync(4);
        Assert.Empty(await app.GotAsync(lead));
        await app.LaterAsync(TimeSpan.FromHours(1.1), 4);
        var mail = Assert.Single(await app.GotAsync(lead));
        Assert.Equal(
            ("Mail 1, Jonas", "Hello Jonas, read [our guide](/offers/guide).", false),
            (mail.Subject, mail.Body, mail.Counts)
        );
        await app.LaterAsync(TimeSpan.FromHours(23), 4);
        Assert.Single(await app.GotAsync(lead));
        await app.LaterAsync(TimeSpan.FromHours(1.1), 4);
        Assert.Equal(2, (await app.GotAsync(lead)).Count);
        await app.LaterAsync(TimeSpan.FromDays(30), 4);
        await app.LaterAsync(TimeSpan.FromDays(30), 4);

        Assert.Equal(["Mail 1", "Mail 2", "Mail 3"], (await app.GotAsync(lead)).Select(one => one.Subject[..6]));
        Assert.Equal(NurtureExit.Finished, (await app.PlaceAsync(sequence, lead))?.Left);
        var told = await app.DbAsync(db =>
            db.Touchpoints.Where(t => t.LeadId == lead.Id && t.Kind == TouchpointKinds.EmailSent).ToListAsync(Cancel)
        );
        Assert.Equal(3, told.Count);
        Assert.All(told, one => Assert.Equal("News", one.Properties["sequence"]));
    }

    [Fact]
    public async Task Only_who_did_it_since_the_start_and_wants_mail_comes_in_and_once()
    {
        await app.PaceAsync(NurtureData.AtAnyTime);
        var before = await app.ReaderAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var sequence = await app.SequenceAsync(NewLead, 0, 24);
        var silent = await app.LeadAsync();
        var objected = await app.LeadAsync();
        await app.SayAsync(objected, given: false);
        var qualified = await app.LeadAsync(Stage.Mql);
        await app.SayAsync(qualified);
        var reader = await app.ReaderAsync();

        await app.LaterAsync(TimeSpan.FromMinutes(1), 3);
        await app.LaterAsync(TimeSpan.FromMinutes(1), 3);

        Assert.Null(await app.PlaceAsync(sequence, before));
        Assert.Null(await app.PlaceAsync(sequence, silent));
        Assert.Null(await app.PlaceAsync(sequence, objected));
        Assert.Null(await app.PlaceAsync(sequence, qualified));
        Assert.Single(await app.GotAsync(reader));
    }

    [Fact]
    public async Task Whom_sales_sends_back_comes_in_by_the_reason()
    {
        await app.PaceAsync(NurtureData.AtAnyTime);
        var timing = await app.SequenceAsync(NurtureEntry.ByReason("timing"), 0);
        var budget = await app.SequenceAsync(NurtureEntry.ByReason("no_budget"), 0);
        var any = await app.SequenceAsync(NurtureEntry.ByStage(Stage.Recycled), 0);
        var (lead, _) = await app.HandedOverAsync();
        await app.SayAsync(lead);
        await app.DbAsync(async db =>
        {
            var found = await db.Leads.SingleAsync(one => one.Id == lead.Id, Cancel);
            var context = new MoveContext(app.Clock.GetUtcNow(), MoveCause.Person, "Mina", Reason: "timing");
            db.StageMoves.Add(found.MoveTo(Stage.Recycled, MoveTrigger.Recycled, context));
            return await db.SaveChangesAsync(Cancel);
        });

        await app.RoundAsync();

        Assert.NotNull(await app.PlaceAsync(timing, lead));
        Assert.Null(await app.PlaceAsync(budget, lead));
        Assert.NotNull(await app.PlaceAsync(any, lead));
    }

    [Theory]
    [InlineData(NurtureExit.Qualified)]
    [InlineData(NurtureExit.Disqualified)]
    [InlineData(NurtureExit.Unsubscribed)]
    [InlineData(NurtureExit.Replied)]
    [InlineData(NurtureExit.Bounced)]
    public async Task Who_goes_gets_nothing_more_and_it_is_known_why(NurtureExit why)
    {
        await app.PaceAsync(NurtureData.AtAnyTime);
        var sequence = await app.SequenceAsync(NewLead, 0, 24);
        var lead = await app.ReaderAsync();
        await app.LaterAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await app.GotAsync(lead));
        switch (why)
        {
            case NurtureExit.Qualified:
                await MoveAsync(lead.Id, (Stage.Mql, MoveTrigger.Score));
                break;
            case NurtureExit.Disqualified:
                await MoveAsync(
                    lead.Id,
                    (Stage.Mql, MoveTrigger.Score),
                    (Stage.Disqualified, MoveTrigger.Disqualified)
                );
                break;
            case NurtureExit.Unsubscribed:
                await app.DidAsync(lead, TouchpointKinds.EmailUnsubscribed);
                break;
            case NurtureExit.Replied:
                await app.DidAsync(lead, TouchpointKinds.EmailReplied, ("direction", "inbound"));
                break;
            default:
                await app.DbAsync(db =>
                    db.Mails.Where(mail => mail.LeadId == lead.Id)
                        .ExecuteUpdateAsync(mail => mail.SetProperty(m => m.State, MailState.Parked), Cancel)
                );
                break;
        }

        await app.LaterAsync(TimeSpan.FromHours(25));

        Assert.Single(await app.GotAsync(lead));
        var place = await app.PlaceAsync(sequence, lead);
        Assert.Equal(why, place?.Left);
        Assert.NotNull(place?.LeftAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0, 24)]
    public async Task What_waits_for_a_mail_server_is_not_sent_to_who_came_to_sales_meanwhile(params int[] delays)
    {
        await app.PaceAsync(NurtureData.AtAnyTime);
        await app.SequenceAsync(NewLead, delays);
        var (lead, other) = (await app.ReaderAsync(), await app.ReaderAsync());
        await app.LaterAsync(TimeSpan.FromMinutes(1));
        Assert.Single(await app.GotAsync(lead));

        await MoveAsync(lead.Id, (Stage.Mql, MoveTrigger.Score));
        await app.LaterAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(await app.GotAsync(lead));
        Assert.Single(await app.GotAsync(other));
    }

    [Fact]
    public async Task A_call_of_a_rep_is_no_answer()
    {
        await app.PaceAsync(NurtureData.AtAnyTime);
        await app.SequenceAsync(NewLead, 0, 24, 24);
        var lead = await app.ReaderAsync();
        await app.LaterAsync(TimeSpan.FromMinutes(1));
        await app.DidAsync(lead, TouchpointKinds.PhoneCall, ("direction", "outbound"));
        // As it is noted on the page of the lead.
        await app.DidAsync(lead, TouchpointKinds.PhoneCall, ("author", "Rita"));

        await app.LaterAsync(TimeSpan.FromHours(25));
        Assert.Equal(2, (await app.GotAsync(lead)).Count);

        await app.DidAsync(lead, TouchpointKinds.PhoneCall, ("direction", "inbound"));
        await app.LaterAsync(TimeSpan.FromHours(25));
        Assert.Equal(2, (await app.GotAsync(lead)).Count);
    }

    [Fact]
    public async Task A_yes_that_is_not_confirmed_gets_no_mail_until_it_is_and_ends_after_a_month()
    {
        await app.PaceAsync(NurtureData.AtAnyTime);
        var sequence = await app.SequenceAsync(NewLead, 0, 24);
        var (confirms, forgets) = (await app.LeadAsync(), await app.LeadAsync());
        await app.SayAsync(confirms, how: "form");
        await app.SayAsync(forgets, how: "form");
        await app.LaterAsync(TimeSpan.FromMinutes(1));
        await app.LaterAsync(TimeSpan.FromDays(1));
        Assert.Empty(await app.GotAsync(confirms));
        await app.SayAsync(confirms, how: ConsentWays.ConfirmedLink);

        await app.LaterAsync(TimeSpan.FromHours(2));
        await app.LaterAsync(TimeSpan.FromDays(30));

        Assert.Equal(2, (await app.GotAsync(confirms)).Count);
        Assert.Empty(await app.GotAsync(forgets));
        Assert.Equal(NurtureExit.NotConfirmed, (await app.PlaceAsync(sequence, forgets))?.Left);
    }

    [Fact]
    public async Task Two_sequences_at_once_keep_to_the_cap_of_both()
    {
        await app.PaceAsync(NurtureData.AtAnyTime with { Cap = new MailCap(1, 2) });
        await app.SequenceAsync(NewLead, 0);
        await app.SequenceAsync(NewLead, 0);
        var leads = new List<Domain.Leads.Lead>();
        for (var i = 0; i < 5; i++)
        {
            leads.Add(await app.ReaderAsync());
        }

        await app.LaterAsync(TimeSpan.FromMinutes(1), 4);
        foreach (var lead in leads)
        {
            Assert.Single(await app.GotAsync(lead));
        }

        await app.LaterAsync(TimeSpan.FromHours(47), 4);
        Assert.Single(await app.GotAsync(leads[0]));
        await app.LaterAsync(TimeSpan.FromHours(2), 4);
        foreach (var lead in leads)
        {
            Assert.Equal(2, (await app.GotAsync(lead)).Count);
        }
    }

    [Fact]
    public async Task In_the_quiet_hours_of_their_country_nothing_comes()
    {
        await app.PaceAsync(NurtureData.AtAnyTime with { Hours = SendingHours.Default with { Weekends = true } });
        var sequence = await app.SequenceAsync(NewLead, 0);
        await Mail.MailData.ToHourAsync(app, 3);
        await app.LaterAsync(TimeSpan.Zero);
        var (india, germany) = (await app.ReaderAsync("IN"), await app.ReaderAsync("DE"));

        await app.RoundAsync(2);

        Assert.Single(await app.GotAsync(india));
        Assert.Empty(await app.GotAsync(germany));
        var there = TimeZoneInfo.ConvertTime(
            (await app.PlaceAsync(sequence, germany))!.NextAt,
            TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")
        );
        Assert.Equal("08:00:00", there.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_pause_holds_everybody_where_they_are_and_an_edit_sends_nobody_a_mail_twice()
    {
        await app.PaceAsync(NurtureData.AtAnyTime);
        var sequence = await app.SequenceAsync(NewLead, 0, 24);
        var lead = await app.ReaderAsync();
        await app.LaterAsync(TimeSpan.FromMinutes(1));
        await ChangeAsync(sequence, (one, now) => one.Pause("Mia", now));
        var late = await app.ReaderAsync();
        await app.LaterAsync(TimeSpan.FromDays(3));
        Assert.Single(await app.GotAsync(lead));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync(
            sequence,
            (one, now) =>
            {
                one.Start("Mia", now);
                one.Move(one.Steps[0].Id, 1, "Mia", now);
            }
        );

        await app.LaterAsync(TimeSpan.FromMinutes(1));

        // What she had is the second now; the other one stands where she was already.
        Assert.Single(await app.GotAsync(lead));
        Assert.Equal(NurtureExit.Finished, (await app.PlaceAsync(sequence, lead))?.Left);
        Assert.Null(await app.PlaceAsync(sequence, late));
    }

    [Fact]
    public async Task Somebody_whose_mail_cannot_be_made_waits_aside_and_the_others_get_theirs()
    {
        await app.PaceAsync(NurtureData.AtAnyTime);
        var sequence = await app.SequenceAsync(NewLead, 0);
        var (broken, well) = (await app.ReaderAsync(), await app.ReaderAsync());
        await app.DbAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                """
                create function leadgen.refuse() returns trigger language plpgsql as
                    'begin if new.to_address = ''nobody@nowhere.example'' then raise ''no such mail''; end if; return new; end';
                create trigger refuse before insert on leadgen.mails for each row execute function leadgen.refuse()
                """,
                Cancel
            )
        );
        await app.DbAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"update leadgen.leads set email = 'nobody@nowhere.example' where id = {broken.Id}",
                Cancel
            )
        );

        await app.LaterAsync(TimeSpan.FromMinutes(1));

        Assert.Single(await app.GotAsync(well));
        Assert.Empty(await app.GotAsync(broken));
        Assert.NotNull((await app.PlaceAsync(sequence, broken))?.Error);
        await app.DbAsync(db => db.Database.ExecuteSqlAsync($"drop trigger refuse on leadgen.mails", Cancel));
        await app.LaterAsync(TimeSpan.FromMinutes(20));
        Assert.Single(await app.GotAsync(broken));
        Assert.Null((await app.PlaceAsync(sequence, broken))?.Error);
    }

    private Task<int> MoveAsync(Guid leadId, params (Stage To, MoveTrigger By)[] moves) =>
        app.DbAsync(async db =>
        {
            var lead = await db.Leads.SingleAsync(one => one.Id == leadId, Cancel);
            foreach (var (to, by) in moves)
            {
                db.StageMoves.Add(lead.MoveTo(to, by, new MoveContext(app.Clock.GetUtcNow(), MoveCause.Person)));
            }

            return await db.SaveChangesAsync(Cancel);
        });

    private Task<int> ChangeAsync(NurtureSequence sequence, Action<NurtureSequence, DateTimeOffset> change) =>
        app.DbAsync(async db =>
        {
            change(await db.NurtureSequences.SingleAsync(one => one.Id == sequence.Id, Cancel), app.Clock.GetUtcNow());
            return await db.SaveChangesAsync(Cancel);
        });
}
