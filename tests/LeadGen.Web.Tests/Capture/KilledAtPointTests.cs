using LeadGen.Testing;
using LeadGen.Web.Tests.Mail;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Capture;

/// <summary>
/// The app is killed at the points where something could fall between two chairs: before the rows are sent, when they are there and
/// nobody knows, when the commit is done and not answered, and amid the work that follows. Then the visitor sends the same form again.
/// </summary>
public sealed class KilledAtPointTests(Database database) : IClassFixture<Database>
{
    private const string Commit = "COMMIT";

    /// <summary>So that nobody has to wait for them.</summary>
    private const string LeasesEnd =
        "update leadgen.mails set lease_until = now(), next_attempt_at = now() where lease_until is not null";

    [Fact]
    public async Task Killed_at_each_point_of_a_post_a_form_sent_again_is_there_once_and_whole()
    {
        var ledger = await PublishedAsync("killed-at-point");
        await using var wire = new LossyWire(database.ConnectionString);
        var app = await AppProcess.StartAsync(wire.ConnectionString);
        foreach (var point in Points())
        {
            app = await KilledAsync(app, ledger, wire, point);
        }

        using (app)
        await using (var db = database.Open())
        {
            await FormLedger.UntilScoredAsync(db);
        }

        Assert.Equal(Points().Count(), ledger.Acknowledged);
        await ledger.HoldsAsync(database.Source);
    }

    [Fact]
    public async Task Where_the_answer_to_a_commit_is_lost_the_visitor_is_asked_to_send_it_again_and_it_counts_once()
    {
        var cuts = FormLedger.Times("LEADGEN_CUTS", usual: 20);
        var ledger = await PublishedAsync("lost-answer");
        await using var wire = new LossyWire(database.ConnectionString);
        using var app = await AppProcess.StartAsync(wire.ConnectionString);
        using var http = FormLedger.Browser(app.Address);
        for (var cut = 0; cut < cuts; cut++)
        {
            var form = await ledger.FillAsync(http, $"cut{cut}");
            var losses = wire.Losses;
            wire.Script = Once(cut % 2 == 0 ? Rows($"cut{cut}") : CommitOf($"cut{cut}"), Loss.OfConnection);
            if (cut % 2 == 1)
            {
                form.Remove("submission_key");
            }

            Assert.False(await ledger.SendAsync(http, form));
            Assert.Equal(losses + 1, wire.Losses);
            wire.Script = (_, _) => Loss.None;
            Assert.True(await ledger.SendAsync(http, form));
        }

        await using (var db = database.Open())
        {
            await FormLedger.UntilScoredAsync(db);
        }

        await ledger.HoldsAsync(database.Source);
    }

    [Fact]
    public async Task Killed_after_the_mail_server_took_a_mail_and_before_that_is_noted_the_app_sends_the_same_mail_again()
    {
        var ledger = await PublishedAsync("mailed");
        await using var smtp = new ScriptedSmtp();
        var settings = smtp.Settings.Select(s => (s.Item1.Replace(":", "__", StringComparison.Ordinal), s.Item2));
        smtp.Script = (verb, to) =>
            verb == "." && to.Contains("mail1", StringComparison.Ordinal)
                ? new Trick(Slow: TimeSpan.FromMinutes(5))
                : null;
        using (var app = await AppProcess.StartAsync(database.ConnectionString, [.. settings]))
        {
            using var http = FormLedger.Browser(app.Address);
            Assert.True(await ledger.SendAsync(http, await ledger.FillAsync(http, "mail1")));
            await UntilAsync(() => DeliveriesTo(smtp, "mail1").Count == 1);
            await app.KillAsync();
        }

        smtp.Script = (_, _) => null;
        await using (var expire = database.Source.CreateCommand(LeasesEnd))
        {
            await expire.ExecuteNonQueryAsync(Cancel);
        }

        using (await AppProcess.StartAsync(database.ConnectionString, [.. settings]))
        {
            await UntilAsync(() => DeliveriesTo(smtp, "mail1").Count > 1);
        }

        Assert.Single(DeliveriesTo(smtp, "mail1").Select(mail => mail.MessageId).Distinct());
    }

    private async Task<FormLedger> PublishedAsync(string slug)
    {
        var ledger = new FormLedger(slug);
        await using var db = database.Open();
        await ledger.PublishAsync(db);
        return ledger;
    }

    /// <summary>The visitor sends the form, the app is killed when something is lost at the point; to the next app they send it again.</summary>
    /// <returns>The next app.</returns>
    private static async Task<AppProcess> KilledAsync(AppProcess app, FormLedger ledger, LossyWire wire, Point point)
    {
        using (app)
        {
            using var http = FormLedger.Browser(app.Address);
            var form = await ledger.FillAsync(http, point.Who);
            if (point.Keyless)
            {
                form.Remove("submission_key");
            }

            var losses = wire.Losses;
            wire.Script = Once(point.Is, point.Loss);
            var sending = ledger.SendAsync(http, form);
            await wire.UntilLossesAsync(losses + 1, Cancel);
            if (point.Loss == Loss.OfAnswer)
            {
                // Postgres does what it was told before anybody else looks.
                await Task.Delay(200, Cancel);
            }

            if (point.Answered)
            {
                Assert.True(await sending);
            }

            await app.KillAsync();
            wire.Script = (_, _) => Loss.None;
            var next = await AppProcess.StartAsync(wire.ConnectionString);
            if (point.Answered)
            {
                return next;
            }

            await Assert.ThrowsAsync<HttpRequestException>(() => sending);
            using var again = FormLedger.Browser(next.Address);
            Assert.True(await ledger.SendAsync(again, form));
            return next;
        }
    }

    /// <param name="Answered">The visitor has the answer when the app is killed.</param>
    private sealed record Point(
        string Who,
        Func<int, string, bool> Is,
        Loss Loss,
        bool Keyless = false,
        bool Answered = false
    );

    private static IEnumerable<Point> Points() =>
        [
            // The first form of somebody new is one batch, which is its own commit.
            new("new1", Rows("new1"), Loss.OfWords),
            new("new2", Rows("new2"), Loss.OfAnswer),
            // Without its key a form goes the long way.
            new("long1", Rows("long1"), Loss.OfWords, Keyless: true),
            new("long2", Rows("long2"), Loss.OfAnswer, Keyless: true),
            new("long3", CommitOf("long3"), Loss.OfWords, Keyless: true),
            new("long4", CommitOf("long4"), Loss.OfAnswer, Keyless: true),
            // What the scorer wrote is not known to be written.
            new("scored1", Scores, Loss.OfWords, Answered: true),
            new("scored2", Scores, Loss.OfAnswer, Answered: true),
        ];

    private static Func<int, string, Loss> Once(Func<int, string, bool> point, Loss loss)
    {
        var left = 1;
        return (connection, said) =>
            point(connection, said) && Interlocked.Exchange(ref left, 0) == 1 ? loss : Loss.None;
    }

    /// <summary>The rows of a form: besides the address, which is looked up before, only they hold the field itself.</summary>
    private static Func<int, string, bool> Rows(string name) =>
        (_, said) =>
            said.Contains($"\"email\": \"{name}@", StringComparison.Ordinal)
            || said.Contains($"\"email\":\"{name}@", StringComparison.Ordinal);

    /// <summary>The commit after them: of the connection that said them, as others commit meanwhile too.</summary>
    private static Func<int, string, bool> CommitOf(string name)
    {
        var (rows, at) = (Rows(name), 0);
        return (connection, said) =>
        {
            if (rows(connection, said))
            {
                at = connection;
            }

            return connection == at && said.Contains(Commit, StringComparison.OrdinalIgnoreCase);
        };
    }

    private static bool Scores(int connection, string said) =>
        said.Contains("lead_scores", StringComparison.Ordinal)
        && said.Contains("insert", StringComparison.OrdinalIgnoreCase);

    private static List<TakenMail> DeliveriesTo(ScriptedSmtp smtp, string name) =>
        [.. smtp.Arrived.Where(mail => mail.To.Contains(name, StringComparison.Ordinal))];

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        // Longer than the app waits before it tries a mail server again.
        limit.CancelAfter(TimeSpan.FromMinutes(4));
        while (!condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
