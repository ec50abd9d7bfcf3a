using System.Net;
using System.Text.RegularExpressions;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture.Spam;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LeadGen.Web.Tests.Capture.Spam;

public sealed partial class QuarantineTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private const string Paper = "predictive-maintenance-costs";

    private readonly WebApp _app = demo.App;
    private readonly HttpClient _visitor = demo.App.Anonymous();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Quarantine Desk => _app.Services.GetRequiredService<Quarantine>();

    [Fact]
    public async Task What_looks_like_spam_is_answered_like_any_form_and_makes_no_lead()
    {
        var answer = await SendAsync("held@spam.example", isSpam: true);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith(
            $"/offers/{Paper}/thanks?t=",
            answer.Headers.Location!.OriginalString,
            StringComparison.Ordinal
        );
        var thanks = await _visitor.PageAsync(answer.Headers.Location.OriginalString);
        var file = thanks.QuerySelector("a[href^='/files/']")!.GetAttribute("href");
        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync(file, Cancel)).StatusCode);

        var submission = await SubmissionAsync("held@spam.example");
        Assert.Equal((SubmissionState.Quarantined, (Guid?)null), (submission.State, submission.LeadId));
        Assert.Equal(SpamSign.Trap, submission.Spam!.Signals[0].Sign);
        Assert.Equal("Mina", submission.Fields["first_name"]);
        Assert.False(
            await _app.ReadAsync(db => db.LeadIdentities.AnyAsync(i => i.Email == "held@spam.example", Cancel))
        );
        Assert.False(await _app.ReadAsync(db => db.Touchpoints.AnyAsync(t => t.SubmissionId == submission.Id, Cancel)));
        Assert.False(await _app.ReadAsync(db => db.Consents.AnyAsync(c => c.SubmissionId == submission.Id, Cancel)));
        Assert.False(await _app.ReadAsync(db => db.Mails.AnyAsync(m => m.ToAddress == "held@spam.example", Cancel)));
    }

    [Fact]
    public async Task A_released_form_becomes_what_an_accepted_one_becomes()
    {
        const string Accepted = "accepted@alike.example";
        const string Released = "released@alike.example";
        await SendAsync(Accepted, isSpam: false);
        await SendAsync(Released, isSpam: true);
        _app.Clock.Advance(TimeSpan.FromHours(3));
        var id = (await SubmissionAsync(Released)).Id;
        Assert.True(await Desk.ReleaseAsync(id, "mina@staff.example", Cancel));
        await CaptureSteps.ScoredAsync(_app);

        var expected = await RowsAsync(Accepted);
        Assert.Equal(expected, await RowsAsync(Released));
        Assert.True(expected.Count >= 8, string.Join('\n', expected));
        var submission = await SubmissionAsync(Released);
        Assert.Equal(SubmissionState.Released, submission.State);
        var lead = await _app.LeadAsync(Released);
        Assert.Equal(submission.ReceivedAt, lead.CreatedAt);
        // The mails of a released form count from its release.
        var mails = await _app.ReadAsync(db => db.Mails.Where(m => m.LeadId == lead.Id).ToListAsync(Cancel));
        Assert.Equal(2, mails.Count);
        Assert.All(mails, mail => Assert.True(mail.ExpiresAt > submission.ReceivedAt.AddDays(7)));
    }

    [Fact]
    public async Task Later_steps_of_a_held_form_are_held_with_it_and_released_with_it()
    {
        const string Accepted = "accepted@steps.example";
        const string Released = "released@steps.example";
        await PublishStepsAsync("held-steps");
        var pages = new List<string>();
        foreach (var email in new[] { Accepted, Released })
        {
            var step = await FirstStepAsync("held-steps", email, isSpam: email == Released);
            Assert.StartsWith("/offers/held-steps/step/2?t=", step, StringComparison.Ordinal);
            var answer = await _visitor.PostAsync(step, new FormUrlEncodedContent(SecondStep), Cancel);
            var thanks = await _visitor.PageAsync(answer.Headers.Location!.OriginalString);
            var text = thanks.QuerySelector("main")!.TextContent.Replace(email, "@", StringComparison.Ordinal);
            pages.Add(Clock().Replace(text, ""));
        }

        Assert.Equal(pages[0], pages[1]);
        Assert.Contains("Somebody from sales", pages[1], StringComparison.Ordinal);
        Assert.Contains("You said yes to our mail", pages[1], StringComparison.Ordinal);
        var held = await SubmissionAsync(Released);
        Assert.Equal((2, "030 123456", (Guid?)null), (held.Step, held.Fields["phone"], held.LeadId));
        Assert.False(await _app.ReadAsync(db => db.LeadIdentities.AnyAsync(i => i.Email == Released, Cancel)));
        Assert.False(await _app.ReadAsync(db => db.Touchpoints.AnyAsync(t => t.SubmissionId == held.Id, Cancel)));

        _app.Clock.Advance(TimeSpan.FromHours(3));
        Assert.True(await Desk.ReleaseAsync(held.Id, "mina@staff.example", Cancel));
        await CaptureSteps.ScoredAsync(_app);

        var expected = await RowsAsync(Accepted);
        Assert.Equal(expected, await RowsAsync(Released));
        Assert.Contains(expected, row => row.Contains("How many?", StringComparison.Ordinal));
        var lead = await _app.LeadAsync(Released);
        Assert.Equal("+4930123456", lead["phone"]);
        var mails = await _app.ReadAsync(db => db.Mails.Where(m => m.LeadId == lead.Id).ToListAsync(Cancel));
        Assert.Equal(2, mails.Count);
        Assert.All(mails, mail => Assert.True(mail.ExpiresAt > held.ReceivedAt.AddDays(7)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_later_step_that_looks_like_spam_is_held_alone_and_its_lead_stands(bool isReleased)
    {
        var slug = isReleased ? "late-released" : "late-deleted";
        var (accepted, email) = ($"fine@{slug}.example", $"late@{slug}.example");
        await PublishStepsAsync(slug);
        await _visitor.PostAsync(
            await FirstStepAsync(slug, accepted, isSpam: false),
            new FormUrlEncodedContent(SecondStep),
            Cancel
        );
        var answer = await _visitor.PostAsync(
            await FirstStepAsync(slug, email, isSpam: false),
            new FormUrlEncodedContent([.. SecondStep, new(SpamTrap.Field, "http://spam.example")]),
            Cancel
        );

        Assert.StartsWith($"/offers/{slug}/thanks", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var held = await SubmissionAsync(email);
        var lead = await _app.LeadAsync(email);
        Assert.Equal((SubmissionState.Quarantined, lead.Id), (held.State, held.LeadId));
        Assert.Contains(held.Spam!.Signals, signal => signal.Sign == SpamSign.Trap);
        Assert.Single(await _app.TouchpointsAsync(lead.Id));
        Assert.Null(lead["phone"]);

        if (isReleased)
        {
            Assert.True(await Desk.ReleaseAsync(held.Id, "mina@staff.example", Cancel));
            await CaptureSteps.ScoredAsync(_app);
            Assert.Equal("+4930123456", (await _app.LeadAsync(email))["phone"]);
            Assert.Equal(
                (await _app.TouchpointsAsync((await _app.LeadAsync(accepted)).Id)).Select(told => told.Kind),
                (await _app.TouchpointsAsync(lead.Id)).Select(told => told.Kind)
            );
            Assert.False(await Desk.DeleteAsync(held.Id, "mina@staff.example", Cancel));
        }
        else
        {
            Assert.True(await Desk.DeleteAsync(held.Id, "mina@staff.example", Cancel));
            var left = await SubmissionAsync(email);
            Assert.Equal((SubmissionState.Accepted, "North Wire"), (left.State, left.Fields["company"]));
            Assert.DoesNotContain("message", left.Fields.Keys);
            Assert.Single(await _app.TouchpointsAsync(lead.Id));
        }
    }

    [Fact]
    public async Task A_step_of_a_form_that_was_deleted_as_spam_is_kept_no_more()
    {
        await PublishStepsAsync("gone-steps");
        var step = await FirstStepAsync("gone-steps", "gone@steps.example", isSpam: true);
        var id = (await SubmissionAsync("gone@steps.example")).Id;
        await Desk.DeleteAsync(id, "mina@staff.example", Cancel);

        var answer = await _visitor.PostAsync(step, new FormUrlEncodedContent(SecondStep), Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty((await _app.ReadAsync(db => db.Submissions.SingleAsync(s => s.Id == id, Cancel))).Fields);
    }

    [Fact]
    public async Task What_was_deleted_as_spam_is_held_when_it_comes_again_until_the_same_is_released()
    {
        const string Letter =
            "Cheap umbrellas for you and all your friends! They come in nine colours, with cats on them. Ask Bob.";
        async Task<Submission> SendAsync(string email, bool isSpam = false)
        {
            _app.Clock.Advance(TimeSpan.FromHours(3));
            var form = await _visitor.OpenAsync("/offers/" + Paper);
            _app.Clock.Advance(TimeSpan.FromSeconds(20));
            await _visitor.FillAsync(Paper, Fields(email, isSpam, form, Letter));
            return await SubmissionAsync(email);
        }

        Assert.Equal(SubmissionState.Accepted, (await SendAsync("one@umbrellas.example")).State);
        var spam = await SendAsync("two@umbrellas.example", isSpam: true);
        await Desk.DeleteAsync(spam.Id, "mina@staff.example", Cancel);

        var again = await SendAsync("three@umbrellas.example");
        Assert.Equal(SubmissionState.Quarantined, again.State);
        Assert.Equal([SpamSign.DeletedBefore], again.Spam!.Signals.Select(signal => signal.Sign));

        await Desk.ReleaseAsync(again.Id, "mina@staff.example", Cancel);
        Assert.Equal(SubmissionState.Accepted, (await SendAsync("four@umbrellas.example")).State);
    }

    [Fact]
    public async Task Of_many_who_decide_at_once_the_first_is_right_and_all_is_made_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var email = $"race{round}@spam.example";
            await SendAsync(email, isSpam: true);
            var id = (await SubmissionAsync(email)).Id;
            var done = await Task.WhenAll(
                Enumerable
                    .Range(0, 12)
                    .Select(n => n % 2 == 0 ? Desk.ReleaseAsync(id, "a", Cancel) : Desk.DeleteAsync(id, "b", Cancel))
            );

            Assert.Single(done, isDone => isDone);
            var submission = await _app.ReadAsync(db => db.Submissions.SingleAsync(s => s.Id == id, Cancel));
            var touchpoints = await _app.ReadAsync(db => db.Touchpoints.CountAsync(t => t.SubmissionId == id, Cancel));
            Assert.Equal(submission.State == SubmissionState.Released ? 1 : 0, touchpoints);
            Assert.Equal(submission.State == SubmissionState.Released, submission.LeadId is not null);
        }
    }

    [Fact]
    public async Task Deleted_as_spam_nothing_of_the_person_is_left_and_it_is_still_counted()
    {
        var answer = await SendAsync("gone@spam.example", isSpam: true);
        var id = (await SubmissionAsync("gone@spam.example")).Id;

        Assert.True(await Desk.DeleteAsync(id, "mina@staff.example", Cancel));
        Assert.False(await Desk.ReleaseAsync(id, "mina@staff.example", Cancel));

        var submission = await _app.ReadAsync(db => db.Submissions.SingleAsync(s => s.Id == id, Cancel));
        Assert.Equal(SubmissionState.Deleted, submission.State);
        Assert.Empty(submission.Fields);
        Assert.NotNull(submission.Spam);
        var held = await _app.ReadAsync(db => db.HeldForms.SingleAsync(h => h.SubmissionId == id, Cancel));
        Assert.Equal((null, "mina@staff.example"), (held.Form, held.DecidedBy));
        var thanks = await _visitor.PageAsync(answer.Headers.Location!.OriginalString);
        Assert.Contains("Thank you", thanks.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_held_form_sent_again_counts_once(bool withKey)
    {
        var email = $"twice{withKey}@spam.example".ToLowerInvariant();
        var form = withKey ? await _visitor.OpenAsync("/offers/" + Paper) : [];
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => _visitor.FillAsync(Paper, Fields(email, isSpam: true, form)))
        );

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        await SubmissionAsync(email);
    }

    private static readonly KeyValuePair<string, string>[] SecondStep =
    [
        new("phone", "030 123456"),
        new("country", "DE"),
        new("consent_marketing", "true"),
        new("next_step", "question"),
        new("message", "How many?"),
    ];

    private Task<Offer> PublishStepsAsync(string slug) =>
        _app.PublishAsync(
            slug,
            content =>
                content with
                {
                    Delivery = new Delivery(Url: "https://guide.example/"),
                    Form =
                    [
                        new(LeadFields.Email, true),
                        new(LeadFields.Company, false),
                        new(LeadFields.Phone, true) { NewStep = true },
                        new(LeadFields.Country, false),
                        new(LeadFields.ConsentMarketing, false),
                        new(LeadFields.NextStep, false),
                    ],
                }
        );

    /// <returns>The address of the second.</returns>
    private async Task<string> FirstStepAsync(string slug, string email, bool isSpam)
    {
        var answer = await _visitor.FillAsync(
            slug,
            [
                .. await _visitor.OpenAsync("/offers/" + slug),
                new("email", email),
                new("company", "North Wire"),
                new(SpamTrap.Field, isSpam ? "x" : ""),
            ]
        );
        return answer.Headers.Location!.OriginalString;
    }

    private async Task<HttpResponseMessage> SendAsync(string email, bool isSpam) =>
        await _visitor.FillAsync(
            Paper,
            Fields(email, isSpam, await _visitor.OpenAsync($"/offers/{Paper}?utm_source=news&utm_campaign=May"))
        );

    private static (string, string)[] Fields(
        string email,
        bool isSpam,
        Dictionary<string, string> form,
        string message = "How many sensors for 40 presses?"
    ) =>
        [
            .. form.Where(field => field.Key != SpamTrap.Field).Select(field => (field.Key, field.Value)),
            .. CaptureSteps.QuestionOf(email, message),
            ("consent_marketing", "true"),
            (SpamTrap.Field, isSpam ? "http://spam.example" : ""),
        ];

    private Task<Submission> SubmissionAsync(string email) =>
        _app.ReadAsync(async db =>
            (
                await db
                    .Submissions.AsNoTracking()
                    .Where(s => s.ReceivedAt > DateTimeOffset.UnixEpoch)
                    .ToListAsync(Cancel)
            ).Single(s => s.Fields.GetValueOrDefault("email") == email)
        );

    /// <summary>All rows of one person, without what must differ: ids, also of the request, the address, instants and sealed tokens.</summary>
    private async Task<List<string>> RowsAsync(string email)
    {
        var lead = (await _app.LeadAsync(email)).Id;
        var received = (await SubmissionAsync(email)).ReceivedAt;
        string[] tables =
        [
            "leads where id = $1",
            "lead_identities where lead_id = $1",
            "fact_changes where lead_id = $1",
            "submissions where lead_id = $1",
            "touchpoints where lead_id = $1",
            "consents where lead_id = $1",
            "mails where lead_id = $1",
            "lead_scores where lead_id = $1",
            "stage_moves where lead_id = $1",
            "handoffs where lead_id = $1",
        ];
        var rows = new List<string>();
        await using var connection = new NpgsqlConnection(_app.ConnectionString);
        await connection.OpenAsync(Cancel);
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand(
                $"select (to_jsonb(t) - 'state' - 'spam' - 'event_sequence' - 'request_id')::text from (select * from leadgen.{table}) t",
                connection
            );
            command.Parameters.Add(new() { Value = lead });
            await using var reader = await command.ExecuteReaderAsync(Cancel);
            while (await reader.ReadAsync(Cancel))
            {
                var text = Instant()
                    .Replace(
                        reader.GetString(0),
                        instant => IsSame(instant.Value, received) ? "\"received\"" : "\"later\""
                    )
                    .Replace(email, "@", StringComparison.Ordinal);
                rows.Add(table.Split(' ')[0] + " " + Random().Replace(text, "#"));
            }
        }

        rows.Sort(StringComparer.Ordinal);
        return rows.ConvertAll(row =>
            row.StartsWith("mails", StringComparison.Ordinal) ? row.Replace("received", "later") : row
        );
    }

    private static bool IsSame(string quoted, DateTimeOffset received) =>
        DateTimeOffset.TryParse(quoted.Trim('"'), null, out var at)
        && (at - received).Duration() < TimeSpan.FromMilliseconds(1);

    [GeneratedRegex(
        """
            "\d{4}-\d\d-\d\dT[^"]*"
            """
    )]
    private static partial Regex Instant();

    [GeneratedRegex(@"\d\d:\d\d")]
    private static partial Regex Clock();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}|(?<=/(files|confirm)/)[\\w-]+")]
    private static partial Regex Random();
}
