using CsCheck;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class FormFlowTests
{
    private static readonly FormField Email = new("email", true);

    private static readonly FormField Role = new(
        "custom.role",
        true,
        "Role",
        Options: [new("buyer", "Buyer"), new("user", "User"), new("both", "Both")]
    );

    private static readonly FormField Tools = new(
        "custom.tools",
        false,
        "Tools",
        Options: [new("crm", "CRM"), new("erp", "ERP"), new("none", "None")],
        Control: FieldControl.MultiSelect
    );

    private static readonly FormField[] Form =
    [
        Email,
        Role,
        new("custom.budget", true, "Budget") { When = new("custom.role", ["buyer", "both"]) },
        Tools,
        new("custom.version", true, "Version") { When = new("custom.tools", ["crm"]) },
        new("custom.why", true, "Why so much?") { When = new("custom.budget") },
    ];

    [Theory]
    [InlineData("buyer", "", "", "custom.budget")]
    [InlineData("BOTH", "", "", "custom.budget")]
    [InlineData("user", "", "")]
    [InlineData("user", "crm", "", "custom.version")]
    [InlineData("user", "erp,crm", "", "custom.version")]
    [InlineData("buyer", "", "1000", "custom.budget", "custom.why")]
    [InlineData("user", "", "1000")]
    [InlineData("", "", "")]
    public void What_is_shown_follows_from_the_answers(string role, string tools, string budget, params string[] shown)
    {
        var answers = new Dictionary<string, string>
        {
            ["custom.role"] = role,
            ["custom.tools"] = tools,
            ["custom.budget"] = budget,
        };
        Assert.Equal(
            new[] { "custom.role", "custom.tools", "email" }.Concat(shown).Order(StringComparer.Ordinal),
            FormFlow.Shown(Form, answers.GetValueOrDefault).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void What_is_not_shown_is_not_required_and_its_answer_is_not_taken()
    {
        var reading = Read(("custom.role", "user"), ("custom.budget", "1000"), ("custom.why", "x"));

        Assert.True(reading.IsValid);
        Assert.Equal(["custom.role"], reading.Answers.Facts.Keys);
        Assert.Equal(["custom.budget"], Read(("custom.role", "buyer")).Errors.Keys);
    }

    [Fact]
    public void What_is_wrong_with_an_answer_to_a_hidden_field_is_no_error()
    {
        FormField[] form = [Email, Role, new("country", false) { When = new("custom.role", ["buyer"]) }];
        (string, string?)[] posted = [("email", "ada@example.com"), ("country", "nowhere")];

        Assert.True(FormReader.Read(form, Pairs([.. posted, ("custom.role", "user")])).IsValid);
        Assert.Equal(["country"], FormReader.Read(form, Pairs([.. posted, ("custom.role", "buyer")])).Errors.Keys);
    }

    [Fact]
    public void Whatever_is_posted_a_hidden_field_is_neither_asked_for_nor_answered() =>
        Gen.Select(AnyForm, AnyAnswers)
            .Sample(
                (form, posted) =>
                {
                    var reading = FormReader.Read(form, posted.Prepend(new("email", "ada@example.com")));
                    var said = reading.Answers?.Facts ?? new Dictionary<string, string>();
                    foreach (var field in form.Where(field => field.When is not null))
                    {
                        var seen = said.GetValueOrDefault(field.When!.Field);
                        if (reading.IsValid && seen is null)
                        {
                            Assert.DoesNotContain(field.Key, said.Keys);
                        }
                    }

                    // With nothing but the answers that count, the same is read again.
                    if (reading.IsValid)
                    {
                        var again = FormReader.Read(
                            form,
                            said.Select(Nullable).Prepend(new("email", "ada@example.com"))
                        );
                        Assert.Equal(Lines(said), Lines(again.Answers!.Facts));
                    }

                    var shown = FormFlow.Shown(form, said.GetValueOrDefault);
                    Assert.All(said.Keys, key => Assert.Contains(key, shown));
                }
            );

    [Fact]
    public void Steps_are_cut_where_a_field_says_so()
    {
        FormField[] form =
        [
            Email with
            {
                NewStep = true,
            },
            new("company", false),
            new("country", false) { NewStep = true },
            new("phone", false),
            new("message", false) { NewStep = true },
        ];
        Assert.Equal(
            ["email company", "country phone", "message"],
            FormFlow.Steps(form).Select(step => string.Join(' ', step.Select(field => field.Key)))
        );
        Assert.Empty(Assert.Single(FormFlow.Steps([])));
    }

    [Fact]
    public void In_a_later_step_only_what_it_asks_is_taken_and_required()
    {
        FormField[] form = [Email, Role, new("phone", true) { NewStep = true }, new("company", true)];
        var part = new FormPart(
            new HashSet<string> { "phone" },
            new Dictionary<string, string> { ["email"] = "ada@example.com", ["custom.role"] = "gone" }
        );

        var reading = FormReader.Read(form, Pairs(("phone", "030 1234"), ("email", "eve@example.com")), part: part);

        Assert.Equal("ada@example.com", reading.Answers?.Email.Value);
        Assert.Equal(["phone"], reading.Answers?.Facts.Keys);
        Assert.Equal(["phone"], FormReader.Read(form, [], part: part).Errors.Keys);
    }

    [Fact]
    public void A_condition_looks_back_at_a_field_that_can_answer_it()
    {
        Assert.Null(Problem(Form));
        Assert.Equal("when", Problem([Email, new("company", false) { When = new("custom.role") }, Role])?.Part);
        Assert.Equal(
            "when",
            Problem([Email, Role, new("company", false) { When = new("custom.role", ["boss"]) }])?.Part
        );
        Assert.Equal(
            "when",
            Problem([Email, new("company", false), new("phone", false) { When = new("company", ["x"]) }])?.Part
        );
        Assert.Equal("when", Problem([Role, Email with { When = new("custom.role") }])?.Part);
        Assert.Equal("form", Problem([Role, Email with { NewStep = true }])?.Part);
        Assert.Equal(
            "when",
            Problem([Email, Role, new("next_step", false), new("message", false) { When = new("custom.role") }])?.Part
        );
        Assert.Null(
            Problem([Email, new("next_step", false), new("message", false) { When = new("next_step", ["question"]) }])
        );
    }

    private static Gen<FormField[]> AnyForm { get; } =
        Gen.Select(Gen.Bool.Array[5], Gen.Int[0, 4].Array[5], Gen.Bool.Array[5])
            .Select(
                (required, looksAt, looks) =>
                    Enumerable
                        .Range(0, 5)
                        .Select(n => new FormField(
                            $"custom.f{n}",
                            required[n],
                            Options: [new("a", "A"), new("b", "B")],
                            Control: n % 2 == 0 ? FieldControl.MultiSelect : FieldControl.Radio
                        )
                        {
                            When =
                                looks[n] && looksAt[n] < n ? new($"custom.f{looksAt[n]}", n == 3 ? null : ["a"]) : null,
                        })
                        .Prepend(Email)
                        .ToArray()
            );

    private static Gen<List<KeyValuePair<string, string?>>> AnyAnswers { get; } =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5])
            .Select((at, what) => KeyValuePair.Create($"custom.f{at}", new[] { "a", "b", "a,b", "", "c", null }[what]))
            .List[0, 12];

    private static FormProblem? Problem(FormField[] form) =>
        FormRules.Problems(OfferKind.Ebook, form, FormSettings.Plain).FirstOrDefault();

    private static IEnumerable<string> Lines(IReadOnlyDictionary<string, string> facts) =>
        facts.Select(fact => $"{fact.Key}={fact.Value}").Order(StringComparer.Ordinal);

    private static KeyValuePair<string, string?> Nullable(KeyValuePair<string, string> fact) =>
        new(fact.Key, fact.Value);

    private static FormReading Read(params (string Key, string? Text)[] posted) =>
        FormReader.Read(Form, Pairs([("email", "ada@example.com"), .. posted]));

    private static IEnumerable<KeyValuePair<string, string?>> Pairs(params (string Key, string? Text)[] posted) =>
        posted.Select(answer => KeyValuePair.Create(answer.Key, answer.Text));
}
