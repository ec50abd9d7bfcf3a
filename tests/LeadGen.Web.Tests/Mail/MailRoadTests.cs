using System.Collections.Concurrent;
using System.Globalization;
using LeadGen.Testing;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Mail;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Mail;

/// <summary>Mails on their way to a server that does not always do what it should.</summary>
public sealed class MailRoadTests(PostgresServer server)
{
    private static readonly MailTimes Short = new(
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromMinutes(5)
    );

    [Fact]
    public async Task A_mail_is_taken_once_with_text_html_and_an_id_of_its_own()
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        var id = await app.MailAsync("mina@example.com", "Jürgen <Weber> is yours");

        await app.Road().DrainAsync(Cancel);

        var mail = Assert.Single(smtp.Taken);
        Assert.Equal(("hello@leadgen.example", "mina@example.com"), (mail.From, mail.To));
        Assert.Equal($"<{id:N}@leadgen.example>", mail.MessageId);
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        // No request is its cause.
        Assert.Empty(mail.Header("X-Request-Id"));
        Assert.Equal(
            "LeadGen Test <hello@leadgen.example>",
            mail.Header("From").Replace("\"", "", StringComparison.Ordinal)
        );
        Assert.Contains("multipart/alternative", mail.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Empty(mail.Header("List-Unsubscribe"));
        using var read = await MimeKit.MimeMessage.LoadAsync(
            new MemoryStream(System.Text.Encoding.Latin1.GetBytes(mail.Data)),
            Cancel
        );
        Assert.Equal("Jürgen <Weber> is yours", read.Subject);
        Assert.Contains(
            "- Jürgen <Weber> is yours\nhttps://leads.example/queue",
            read.TextBody!.ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "J&#252;rgen &lt;Weber&gt; is yours</a>",
            read.HtmlBody!.Replace("ü", "&#252;", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        var row = await app.MailNowAsync(id);
        Assert.Equal((MailState.Sent, 1), (row.State, row.Attempts));
        Assert.NotNull(row.SentAt);
        Assert.Null(row.LeaseOwner);
        using var request = new System.Diagnostics.Activity("request").Start();
        await app.MailAsync("bo@example.com");
        await app.Road().DrainAsync(Cancel);
        Assert.Equal($"{request.TraceId}", smtp.Taken.Last().Header(MailWriter.RequestHeader));
    }

    [Theory]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData(".")]
    public async Task What_the_server_does_not_take_now_it_takes_later_and_once(string verb)
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        var times = 0;
        smtp.Script = (at, _) => at == verb && ++times <= 2 ? new Trick("451 not now") : null;
        var id = await app.MailAsync("mina@example.com");
        var road = app.Road();

        await road.DrainAsync(Cancel);
        var first = await app.MailNowAsync(id);
        Assert.Equal((MailState.Waiting, 1), (first.State, first.Attempts));
        Assert.Contains("451", first.Error, StringComparison.Ordinal);
        Assert.InRange(first.NextAttemptAt - app.Clock.GetUtcNow(), TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(72));
        Assert.Empty(smtp.Taken);

        await app.SendForDaysAsync(road);
        Assert.Single(smtp.Taken);
        var row = await app.MailNowAsync(id);
        Assert.Equal((MailState.Sent, 3, null), (row.State, row.Attempts, row.Error));
    }

    [Theory]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData(".")]
    public async Task What_the_server_refuses_is_parked_and_holds_up_nobody(string verb)
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        // Before the recipient is named, it is the first mail that is refused.
        var refused = 0;
        smtp.Script = (at, to) =>
            at == verb && (verb == "MAIL" ? Interlocked.Increment(ref refused) == 1 : to == "bad@example.com")
                ? new Trick("550 never heard of")
                : null;
        await app.MailAsync("bad@example.com");
        for (var i = 0; i < 4; i++)
        {
            await app.MailAsync($"good{i}@example.com");
        }

        await app.Road().DrainAsync(Cancel);

        Assert.Equal(4, smtp.Taken.Count);
        var bad = Assert.Single(await app.MailsAsync(), mail => mail.State == MailState.Parked);
        Assert.Equal(1, bad.Attempts);
        Assert.Contains("550", bad.Error, StringComparison.Ordinal);
        await app.SendForDaysAsync(app.Road());
        Assert.Equal(4, smtp.Taken.Count);
    }

    [Fact]
    public async Task What_is_never_taken_is_parked_in_the_end_after_a_day_or_more()
    {
        await using var smtp = new ScriptedSmtp { Script = (at, _) => at == "RCPT" ? new Trick("450 full") : null };
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        var id = await app.DbAsync(async db =>
        {
            var mail = Letter(app, "mina@example.com");
            db.Add(mail);
            await db.SaveChangesAsync(Cancel);
            return mail.Id;
        });
        var road = app.Road();

        for (var hours = 0; hours < 24; hours++)
        {
            await road.DrainAsync(Cancel);
            app.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(MailState.Waiting, (await app.MailNowAsync(id)).State);
        await app.SendForDaysAsync(road);
        var row = await app.MailNowAsync(id);
        Assert.Equal((MailState.Parked, MailAttempts.Max), (row.State, row.Attempts));
    }

    [Fact]
    public async Task News_that_could_not_be_told_in_two_days_is_parked_and_not_sent_late()
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        var id = await app.MailAsync("mina@example.com");
        app.Clock.Advance(TimeSpan.FromDays(2.1));

        await app.Road().DrainAsync(Cancel);

        Assert.Empty(smtp.Arrived);
        Assert.Equal(MailState.Parked, (await app.MailNowAsync(id)).State);
    }

    [Theory]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task A_connection_that_breaks_before_the_mail_is_there_loses_and_doubles_nothing(string verb)
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        var cuts = 0;
        smtp.Script = (at, _) => at == verb && Interlocked.Increment(ref cuts) <= 3 ? new Trick(Cut: true) : null;
        var ids = new List<Guid>();
        for (var i = 0; i < 8; i++)
        {
            ids.Add(await app.MailAsync($"person{i}@example.com"));
        }

        await app.SendForDaysAsync(app.Road());

        Assert.True(cuts > 3);
        OnceEach(ids, smtp.Taken);
        OnceEach(ids, smtp.Arrived);
    }

    [Fact]
    public async Task Where_the_answer_to_the_mail_is_lost_it_comes_again_as_the_same_mail()
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        var lost = 0;
        smtp.Script = (at, _) => at == "." && Interlocked.Increment(ref lost) == 1 ? new Trick(Cut: true) : null;
        var id = await app.MailAsync("mina@example.com");

        await app.SendForDaysAsync(app.Road());

        Assert.Equal(2, smtp.Taken.Count);
        Assert.Equal($"<{id:N}@leadgen.example>", Assert.Single(smtp.Taken.Select(mail => mail.MessageId).Distinct()));
        Assert.Equal(MailState.Sent, (await app.MailNowAsync(id)).State);
    }

    [Fact]
    public async Task Where_the_connection_breaks_behind_the_answer_the_mail_is_sent_and_done()
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        smtp.Script = (at, _) =>
            at is "QUIT" ? new Trick(Cut: true)
            : at is "." ? new Trick("250 taken", Cut: true)
            : null;
        var ids = new List<Guid> { await app.MailAsync("one@example.com"), await app.MailAsync("two@example.com") };

        await app.SendForDaysAsync(app.Road());

        Assert.All(
            ids,
            id => Assert.Equal(1, smtp.Arrived.Count(mail => mail.MessageId == $"<{id:N}@leadgen.example>"))
        );
        Assert.All(await app.MailsAsync(), mail => Assert.Equal(MailState.Sent, mail.State));
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("EHLO")]
    [InlineData("DATA")]
    public async Task A_server_that_hangs_is_left_after_a_while_and_asked_again_later(string verb)
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        var slow = true;
        smtp.Script = (at, _) => slow && at == verb ? new Trick(Slow: TimeSpan.FromMinutes(5)) : null;
        var id = await app.MailAsync("mina@example.com");
        var road = app.Road(Short);

        await road.NextAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        var row = await app.MailNowAsync(id);
        Assert.Equal(MailState.Waiting, row.State);
        Assert.Contains("too long", row.Error, StringComparison.Ordinal);
        Assert.Equal(verb == "DATA" ? 1 : 0, row.Attempts);

        slow = false;
        await app.SendForDaysAsync(road);
        Assert.Single(smtp.Taken);
        Assert.Equal(MailState.Sent, (await app.MailNowAsync(id)).State);
    }

    [Fact]
    public async Task While_no_server_is_there_all_wait_without_counting_attempts_and_go_out_when_it_is_back()
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        smtp.Stop();
        var ids = new List<Guid>();
        for (var i = 0; i < 30; i++)
        {
            ids.Add(await app.MailAsync($"person{i}@example.com"));
        }

        var road = app.Road();
        for (var i = 0; i < 15; i++)
        {
            await road.DrainAsync(Cancel);
            app.Clock.Advance(TimeSpan.FromMinutes(7));
        }

        Assert.All(await app.MailsAsync(), mail => Assert.Equal((MailState.Waiting, 0), (mail.State, mail.Attempts)));
        Assert.Contains(
            await app.MailsAsync(),
            mail => mail.Error?.Contains("cannot be reached", StringComparison.Ordinal) == true
        );
        smtp.Start();
        await app.SendForDaysAsync(road);
        OnceEach(ids, smtp.Taken);
    }

    [Fact]
    public async Task A_server_that_lets_only_some_connections_in_gets_all_mails_over_these()
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        var connections = 0;
        smtp.Script = (at, _) =>
            at == "connect" && Interlocked.Increment(ref connections) % 4 != 1
                ? new Trick("421 too many", Cut: true)
                : null;
        var ids = new List<Guid>();
        for (var i = 0; i < 40; i++)
        {
            ids.Add(await app.MailAsync($"person{i}@example.com"));
        }

        await app.SendForDaysAsync(app.Road());

        OnceEach(ids, smtp.Taken);
        Assert.InRange(smtp.AtOnceMax, 1, MailRoad.ConnectionsMax);
    }

    [Fact]
    public async Task Two_instances_send_each_mail_once_with_few_connections()
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        var ids = new List<Guid>();
        for (var i = 0; i < 100; i++)
        {
            ids.Add(await app.MailAsync($"person{i.ToString(CultureInfo.InvariantCulture)}@example.com"));
        }

        await Task.WhenAll(app.Road().DrainAsync(Cancel), app.Road().DrainAsync(Cancel));

        OnceEach(ids, smtp.Taken);
        Assert.InRange(smtp.AtOnceMax, 1, 2 * MailRoad.ConnectionsMax);
        Assert.True(smtp.Connections <= 50, "Mails share connections.");
    }

    [Fact]
    public async Task What_a_killed_instance_had_in_hand_another_sends_when_the_lease_has_run_out()
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        var id = await app.MailAsync("mina@example.com");
        await app.DbAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                update leadgen.mails set lease_owner = 'dead', lease_until = {app.Clock.GetUtcNow().AddMinutes(5)},
                    next_attempt_at = {app.Clock.GetUtcNow().AddMinutes(5)}, attempts = 1, fence = 1
                """,
                Cancel
            )
        );
        var road = app.Road();

        await road.DrainAsync(Cancel);
        Assert.Empty(smtp.Taken);
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        await road.DrainAsync(Cancel);

        Assert.Single(smtp.Taken);
        var row = await app.MailNowAsync(id);
        Assert.Equal((MailState.Sent, 2L), (row.State, row.Fence));
    }

    [Fact]
    public async Task Who_was_frozen_past_the_lease_begins_nothing_and_records_nothing()
    {
        await using var smtp = new ScriptedSmtp();
        await using var app = await WebApp.StartAsync(server, smtp.Settings);
        var id = await app.MailAsync("mina@example.com");
        var other = app.Road();
        smtp.Script = (at, _) =>
        {
            if (at == "MAIL" && smtp.Connections == 1)
            {
                // It stands still here for six minutes; another takes over, and sends.
                app.Clock.Advance(TimeSpan.FromMinutes(6));
                other.DrainAsync(Cancel).GetAwaiter().GetResult();
                return new Trick("550 too late");
            }

            return null;
        };

        await app.Road().NextAsync(Cancel);

        Assert.Single(smtp.Taken);
        var row = await app.MailNowAsync(id);
        Assert.Equal((MailState.Sent, 2L, null), (row.State, row.Fence, row.Error));
    }

    private static OutgoingMail Letter(WebApp app, string to) =>
        new()
        {
            Id = Guid.CreateVersion7(app.Clock.GetUtcNow()),
            Kind = MailKind.Letter,
            ToAddress = to,
            Data = """{"subject": "Hello", "text": "How are you?"}""",
            CreatedAt = app.Clock.GetUtcNow(),
            NextAttemptAt = app.Clock.GetUtcNow(),
        };

    private static void OnceEach(List<Guid> ids, ConcurrentQueue<TakenMail> mails) =>
        Assert.Equal(
            ids.Select(id => $"<{id:N}@leadgen.example>").Order(StringComparer.Ordinal),
            mails.Select(mail => mail.MessageId).Order(StringComparer.Ordinal)
        );
}
