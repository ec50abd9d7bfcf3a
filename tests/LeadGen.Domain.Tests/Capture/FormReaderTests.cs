using System.Text.Json;
using CsCheck;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Capture;

public sealed class FormReaderTests
{
    [Fact]
    public void A_filled_form_becomes_clean_answers()
    {
        var reading = Read(
            ("email", " Ada@Example.com "),
            ("first_name", " Ada "),
            ("employees", "1,200"),
            ("annual_revenue", "5 000 000"),
            ("country", "gb"),
            ("website", "example.com"),
            ("message", " How much?\r\nAda "),
            ("next_step", "Question"),
            ("consent_marketing", "on"),
            ("no_such_key", "x")
        );

        Assert.True(reading.IsValid);
        Assert.Equal("Ada@Example.com", reading.Answers.Email.Value);
        Assert.Equal(
            ["annual_revenue=5000000", "country=GB", "employees=1200", "first_name=Ada", "website=https://example.com"],
            reading.Answers.Facts.Select(fact => $"{fact.Key}={fact.Value}").Order(StringComparer.Ordinal)
        );
        Assert.Equal("How much?\nAda", reading.Answers.Message);
        Assert.Equal(NextStep.Question, reading.Answers.NextStep);
        Assert.True(reading.Answers.ConsentMarketing);
    }

    [Fact]
    public void Every_standard_key_is_taken_though_the_form_shows_only_the_address()
    {
        var posted = LeadFields.All.Select(field => KeyValuePair.Create(field.Key, (string?)ValidText(field)));

        var reading = FormReader.Read([new FormField("email", true)], posted);

        Assert.True(reading.IsValid);
        Assert.Equal(
            LeadFields
                .All.Where(field => field.IsFact && field.Key != "email")
                .Select(field => field.Key)
                .Order(StringComparer.Ordinal),
            reading.Answers.Facts.Keys.Order(StringComparer.Ordinal)
        );
        Assert.NotNull(reading.Answers.Message);
        Assert.NotNull(reading.Answers.NextStep);
        Assert.NotNull(reading.Answers.ConsentMarketing);
    }

    [Fact]
    public void What_is_empty_was_not_sent()
    {
        var reading = Read(
            ("email", "ada@example.com"),
            ("first_name", " \u3000\u200B"),
            ("employees", ""),
            ("country", null),
            ("message", "\r\n"),
            ("next_step", ""),
            ("consent_marketing", "")
        );

        Assert.True(reading.IsValid);
        Assert.Empty(reading.Answers.Facts);
        Assert.Null(reading.Answers.Message);
        Assert.Null(reading.Answers.NextStep);
        Assert.Null(reading.Answers.ConsentMarketing);
    }

    [Fact]
    public void The_address_is_required_even_without_a_form()
    {
        Assert.Equal("Enter your work e-mail, such as ada@example.com", Read().Errors["email"]);
        Assert.Equal("Enter your work e-mail, such as ada@example.com", Read(("email", "  ")).Errors["email"]);
        Assert.Equal("Enter an e-mail address in the form name@example.com", Read(("email", "ada@")).Errors["email"]);
        Assert.Null(Read(("email", "ada@")).Answers);
    }

    [Fact]
    public void A_control_character_is_never_washed_out_of_an_address() =>
        Assert.True(Read(("email", "ada\u0007@example.com")).Errors.ContainsKey("email"));

    [Fact]
    public void What_the_form_requires_is_asked_for_by_its_own_label()
    {
        FormField[] form =
        [
            new("email", true),
            new("company", true, "Your firm"),
            new("country", true),
            new("phone", false),
        ];

        var errors = FormReader.Read(form, []).Errors;

        Assert.Equal(["company", "country", "email"], errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Fill in: Your firm", errors["company"]);
        Assert.Equal("Choose an answer: Country", errors["country"]);
    }

    [Theory]
    [InlineData("country", "Germany")]
    [InlineData("country", "XX")]
    [InlineData("country", "DEU")]
    [InlineData("next_step", "call")]
    [InlineData("next_step", "1")]
    [InlineData("consent_marketing", "maybe")]
    [InlineData("website", "javascript:alert(1)")]
    [InlineData("website", "ftp://example.com")]
    [InlineData("website", "https://user:pass@example.com")]
    [InlineData("website", "exa mple.com")]
    [InlineData("website", "example")]
    [InlineData("first_name", "Ada\u0000")]
    [InlineData("message", "A\u0000B")]
    public void An_answer_that_can_not_be_used_is_named(string key, string text)
    {
        var reading = Read(("email", "ada@example.com"), (key, text));

        Assert.False(reading.IsValid);
        Assert.Equal([key], reading.Errors.Keys);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_named() =>
        Assert.Equal(["company"], Read(("email", "ada@example.com"), ("company", "A\uD800B")).Errors.Keys);

    [Theory]
    [InlineData("example.com", "https://example.com")]
    [InlineData(" http://Example.com/a?b=c ", "http://Example.com/a?b=c")]
    [InlineData("HTTPS://müller.example", "HTTPS://müller.example")]
    [InlineData("example.com:8080/x", "https://example.com:8080/x")]
    public void A_website_gets_a_scheme_where_it_has_none(string text, string expected) =>
        Assert.Equal(expected, Fact("website", text));

    [Theory]
    [InlineData("true", true)]
    [InlineData("on", true)]
    [InlineData("1", true)]
    [InlineData("TRUE", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    public void A_yes_or_no_is_read_as_browsers_and_programs_write_it(string text, bool expected) =>
        Assert.Equal(
            expected,
            Read(("email", "ada@example.com"), ("consent_marketing", text)).Answers?.ConsentMarketing
        );

    [Fact]
    public void A_question_must_be_written()
    {
        Assert.Equal(
            "Write your question",
            Read(("email", "ada@example.com"), ("next_step", "question")).Errors["message"]
        );
        Assert.True(Read(("email", "ada@example.com"), ("next_step", "question"), ("message", "Why?")).IsValid);
        Assert.True(Read(("email", "ada@example.com"), ("next_step", "contact")).IsValid);
    }

    [Fact]
    public void Control_characters_go_and_the_words_stay_apart()
    {
        Assert.Equal("Ada Lovelace", Fact("first_name", "Ada\tLove\u0007lace"));
        Assert.Equal("Ada  Lovelace", Fact("first_name", "\u001BAda\r\nLovelace\u0085"));
        Assert.Equal("Ada\u00A0 Lovelace", Fact("first_name", "Ada\u00A0 Lovelace"));
        var message = Read(("email", "ada@example.com"), ("message", "a\r\nb\rc\td\u0008")).Answers?.Message;
        Assert.Equal("a\nb\nc\td", message);
    }

    [Fact]
    public void Every_field_is_bounded_after_it_is_trimmed()
    {
        foreach (var field in LeadFields.All.Where(field => field.Value is FieldValue.Text or FieldValue.Lines))
        {
            var longest = new string('x', field.MaxLength);
            Assert.True(Read(("email", "ada@example.com"), (field.Key, $"  {longest} ")).IsValid, field.Key);
            Assert.Equal([field.Key], Read(("email", "ada@example.com"), (field.Key, longest + "x")).Errors.Keys);
        }

        foreach (var field in LeadFields.All)
        {
            Assert.Contains(field.Key, Read((field.Key, new string('1', 1_000_000))).Errors.Keys);
        }
    }

    [Fact]
    public void Of_a_key_that_comes_twice_the_first_answer_counts() =>
        Assert.Equal(
            ["first_name=Ada", "job_title=CTO"],
            Read(
                ("email", "ada@example.com"),
                ("first_name", "Ada"),
                ("job_title", " "),
                ("first_name", "Bob"),
                ("job_title", "CTO")
            )
                .Answers!.Facts.Select(fact => $"{fact.Key}={fact.Value}")
        );

    [Fact]
    public void A_custom_key_is_taken_where_it_is_defined_and_ignored_elsewhere()
    {
        FormField[] form =
        [
            new("email", true),
            new("custom.team", false, "Team", Options: [new("north", "North"), new("south", "South")]),
            new("custom.trial", false, "Trial", Control: FieldControl.Checkbox),
        ];
        CustomField[] instance =
        [
            new("seats", "Seats", CustomFieldType.Number),
            new("email", "Trap", CustomFieldType.Text),
        ];
        (string, string?)[] posted =
        [
            ("email", "ada@example.com"),
            ("custom.team", "NORTH"),
            ("trial", "on"),
            ("custom.seats", "1 500"),
            ("custom.colour", "red"),
            ("colour", "red"),
        ];

        var facts = FormReader.Read(form, Pairs(posted), instance).Answers!.Facts;

        Assert.Equal(
            ["custom.seats=1500", "custom.team=north", "custom.trial=true"],
            facts.Select(fact => $"{fact.Key}={fact.Value}").Order(StringComparer.Ordinal)
        );
        var wrong = FormReader.Read(
            form,
            Pairs(("email", "ada@example.com"), ("team", "west"), ("seats", "many")),
            instance
        );
        Assert.Equal(["custom.seats", "custom.team"], wrong.Errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Hostile_texts_come_through_as_they_are_or_are_named()
    {
        var texts = JsonSerializer.Deserialize<string[]>(
            File.ReadAllText(SharedData.Reference("naughty-strings.json"))
        )!;
        Assert.True(texts.Length > 400, $"only {texts.Length} texts");
        var through = 0;
        foreach (var text in texts)
        {
            foreach (var key in new[] { "first_name", "company", "phone", "industry", "message" })
            {
                var reading = Read(("email", "ada@example.com"), (key, text));
                if (!reading.IsValid)
                {
                    Assert.Equal([key], reading.Errors.Keys);
                    Assert.True(text.Contains('\0', StringComparison.Ordinal) || text.Trim().Length > 50, text);
                    continue;
                }

                through++;
                var read = key == "message" ? reading.Answers.Message : reading.Answers.Facts.GetValueOrDefault(key);
                Assert.Equal(Visible(text), Visible(read ?? ""));
            }
        }

        Assert.True(through > 2000, $"only {through} came through");
    }

    [Fact]
    public void Whatever_is_posted_there_is_an_answer_or_a_named_error() =>
        Gen.Select(OneOf([.. LeadFields.All.Select(field => field.Key)]), Gen.Char.Array[0, 60])
            .Sample(
                (key, chars) =>
                {
                    var text = new string(chars);
                    var reading = FormReader.Read(null, Pairs((key, text), ("email", "ada@example.com")));
                    Assert.True(
                        reading.IsValid || reading.Errors.ContainsKey(key) || reading.Errors.ContainsKey("message")
                    );
                    Assert.All(
                        reading.Answers?.Facts.Values ?? [],
                        fact => Assert.DoesNotContain(fact, char.IsControl)
                    );
                    Assert.All(reading.Answers?.Facts.Values ?? [], fact => Assert.NotEqual("", fact.Trim()));
                }
            );

    [Fact]
    public void Reading_clean_answers_again_changes_nothing() =>
        Gen.Select(OneOf("first_name", "message", "website", "employees", "country"), Gen.Char.Array[0, 30])
            .Sample(
                (key, chars) =>
                {
                    if (Read(("email", "ada@example.com"), (key, new string(chars))).Answers is { } answers)
                    {
                        var text = key == "message" ? answers.Message : answers.Facts.GetValueOrDefault(key);
                        var again = Read(("email", "ada@example.com"), (key, text)).Answers!;
                        Assert.Equal(text, key == "message" ? again.Message : again.Facts.GetValueOrDefault(key));
                    }
                }
            );

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    private static string Visible(string text) =>
        string.Concat(
            text.Where(c => !char.IsControl(c) && !char.IsWhiteSpace(c) && c is not ('\u200B' or '\u2060' or '\uFEFF'))
        );

    private static string ValidText(LeadField field) =>
        field.Value switch
        {
            FieldValue.Text or FieldValue.Lines => "Text",
            FieldValue.Email => "ada@example.com",
            FieldValue.Website => "https://example.com",
            FieldValue.WholeNumber => "7",
            FieldValue.Country => "DE",
            FieldValue.NextStep => "contact",
            FieldValue.YesNo => "true",
        };

    private static string? Fact(string key, string text) =>
        Read(("email", "ada@example.com"), (key, text)).Answers?.Facts.GetValueOrDefault(key);

    private static FormReading Read(params (string Key, string? Text)[] posted) => FormReader.Read(null, Pairs(posted));

    private static IEnumerable<KeyValuePair<string, string?>> Pairs(params (string Key, string? Text)[] posted) =>
        posted.Select(answer => KeyValuePair.Create(answer.Key, answer.Text));
}
