using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tests.Capture;

public sealed class QuizTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private readonly WebApp _app = demo.App;
    private readonly HttpClient _visitor = demo.App.Anonymous();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_answers_of_a_quiz_are_a_touchpoint_that_scores_and_its_result_is_told()
    {
        await _app.PublishAsync("readiness", Quiz);
        var answer = await _visitor.FillAsync(
            "readiness",
            ("email", "quiz@north.example"),
            ("quiz.plan", "software"),
            ("quiz.data", "heat"),
            ("quiz.data", "sound")
        );
        await _app.ScoredAsync();

        var lead = await _app.LeadAsync("quiz@north.example");
        Assert.Empty(lead.Facts);
        var quiz = Assert.Single(
            await _app.TouchpointsAsync(lead.Id),
            touchpoint => touchpoint.Kind == TouchpointKinds.QuizCompleted
        );
        Assert.Equal(
            ("software", "heat, sound", "yes", "6", "ahead"),
            (
                quiz.Properties["plan"],
                quiz.Properties["data"],
                quiz.Properties["data.sound"],
                quiz.Properties["points"],
                quiz.Properties["result"]
            )
        );
        // 5 for the form and 10 for the quiz, by the published model; nothing by hand.
        Assert.Equal(
            15,
            await _app.ReadAsync(db =>
                db.LeadScores.Where(s => s.LeadId == lead.Id).Select(s => s.Engagement).SingleAsync(Cancel)
            )
        );
        var thanks = await CaptureSteps.PageAsync(_visitor, answer.Headers.Location!.OriginalString);
        Assert.Equal("You are ahead", thanks.QuerySelector("h1")!.TextContent);
        Assert.Contains("Do more of it.", thanks.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quiz_that_goes_on_in_a_later_step_is_completed_there()
    {
        await _app.PublishAsync(
            "long-quiz",
            content =>
            {
                var quiz = Quiz(content);
                return quiz with { Form = [quiz.Form[0], quiz.Form[1], quiz.Form[2] with { NewStep = true }] };
            }
        );
        var first = await _visitor.FillAsync("long-quiz", ("email", "long@north.example"), ("quiz.plan", "paper"));
        var lead = await _app.LeadAsync("long@north.example");
        Assert.DoesNotContain(await _app.TouchpointsAsync(lead.Id), t => t.Kind == TouchpointKinds.QuizCompleted);

        var step = first.Headers.Location!.OriginalString;
        var fields = new FormUrlEncodedContent([new("quiz.data", "heat")]);
        await _visitor.PostAsync(step, fields, Cancel);
        await _visitor.PostAsync(step, fields, Cancel);

        var quiz = Assert.Single(await _app.TouchpointsAsync(lead.Id), t => t.Kind == TouchpointKinds.QuizCompleted);
        Assert.Equal(
            ("paper", "1", "beginner"),
            (quiz.Properties["plan"], quiz.Properties["points"], quiz.Properties["result"])
        );
    }

    private static OfferContent Quiz(OfferContent content) =>
        content with
        {
            Kind = OfferKind.Quiz,
            Form =
            [
                new(LeadFields.Email, true),
                new(
                    "quiz.plan",
                    true,
                    "How do you plan?",
                    Options: [new("paper", "On paper") { Points = 0 }, new("software", "With software") { Points = 3 }],
                    Control: FieldControl.Radio
                ),
                new(
                    "quiz.data",
                    false,
                    "What do you measure?",
                    Options: [new("heat", "Heat") { Points = 1 }, new("sound", "Sound") { Points = 2 }],
                    Control: FieldControl.MultiSelect
                ),
            ],
            FormSettings = new FormSettings(
                Results: [new("beginner", 0, "You begin"), new("ahead", 6, "You are ahead", "Do more of it.")]
            ),
        };
}
