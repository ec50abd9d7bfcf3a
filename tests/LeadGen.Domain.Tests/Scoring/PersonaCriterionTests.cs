using LeadGen.Domain.Scoring;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class PersonaCriterionTests
{
    private static readonly FactCondition Senior = new("seniority", FactOperator.OneOf, ["head", "director"]);
    private static readonly FactCondition Large = new("employees", FactOperator.AtLeast, ["200"]);
    private static readonly NamedConditions Plant = new("Plant manager", [Senior, Large]);
    private static readonly NamedConditions Guest = new("Guest", [new("medium", FactOperator.Equals, ["fair"])]);

    private static string Model(string criterion) =>
        $$"""{"name": "One", "mql_threshold": 10, "fit": [{"key": "plant", "label": "Plant", "fact": "persona", "points": 15, {{criterion}}}]}""";

    private static FitCriterion Read(string criterion) =>
        ScoringModelJson.Read(Model(criterion), [Guest, Plant]).Model!.Fit.Single();

    [Fact]
    public void All_conditions_of_a_persona_must_hold()
    {
        var plant = Persona("Plant manager", 15, Senior, Large);
        Assert.Equal(15, FitOf(Facts(("seniority", "Director"), ("employees", "200")), plant));
        Assert.Equal(0, FitOf(Facts(("seniority", "director"), ("employees", "199")), plant));
        Assert.Equal(0, FitOf(Facts(("employees", "200")), plant));
    }

    [Fact]
    public void Of_the_personas_of_a_group_the_first_counts()
    {
        var plant = Persona("Plant manager", 15, Senior, Large) with { Group = "who" };
        var head = Persona("Any head", 4, Senior) with { Group = "who" };
        Assert.Equal(15, FitOf(Facts(("seniority", "head"), ("employees", "500")), plant, head));
        Assert.Equal(4, FitOf(Facts(("seniority", "head")), plant, head));
    }

    [Fact]
    public void Who_is_named_alone_is_copied_into_the_model_with_all_conditions()
    {
        var plant = Read(
            """
            "operator": "equals", "value": "plant MANAGER"
            """
        );
        Assert.Equal("Plant manager", plant.Values.Single());
        Assert.True(Plant.Means(plant.Conditions!));
    }

    [Fact]
    public void Conditions_that_are_given_are_kept_whatever_the_persona_says_now()
    {
        var plant = Read(
            """
            "operator": "equals", "value": "Plant manager", "conditions": [{"fact": "country", "operator": "is_known"}]
            """
        );
        Assert.Equal("country", plant.Conditions!.Single().Fact);
        Assert.False(Plant.Means(plant.Conditions!));
    }

    [Fact]
    public void What_is_kept_is_read_again_without_knowing_any_persona()
    {
        var model = ScoringModelJson
            .Read(Model("\"operator\": \"equals\", \"value\": \"Plant manager\""), [Plant])
            .Model!;
        var kept = ScoringModelJson.Write(model);
        Assert.Equal(kept, ScoringModelJson.Write(ScoringModelJson.ReadKept(kept)));
    }

    [Theory]
    [InlineData("\"operator\": \"equals\"", "fit.plant.value", "Give it a value")]
    [InlineData("\"operator\": \"is_known\", \"value\": \"Plant manager\"", "fit.plant.operator", "equals")]
    [InlineData("\"operator\": \"equals\", \"value\": \"Nobody\"", "fit.plant.value", "Guest, Plant manager")]
    [InlineData("\"operator\": \"equals\", \"value\": \"Guest\"", "fit.plant.value", "medium")]
    [InlineData("\"operator\": \"equals\", \"value\": \"A\", \"conditions\": []", "fit.plant.conditions", "1 to 20")]
    [InlineData("\"operator\": \"equals\", \"value\": \"A\", \"conditions\": [1]", "fit.plant.conditions", "braces")]
    [InlineData(
        "\"operator\": \"equals\", \"value\": \"A\", \"conditions\": [{\"fact\": \"persona\", \"operator\": \"is_known\"}]",
        "fit.plant.conditions[0].fact",
        "Name a fact"
    )]
    public void What_is_wrong_is_named_at_its_place(string criterion, string path, string words)
    {
        var errors = ScoringModelJson.Read(Model(criterion), [Guest, Plant]).Errors;
        Assert.Contains(words, Assert.Contains(path, errors)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_of_a_persona_that_no_model_could_keep_is_refused()
    {
        var giant = new NamedConditions("Giant", [new("employees", FactOperator.AtLeast, ["99999999999999999999"])]);
        var reading = ScoringModelJson.Read(Model("\"operator\": \"equals\", \"value\": \"Giant\""), [giant]);
        Assert.Equal("fit.plant.conditions[0].value", reading.Errors.Single().Key);
    }

    [Fact]
    public void A_persona_means_the_same_in_other_letters_and_digits_and_something_else_with_other_values()
    {
        Assert.True(Plant.Means([Senior with { Values = ["Director", "HEAD"] }, Large with { Values = ["200.0"] }]));
        Assert.False(Plant.Means([Senior, Large with { Values = ["201"] }]));
        Assert.False(Plant.Means([Senior]));
    }

    [Fact]
    public void Its_words_tell_what_it_was_known_by()
    {
        var plant = Persona("Plant manager", 15, Senior, Large);
        Assert.Equal(
            "persona is Plant manager (seniority is one of head, director and employees 200 or more)",
            CriterionWords.Of(plant)
        );
        var change = ModelDiff
            .Of(ScoringData.Model(plant), ScoringData.Model(plant with { Conditions = [Large] }))
            .Single();
        Assert.EndsWith("→ persona is Plant manager (employees 200 or more)", change.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_personas_may_count_at_once_so_the_most_fit_is_their_sum() =>
        Assert.Empty(
            ScoringModelJson
                .Read(
                    ScoringModelJson.Write(
                        ScoringData.Model(Persona("a", 15, Senior), Persona("b", 10, Large)) with
                        {
                            MqlThreshold = 25,
                        }
                    )
                )
                .Warnings
        );

    [Fact]
    public void Two_facts_that_make_a_persona_together_are_named_together()
    {
        var junior = Fit("seniority", FactOperator.Equals, 1, ["intern"]);
        var model = ScoringData.Model(junior, Persona("Plant manager", 15, Senior, Large)) with { MqlThreshold = 15 };
        Assert.Equal(
            "Score is 0 of 15: “Plant manager” (+0; seniority is not known yet) and “Plant manager” (+15; employees is not known yet) would do together.",
            WhyNot.Explain(model, LeadFacts.None, [], Now)!.Sentence
        );
    }

    [Fact]
    public void A_golden_copy_brings_along_what_a_persona_asks_for()
    {
        var model = ScoringData.Model(Persona("Fleet", 5, new FactCondition("custom.fleet", FactOperator.IsKnown, [])));
        var copy = GoldenCopy.Of("One", Facts(("custom.fleet", "7"), ("custom.other", "x")), [], Now, [model], model);
        Assert.Equal(["custom.fleet"], copy.Facts.Keys);
    }
}
