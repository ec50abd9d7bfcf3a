using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class QuizTests
{
    private static readonly FormField[] Form =
    [
        new("email", true),
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
            Options:
            [
                new("heat", "Heat") { Points = 1 },
                new("sound", "Sound") { Points = 2 },
                new("nothing", "Nothing"),
            ],
            Control: FieldControl.MultiSelect
        ),
    ];

    private static readonly FormSettings Settings = new(
        Results: [new("beginner", 0, "You begin"), new("ready", 3, "You are ready"), new("ahead", 6, "You are ahead")]
    );

    [Theory]
    [InlineData("paper", null, 0, "beginner")]
    [InlineData("software", null, 3, "ready")]
    [InlineData("software", "heat, sound", 6, "ahead")]
    [InlineData("paper", "HEAT,nothing", 1, "beginner")]
    public void The_points_of_the_choices_lead_to_a_result(string plan, string? data, int points, string result)
    {
        var answers = Read(("quiz.plan", plan), ("quiz.data", data)).Answers!.Quiz;

        var outcome = Quiz.Outcome(Form, Settings, answers);

        Assert.Equal((points, result), (outcome.Points, outcome.Result?.Key));
    }

    [Fact]
    public void What_was_answered_can_be_asked_for_by_the_scoring_model()
    {
        var answers = Read(("quiz.plan", "software"), ("quiz.data", "sound"), ("quiz.data", "heat")).Answers!.Quiz;

        var properties = Quiz.Properties(Form, Quiz.Outcome(Form, Settings, answers), answers);

        Assert.Equal(
            ["data.heat=yes", "data.sound=yes", "data=heat, sound", "plan=software", "points=6", "result=ahead"],
            properties.Select(one => $"{one.Key}={one.Value}").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void An_answer_of_a_quiz_is_no_fact_and_another_answer_is_named()
    {
        Assert.Empty(Read(("quiz.plan", "paper")).Answers!.Facts);
        Assert.Equal(["quiz.plan"], Read(("quiz.plan", "by heart")).Errors.Keys);
        Assert.Equal(["quiz.plan"], Read().Errors.Keys);
    }

    [Fact]
    public void Another_answer_is_another_submission()
    {
        var one = Read(("quiz.plan", "paper")).Answers!;
        var other = Read(("quiz.plan", "software")).Answers!;
        Assert.NotEqual(ContentHash.Of("quiz", one), ContentHash.Of("quiz", other));
    }

    [Fact]
    public void Only_a_quiz_has_questions_and_results()
    {
        Assert.Empty(FormRules.Problems(OfferKind.Quiz, Form, Settings));
        Assert.Contains(FormRules.Problems(OfferKind.Ebook, Form, Settings), problem => problem.Field == "quiz.plan");
        Assert.Contains(FormRules.Problems(OfferKind.Quiz, [Form[0]], Settings), problem => problem.Part == "results");
        Assert.Contains(
            FormRules.Problems(OfferKind.Quiz, Form, new FormSettings(Results: [new("a", 1, "A"), new("b", 1, "B")])),
            problem => problem.Part == "results"
        );
    }

    private static FormReading Read(params (string Key, string? Text)[] posted) =>
        FormReader.Read(
            Form,
            posted.Prepend(("email", "ada@example.com")).Select(one => KeyValuePair.Create(one.Item1, one.Item2))
        );
}
