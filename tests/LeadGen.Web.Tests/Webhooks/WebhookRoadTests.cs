using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadGen.Domain.Lifecycle;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Data.Webhooks;
using LeadGen.Web.Tests.Api;
using LeadGen.Web.Tests.Capture;
using LeadGen.Web.Webhooks;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Webhooks;

/// <summary>Events on their way to systems that do not always do what they should.</summary>
public sealed class WebhookRoadTests(WebhookRoadTests.Sending sending)
    : IClassFixture<WebhookRoadTests.Sending>,
        IAsyncLifetime
{
    private WebApp App => sending.App;

    /// <summary>Nobody is told of what other tests do.</summary>
    public async ValueTask InitializeAsync() =>
        await App.DbAsync(async db =>
        {
            await db.WebhookDeliveries.ExecuteDeleteAsync(Cancel);
            return await db.WebhookEndpoints.ExecuteDeleteAsync(Cancel);
        });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_happens_is_told_signed_to_those_who_want_it_and_to_nobody_else()
    {
        await using var receiver = new ScriptedReceiver();
        var (id, secret) = await App.EndpointAsync(receiver.Url(), LeadEventTypes.Created, LeadEventTypes.StageChanged);
        var (off, _) = await App.EndpointAsync(receiver.Url("off"));
        await App.DeskAsync(desk => desk.TurnAsync(off, on: false, Cancel));
        var (other, _) = await App.EndpointAsync(receiver.Url("other"), LeadEventTypes.OutcomeRecorded);
        var lead = await App.LeadAsync(Stage.Mql);
        await App.WebhookRoad().DrainAsync(Cancel);

        var got = receiver.Got.OrderBy(message => Body(message).GetProperty("data").GetProperty("sequence").GetInt64());
        Assert.Equal(
            [(LeadEventTypes.Created, 1L), (LeadEventTypes.StageChanged, 2L)],
            got.Select(message =>
                (
                    Body(message).GetProperty("type").GetString()!,
                    Body(message).GetProperty("data").GetProperty("sequence").GetInt64()
                )
            )
        );
        var told = got.Last();
        Assert.Equal(lead.Id, Body(told).GetProperty("data").GetProperty("lead_id").GetGuid());
        Assert.Equal("mql", Body(told).GetProperty("data").GetProperty("to").GetString());
        Assert.Equal(DateTimeKind.Utc, Body(told).GetProperty("timestamp").GetDateTime().Kind);
        Assert.Equal("application/json", told.Headers["content-type"]);
        Assert.Equal([SignedBy(secret, told)], told.Headers["webhook-signature"].Split(' '));
        var sent = DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(told.Headers["webhook-timestamp"], CultureInfo.InvariantCulture)
        );
        Assert.InRange(App.Clock.GetUtcNow() - sent, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        var deliveries = await App.DeliveriesAsync(id);
        Assert.Equal(
            deliveries.Select(one => one.EventId.ToString()).Order(),
            got.Select(message => message.Id).Order()
        );
        Assert.All(deliveries, one => Assert.Equal((DeliveryState.Delivered, 1), (one.State, one.Attempts)));
        Assert.Equal(204, Assert.Single(deliveries[0].Tries).Status);
        Assert.Empty(await App.DeliveriesAsync(off));
        Assert.Empty(await App.DeliveriesAsync(other));
    }

    [Fact]
    public async Task A_form_tells_of_the_new_lead_in_its_own_transaction()
    {
        await using var receiver = new ScriptedReceiver();
        var (id, _) = await App.EndpointAsync(receiver.Url());
        await App.PublishAsync("told");
        using var visitor = App.Anonymous();
        using var answer = await visitor.SubmitAsync(
            "/offers/told",
            null,
            ("email", "ada@webhook.example"),
            ("company", "Told"),
            ("country", "DE")
        );

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(DeliveryState.Waiting, (await App.DeliveryAsync(id)).State);
        await App.WebhookRoad().DrainAsync(Cancel);
        var message = Assert.Single(receiver.Got);
        Assert.Equal((await App.LeadAsync("ada@webhook.example")).Id, LeadOf(message));
        Assert.DoesNotContain("ada", Encoding.UTF8.GetString(message.Body), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task For_a_day_after_a_change_of_the_secret_messages_are_signed_by_both()
    {
        await using var receiver = new ScriptedReceiver();
        var (id, old) = await App.EndpointAsync(receiver.Url());
        var secret = await App.DeskAsync(desk => desk.RotateAsync(id, Cancel));
        await App.LeadAsync();
        await App.WebhookRoad().DrainAsync(Cancel);
        App.Clock.Advance(TimeSpan.FromHours(25));
        await App.LeadAsync();
        await App.WebhookRoad().DrainAsync(Cancel);

        var (first, second) = (receiver.Got.First(), receiver.Got.Last());
        Assert.Equal([SignedBy(secret!, first), SignedBy(old, first)], first.Headers["webhook-signature"].Split(' '));
        Assert.Equal([SignedBy(secret!, second)], second.Headers["webhook-signature"].Split(' '));
        Assert.NotEqual(secret, (await App.EndpointNowAsync(id)).Secret);
    }

    [Theory]
    [InlineData("500", "It answered 500.")]
    [InlineData("404", "It answered 404.")]
    [InlineData("302", "a redirect, which is not followed")]
    [InlineData("cut", "It could not be reached")]
    [InlineData("silence", "It did not answer within 1 s.")]
    public async Task What_is_not_taken_is_sent_again_as_it_was_and_the_answer_kept(string trick, string error)
    {
        await using var receiver = new ScriptedReceiver();
        await using var elsewhere = new ScriptedReceiver();
        var (id, _) = await App.EndpointAsync(receiver.Url());
        receiver.Script = _ =>
            receiver.Got.Count > 2 ? new Reply()
            : trick == "cut" ? new Reply(Cut: true)
            : trick == "silence" ? new Reply(After: Task.Delay(Timeout.Infinite, Cancel))
            : new Reply(
                int.Parse(trick, CultureInfo.InvariantCulture),
                $"Location: {elsewhere.Url()}\r\n",
                "No, <b>not</b> that\0."
            );
        await App.LeadAsync();
        var road = App.WebhookRoad(WebhookSteps.Short);

        await road.DrainAsync(Cancel);
        var waits = await App.DeliveryAsync(id);
        Assert.Equal((DeliveryState.Waiting, 1), (waits.State, waits.Attempts));
        Assert.InRange(waits.NextAttemptAt - waits.Tries[0].At, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        Assert.Contains(error, waits.Tries[0].Error, StringComparison.Ordinal);
        if (waits.Tries[0].Status is not null)
        {
            Assert.Equal("No, <b>not</b> that .", waits.Tries[0].Answer);
        }

        for (var i = 0; i < 2; i++)
        {
            App.Clock.Advance(TimeSpan.FromMinutes(6.1));
            await road.DrainAsync(Cancel);
        }

        var done = await App.DeliveryAsync(id);
        Assert.Equal((DeliveryState.Delivered, 3), (done.State, done.Attempts));
        Assert.Equal([false, false, true], done.Tries.Select(tried => tried.Error is null));
        Assert.Single(receiver.Got.Select(message => (message.Id, Convert.ToHexString(message.Body))).Distinct());
        Assert.Equal(0, elsewhere.Connections);
        Assert.Equal(
            (0, null),
            ((await App.EndpointNowAsync(id)).FailuresInARow, (await App.EndpointNowAsync(id)).FailingSince)
        );
    }

    [Fact]
    public async Task Who_takes_nothing_is_tried_ten_times_over_days_then_it_is_parked_until_somebody_sends_it_again()
    {
        await using var receiver = new ScriptedReceiver { Script = _ => new Reply(503) };
        var (id, _) = await App.EndpointAsync(receiver.Url());
        await App.LeadAsync();
        var road = App.WebhookRoad();
        var began = App.Clock.GetUtcNow();
        var waited = new List<TimeSpan>();
        while ((await App.DeliveryAsync(id)) is { State: DeliveryState.Waiting } waits)
        {
            await road.DrainAsync(Cancel);
            var next = (await App.DeliveryAsync(id)).NextAttemptAt - App.Clock.GetUtcNow();
            waited.Add(next);
            App.Clock.Advance(next + TimeSpan.FromMinutes(7));
            Assert.True(waited.Count < 20);
        }

        Assert.Equal(WebhookAttempts.Max, receiver.Got.Count);
        Assert.InRange(App.Clock.GetUtcNow() - began, TimeSpan.FromHours(75), TimeSpan.FromHours(95));
        Assert.True(waited.Take(9).Zip(waited.Skip(1).Take(8)).All(pair => pair.First < pair.Second));
        Assert.Equal(DeliveryState.Parked, (await App.DeliveryAsync(id)).State);

        receiver.Script = _ => new Reply();
        Assert.Equal(1, await App.DeskAsync(desk => desk.SendParkedAgainAsync(id, Cancel)));
        await road.DrainAsync(Cancel);
        var done = await App.DeliveryAsync(id);
        Assert.Equal((DeliveryState.Delivered, 1, 11), (done.State, done.Attempts, done.Tries.Count));
    }

    [Fact]
    public async Task Who_wants_nothing_any_more_is_turned_off_and_administrators_are_told()
    {
        await using var receiver = new ScriptedReceiver { Script = _ => new Reply(410) };
        var admin = await App.AddStaffAsync(Roles.Admin);
        var (id, _) = await App.EndpointAsync(receiver.Url());
        await App.LeadAsync();
        await App.WebhookRoad().DrainAsync(Cancel);
        await App.LeadAsync();
        await App.WebhookRoad().DrainAsync(Cancel);

        var endpoint = await App.EndpointNowAsync(id);
        Assert.NotNull(endpoint.OffAt);
        Assert.Contains("410", endpoint.OffWhy, StringComparison.Ordinal);
        Assert.Single(receiver.Got);
        Assert.Equal(DeliveryState.Parked, (await App.DeliveryAsync(id)).State);
        Assert.True(
            await App.DbAsync(db =>
                db.Set<Notification>()
                    .AnyAsync(one => one.StaffId == admin.Id && one.Kind == NotificationKind.WebhookOff, Cancel)
            )
        );
        Assert.True(await App.DbAsync(db => db.Mails.AnyAsync(mail => mail.StaffId == admin.Id, Cancel)));
    }

    [Fact]
    public async Task An_endpoint_that_fails_for_days_is_turned_off_and_what_it_missed_is_sent_once_it_is_on_again()
    {
        await using var receiver = new ScriptedReceiver { Script = _ => new Reply(500) };
        var (id, _) = await App.EndpointAsync(receiver.Url());
        var road = App.WebhookRoad();
        for (var i = 0; i < 12; i++)
        {
            await App.LeadAsync();
            await road.DrainAsync(Cancel);
            App.Clock.Advance(TimeSpan.FromHours(12));
        }

        Assert.Contains("5 days", (await App.EndpointNowAsync(id)).OffWhy, StringComparison.Ordinal);
        var tried = receiver.Got.Count;
        var missed = await App.LeadAsync();
        await road.DrainAsync(Cancel);
        Assert.Equal(tried, receiver.Got.Count);

        receiver.Script = _ => new Reply();
        receiver.Got.Clear();
        await App.DeskAsync(desk => desk.TurnAsync(id, on: true, Cancel));
        await App.DeskAsync(desk => desk.SendAgainSinceAsync(id, TimeSpan.FromDays(30), Cancel));
        await road.DrainAsync(Cancel);
        Assert.Contains(missed.Id, receiver.Got.Select(LeadOf));
        Assert.All(await App.DeliveriesAsync(id), one => Assert.Equal(DeliveryState.Delivered, one.State));
        Assert.Null((await App.EndpointNowAsync(id)).FailingSince);
    }

    [Fact]
    public async Task Who_asks_for_a_pause_gets_it_for_all_that_waits()
    {
        await using var receiver = new ScriptedReceiver { Script = _ => new Reply(429, "Retry-After: 600\r\n") };
        var (id, _) = await App.EndpointAsync(receiver.Url());
        await App.LeadAsync();
        var road = App.WebhookRoad();
        await road.DrainAsync(Cancel);
        receiver.Script = _ => new Reply();
        await App.LeadAsync();
        App.Clock.Advance(TimeSpan.FromMinutes(9));
        await road.DrainAsync(Cancel);
        Assert.Single(receiver.Got);

        App.Clock.Advance(TimeSpan.FromMinutes(1.1));
        await road.DrainAsync(Cancel);
        Assert.Equal(3, receiver.Got.Count);
        Assert.All(await App.DeliveriesAsync(id), one => Assert.Equal(DeliveryState.Delivered, one.State));
    }

    [Fact]
    public async Task Twenty_that_hang_hold_up_nobody_and_each_gets_a_few_at_once()
    {
        var hangs = new TaskCompletionSource();
        await using var dead = new ScriptedReceiver { Script = _ => new Reply(After: hangs.Task) };
        await using var well = new ScriptedReceiver();
        for (var i = 0; i < 20; i++)
        {
            await App.EndpointAsync(dead.Url($"dead-{i}"));
        }

        var (id, _) = await App.EndpointAsync(well.Url());
        for (var i = 0; i < 25; i++)
        {
            await App.LeadAsync();
        }

        var road = App.WebhookRoad(WebhookSteps.Long);
        await road.StartAsync(Cancel);
        await dead.ComeAsync(20 * WebhookRoad.AtOnceMax);
        await well.ComeAsync(25);
        // While all the others still hang.
        await App.LeadAsync();
        while (well.Got.Count < 26)
        {
            await road.StartAsync(Cancel);
            await Task.Delay(20, Cancel);
        }

        Assert.Equal(20 * WebhookRoad.AtOnceMax, dead.Got.Count);
        Assert.Equal(20 * WebhookRoad.AtOnceMax, dead.AtOnceMax);
        Assert.InRange(well.AtOnceMax, 1, WebhookRoad.AtOnceMax);
        hangs.SetResult();
        await road.EndAsync();
        Assert.Equal(26, (await App.DeliveriesAsync(id)).Count(one => one.State == DeliveryState.Delivered));
    }

    [Fact]
    public async Task Who_fails_again_and_again_is_asked_by_one_at_a_time_after_a_pause_and_gets_all_when_it_is_back()
    {
        await using var receiver = new ScriptedReceiver { Script = _ => new Reply(500) };
        var (id, _) = await App.EndpointAsync(receiver.Url());
        for (var i = 0; i < 30; i++)
        {
            await App.LeadAsync();
        }

        var road = App.WebhookRoad();
        await road.DrainAsync(Cancel);
        var first = receiver.Got.Count;
        Assert.InRange(first, WebhookAttempts.BreaksAfter, WebhookAttempts.BreaksAfter + WebhookRoad.AtOnceMax);
        Assert.Equal(30 - first, (await App.DeliveriesAsync(id)).Count(one => one.Attempts == 0));
        App.Clock.Advance(TimeSpan.FromMinutes(6));
        await road.DrainAsync(Cancel);
        Assert.Equal(first + 1, receiver.Got.Count);

        receiver.Script = _ => new Reply();
        App.Clock.Advance(TimeSpan.FromMinutes(7));
        await road.DrainAsync(Cancel);
        Assert.All(await App.DeliveriesAsync(id), one => Assert.Equal(DeliveryState.Delivered, one.State));
    }

    [Fact]
    public async Task Two_instances_send_each_message_once_and_what_a_killed_one_had_another_sends()
    {
        await using var receiver = new ScriptedReceiver();
        var (id, _) = await App.EndpointAsync(receiver.Url());
        for (var i = 0; i < 60; i++)
        {
            await App.LeadAsync();
        }

        await Task.WhenAll(App.WebhookRoad().DrainAsync(Cancel), App.WebhookRoad().DrainAsync(Cancel));
        Assert.Equal(60, receiver.Got.Select(message => message.Id).Distinct().Count());
        Assert.Equal(60, receiver.Got.Count);

        await App.LeadAsync();
        var later = App.Clock.GetUtcNow() + WebhookTimes.Usual.Lease;
        await App.DbAsync(db =>
            db.WebhookDeliveries.Where(one => one.EndpointId == id && one.State == DeliveryState.Waiting)
                .ExecuteUpdateAsync(
                    one =>
                        one.SetProperty(d => d.LeaseOwner, "killed")
                            .SetProperty(d => d.LeaseUntil, later)
                            .SetProperty(d => d.NextAttemptAt, later),
                    Cancel
                )
        );
        await App.WebhookRoad().DrainAsync(Cancel);
        Assert.Equal(60, receiver.Got.Count);
        App.Clock.Advance(WebhookTimes.Usual.Lease);
        await App.WebhookRoad().DrainAsync(Cancel);
        Assert.Equal(61, receiver.Got.Count);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_waited_for()
    {
        await using var receiver = new ScriptedReceiver { Script = _ => new Reply(200, Body: "so", Drip: true) };
        var (id, _) = await App.EndpointAsync(receiver.Url());
        await App.LeadAsync();
        await App.WebhookRoad(WebhookSteps.Short).DrainAsync(Cancel);

        var done = await App.DeliveryAsync(id);
        Assert.Equal((DeliveryState.Delivered, "so"), (done.State, done.Tries[0].Answer));
    }

    [Fact]
    public async Task A_test_is_signed_and_tells_of_nothing()
    {
        await using var receiver = new ScriptedReceiver();
        var (id, secret) = await App.EndpointAsync(receiver.Url());
        var answer = await App.DeskAsync(desk => desk.TestAsync(id, Cancel));

        Assert.True(answer!.IsTaken);
        var message = Assert.Single(receiver.Got);
        Assert.Equal(WebhookMessage.TestType, Body(message).GetProperty("type").GetString());
        Assert.Equal(SignedBy(secret, message), message.Headers["webhook-signature"]);
        Assert.Empty(await App.DeliveriesAsync(id));
    }

    private static JsonElement Body(Received message) => JsonDocument.Parse(message.Body).RootElement;

    private static Guid LeadOf(Received message) => Body(message).GetProperty("data").GetProperty("lead_id").GetGuid();

    /// <summary>As the standard says it: HMAC-SHA256 of id, instant and body with dots between.</summary>
    private static string SignedBy(string secret, Received message)
    {
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        var signed = Encoding.UTF8.GetBytes(
            $"{message.Id}.{message.Headers["webhook-timestamp"]}.{Encoding.UTF8.GetString(message.Body)}"
        );
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[6..]), signed));
    }

    /// <summary>One app for all, which may send to this machine.</summary>
    public sealed class Sending(PostgresServer server) : IAsyncLifetime
    {
        public WebApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await WebApp.StartAsync(server, ScriptedReceiver.Settings);

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
