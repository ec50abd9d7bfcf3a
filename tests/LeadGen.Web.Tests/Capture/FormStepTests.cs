using System.Net;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using LeadGen.Web.Data.Mails;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tests.Capture;

public sealed class FormStepTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private readonly WebApp _app = demo.App;
    private readonly HttpClient _visitor = demo.App.Anonymous();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_step_makes_the_lead_though_the_others_never_come()
    {
        await PublishAsync("abandoned");
        var step = await SendFirstAsync("abandoned", "gone@steps.example");

        Assert.StartsWith("/offers/abandoned/step/2?t=", step, StringComparison.Ordinal);
        var lead = await _app.LeadAsync("gone@steps.example");
        Assert.Equal("North Wire", lead["company"]);
        Assert.Equal([TouchpointKinds.FormSubmitted], await KindsAsync(lead.Id));
        Assert.True(await _app.ReadAsync(db => db.Consents.AnyAsync(c => c.LeadId == lead.Id, Cancel)));
        Assert.True(
            await _app.ReadAsync(db => db.RescoreRequests.AnyAsync(r => r.LeadId == lead.Id, Cancel))
                || await _app.ReadAsync(db => db.LeadScores.AnyAsync(s => s.LeadId == lead.Id, Cancel))
        );
        var mail = await MailAsync(lead.Id);
        Assert.Equal(StepCapture.MailWaits, mail.NextAttemptAt - mail.CreatedAt);
    }

    [Fact]
    public async Task The_next_step_adds_to_the_same_submission_and_leads_to_thanks()
    {
        await PublishAsync("two-steps");
        var step = await SendFirstAsync("two-steps", "both@steps.example");
        var page = await CaptureSteps.PageAsync(_visitor, step);
        Assert.Equal("Step 2 of 2", page.QuerySelector("form .hint")!.TextContent);
        Assert.DoesNotContain("North Wire", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script"));

        var answer = await SendAsync(step, ("phone", "030 123456"), ("custom.fleet", "car"), ("custom.fleet", "van"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith("/offers/two-steps/thanks?t=", LocationOf(answer), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync(LocationOf(answer), Cancel)).StatusCode);
        var lead = await _app.LeadAsync("both@steps.example");
        Assert.Equal(("North Wire", "+4930123456", "car, van"), (lead["company"], lead["phone"], lead["custom.fleet"]));
        var submission = await _app.ReadAsync(db => db.Submissions.SingleAsync(s => s.LeadId == lead.Id, Cancel));
        Assert.Equal(
            (2, "030 123456", "car,van"),
            (submission.Step, submission.Fields["phone"], submission.Fields["custom.fleet"])
        );
        Assert.Equal("both@steps.example", submission.Fields["email"]);
        Assert.Equal([TouchpointKinds.FormSubmitted, TouchpointKinds.FormContinued], await KindsAsync(lead.Id));
        var mail = await MailAsync(lead.Id);
        Assert.True(mail.NextAttemptAt <= _app.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_step_sent_twice_counts_once_and_a_better_answer_counts()
    {
        await PublishAsync("twice-steps");
        var step = await SendFirstAsync("twice-steps", "twice@steps.example");
        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => SendAsync(step, ("phone", "030 123456"), ("custom.fleet", "car")))
        );
        var lead = await _app.LeadAsync("twice@steps.example");
        Assert.Equal([TouchpointKinds.FormSubmitted, TouchpointKinds.FormContinued], await KindsAsync(lead.Id));
        Assert.Equal(2, await _app.ReadAsync(db => db.FactChanges.CountAsync(c => c.LeadId == lead.Id, Cancel)));

        await SendAsync(step, ("phone", "030 654321"), ("custom.fleet", "car"));
        lead = await _app.LeadAsync("twice@steps.example");
        Assert.Equal("+4930654321", lead["phone"]);
        Assert.Equal([TouchpointKinds.FormSubmitted, TouchpointKinds.FormContinued], await KindsAsync(lead.Id));
        Assert.Equal(1, await _app.SubmissionsAsync(lead.Id));
    }

    [Fact]
    public async Task A_raised_hand_in_a_later_step_is_handed_to_sales()
    {
        await PublishAsync("late-hand");
        var step = await SendFirstAsync("late-hand", "late@steps.example");
        await _app.ScoredAsync();
        Assert.Equal(Stage.Lead, (await _app.LeadAsync("late@steps.example")).Stage);

        var missing = await SendAsync(step, ("phone", "1"), ("custom.fleet", "car"), ("next_step", "question"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.StatusCode);
        await SendAsync(
            step,
            ("phone", "1"),
            ("custom.fleet", "car"),
            ("next_step", "question"),
            ("message", "How many?")
        );
        await _app.ScoredAsync();

        var lead = await _app.LeadAsync("late@steps.example");
        Assert.Equal((Stage.Sql, "1"), (lead.Stage, lead["phone"]));
        var handoff = await _app.ReadAsync(db => db.Handoffs.SingleAsync(h => h.LeadId == lead.Id, Cancel));
        Assert.Equal("How many?", handoff.Dossier.Question);
    }

    [Fact]
    public async Task What_is_wrong_in_a_later_step_is_said_there_and_everything_is_kept()
    {
        await PublishAsync("wrong-step");
        var step = await SendFirstAsync("wrong-step", "wrong@steps.example");

        var answer = await SendAsync(step, ("custom.fleet", "car"), ("custom.fleet", "van"), ("custom.since", "soon"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await CaptureSteps.PageAsync(answer);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Equal(
            ["#phone", "#custom_since"],
            page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href"))
        );
        Assert.Equal(
            ["car", "van"],
            page.QuerySelectorAll("input[name='custom.fleet']:checked").Select(box => box.GetAttribute("value"))
        );
        Assert.Equal("soon", page.QuerySelector("input[name='custom.since']")!.GetAttribute("value"));
        Assert.Equal("date", page.QuerySelector("input[name='custom.since']")!.GetAttribute("type"));
        Assert.Null((await _app.LeadAsync("wrong@steps.example"))["custom.fleet"]);
    }

    [Fact]
    public async Task A_step_is_asked_only_where_an_earlier_answer_lets_it()
    {
        await _app.PublishAsync(
            "skipping",
            content =>
                content with
                {
                    Form =
                    [
                        new(LeadFields.Email, true),
                        new(
                            "custom.who",
                            true,
                            "Who are you?",
                            Options: [new("firm", "A firm"), new("me", "Myself")],
                            Control: FieldControl.Radio
                        ),
                        new(LeadFields.Company, true) { When = new("custom.who", ["firm"]) },
                        new(LeadFields.Employees, true) { When = new("custom.who", ["firm"]), NewStep = true },
                    ],
                }
        );
        var page = await CaptureSteps.PageAsync(_visitor, "/offers/skipping");
        Assert.Equal("c1", page.QuerySelector("input[value=firm]")!.GetAttribute("data-on"));
        Assert.Equal("c1", page.QuerySelector("#company")!.Closest(".field")!.GetAttribute("data-if"));
        Assert.NotNull(page.QuerySelector("link[href*='css/form.']"));

        var me = await _visitor.FillAsync(
            "skipping",
            ("email", "me@skip.example"),
            ("custom.who", "me"),
            ("company", "No firm")
        );
        Assert.StartsWith("/offers/skipping/thanks", LocationOf(me), StringComparison.Ordinal);
        Assert.Null((await _app.LeadAsync("me@skip.example"))["company"]);
        var wrong = await _visitor.FillAsync("skipping", ("email", "firm@skip.example"), ("custom.who", "firm"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var firm = await _visitor.FillAsync(
            "skipping",
            ("email", "firm@skip.example"),
            ("custom.who", "firm"),
            ("company", "Firm")
        );
        Assert.StartsWith("/offers/skipping/step/2", LocationOf(firm), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_nobody_shows_nothing_and_takes_nothing()
    {
        await PublishAsync("nobody");
        var step = await SendFirstAsync("nobody", "some@steps.example");
        foreach (
            var address in new[]
            {
                "/offers/nobody/step/2",
                "/offers/nobody/step/2?t=abc",
                step.Replace("nobody", "two-steps-not", StringComparison.Ordinal),
            }
        )
        {
            var page = await _visitor.GetAsync(address, Cancel);
            Assert.DoesNotContain("<form", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            await SendAsync(address, ("phone", "9"), ("custom.fleet", "car"));
        }

        Assert.Null((await _app.LeadAsync("some@steps.example"))["phone"]);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/offers/no-such/step/2", Cancel)).StatusCode);
        Assert.StartsWith(
            "/offers/nobody/thanks",
            LocationOf(await _visitor.GetAsync(step.Replace("step/2", "step/3", StringComparison.Ordinal), Cancel)),
            StringComparison.Ordinal
        );
    }

    private Task<Offer> PublishAsync(string slug) =>
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
                        new(LeadFields.Country, false),
                        new(LeadFields.ConsentMarketing, false),
                        new(LeadFields.Phone, true) { NewStep = true },
                        new(
                            "custom.fleet",
                            true,
                            "What do you drive?",
                            Options: [new("car", "Cars"), new("van", "Vans")],
                            Control: FieldControl.MultiSelect
                        ),
                        new("custom.since", false, "Since when?", Control: FieldControl.Date),
                        new(LeadFields.NextStep, false),
                    ],
                }
        );

    private async Task<string> SendFirstAsync(string slug, string email)
    {
        var form = await _visitor.OpenAsync("/offers/" + slug);
        var answer = await _visitor.FillAsync(
            slug,
            [
                .. form,
                new("email", email),
                new("company", "North Wire"),
                new("country", "DE"),
                new("consent_marketing", "true"),
            ]
        );
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return LocationOf(answer);
    }

    private Task<HttpResponseMessage> SendAsync(string address, params (string Name, string Text)[] fields) =>
        _visitor.PostAsync(
            address,
            new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Text))),
            Cancel
        );

    private async Task<IEnumerable<string>> KindsAsync(Guid leadId) =>
        (await _app.TouchpointsAsync(leadId)).OrderBy(t => t.OccurredAt).Select(t => t.Kind);

    private Task<OutgoingMail> MailAsync(Guid leadId) =>
        _app.ReadAsync(db =>
            db.Mails.AsNoTracking().SingleAsync(mail => mail.LeadId == leadId && mail.Kind == MailKind.Delivery, Cancel)
        );

    private static string LocationOf(HttpResponseMessage answer) =>
        answer.Headers.Location?.OriginalString ?? $"({answer.StatusCode})";
}
