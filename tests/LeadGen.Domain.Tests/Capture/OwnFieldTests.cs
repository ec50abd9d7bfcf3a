using System.Text.Json;
using CsCheck;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Capture;

public sealed class OwnFieldTests
{
    private static readonly FieldOption[] Options = [new("car", "Cars"), new("van", "Vans"), new("truck", "Trucks")];

    private static readonly FormField[] Form =
    [
        new("email", true),
        .. Enum.GetValues<FieldControl>()
            .Select(control => new FormField($"custom.{Terms.Of(control)}", false, Options: Options, Control: control)),
    ];

    [Theory]
    [InlineData("text", " A  b ", "A  b")]
    [InlineData("textarea", "a\r\nb", "a\nb")]
    [InlineData("email", "Bob@Example.com", "Bob@Example.com")]
    [InlineData("email", "bob", null)]
    [InlineData("tel", "0049 (30) 1234", "0049 (30) 1234")]
    [InlineData("url", "example.com", "https://example.com")]
    [InlineData("url", "javascript:alert(1)", null)]
    [InlineData("number", "1,200", "1200")]
    [InlineData("number", "many", null)]
    [InlineData("select", "VAN", "van")]
    [InlineData("radio", "bus", null)]
    [InlineData("multi_select", "van, CAR", "car, van")]
    [InlineData("multi_select", "van,bus", null)]
    [InlineData("multi_select", " , ", "")]
    [InlineData("yes_no", "no", "false")]
    [InlineData("yes_no", "perhaps", null)]
    [InlineData("checkbox", "on", "true")]
    [InlineData("country", "de", "DE")]
    [InlineData("country", "Germany", null)]
    [InlineData("date", "2026-12-31", "2026-12-31")]
    [InlineData("date", "2026-02-30", null)]
    [InlineData("date", "31.12.2026", null)]
    public void An_answer_is_read_by_the_type_of_the_field(string control, string text, string? clean)
    {
        var reading = Read(($"custom.{control}", text));

        Assert.Equal(clean is null ? [$"custom.{control}"] : [], reading.Errors.Keys);
        Assert.Equal(clean is "" ? null : clean, reading.Answers?.Facts.GetValueOrDefault($"custom.{control}"));
    }

    [Fact]
    public void Several_choices_come_as_several_answers_or_as_one()
    {
        Assert.Equal(
            "car, van",
            Fact(("custom.multi_select", "van"), ("custom.multi_select", "car"), ("custom.multi_select", "van"))
        );
        Assert.Equal("car, truck", Fact(("multi_select", "truck"), ("custom.multi_select", "car")));
    }

    [Fact]
    public void Hostile_texts_are_read_or_named_by_every_type()
    {
        var texts = JsonSerializer.Deserialize<string[]>(
            File.ReadAllText(SharedData.Reference("naughty-strings.json"))
        )!;
        foreach (var text in texts)
        {
            foreach (var field in Form.Skip(1))
            {
                AssertTotal(field.Key, text);
            }
        }
    }

    [Fact]
    public void Whatever_is_posted_there_is_an_answer_or_a_named_error() =>
        Gen.Select(Gen.Int[1, Form.Length - 1], Gen.Char.Array[0, 40])
            .Sample((at, chars) => AssertTotal(Form[at].Key, new string(chars)));

    [Fact]
    public void Each_choice_has_a_value_of_its_own_and_no_comma_where_several_can_be_taken()
    {
        Assert.Null(Problem(FieldControl.MultiSelect, Options));
        Assert.NotNull(Problem(FieldControl.MultiSelect, [new("a,b", "Both")]));
        Assert.Null(Problem(FieldControl.Select, [new("a,b", "Both")]));
        Assert.NotNull(Problem(FieldControl.Select, [new("a", "One"), new("A", "Two")]));
        Assert.NotNull(Problem(FieldControl.Select, [new("", "None")]));
        Assert.NotNull(Problem(FieldControl.Radio, []));
        Assert.NotNull(
            Problem(
                FieldControl.MultiSelect,
                [.. Enumerable.Range(0, 20).Select(n => new FieldOption(new string('x', 90) + n, "X"))]
            )
        );
    }

    [Fact]
    public void A_field_of_ones_own_keeps_its_type_in_all_forms()
    {
        var there = Offer.Create(
            "there",
            new OfferContent(
                OfferKind.Ebook,
                "There",
                "A guide.",
                "",
                "Get it",
                FormIntent.Content,
                null,
                [Form[0], new("custom.size", false, Control: FieldControl.Number)],
                Delivery.Nothing
            ),
            DateTimeOffset.UnixEpoch
        );

        var problem = Assert.Single(SharedFields.Problems([new("custom.size", false)], [there]));
        Assert.Equal(("custom.size", "control"), (problem.Field, problem.Part));
        Assert.Empty(SharedFields.Problems([new("custom.size", true, "Other", Control: FieldControl.Number)], [there]));
        Assert.Empty(SharedFields.Problems([new("custom.length", false)], [there]));
    }

    private static void AssertTotal(string key, string text)
    {
        var reading = Read((key, text));
        if (reading.IsValid)
        {
            Assert.All(reading.Answers.Facts.Values, fact => Assert.InRange(fact.Length, 1, 2000));
            Assert.All(reading.Answers.Facts.Values, fact => Assert.DoesNotContain('\0', fact));
        }
        else
        {
            Assert.Equal([key], reading.Errors.Keys);
        }
    }

    private static string? Problem(FieldControl control, FieldOption[] options) =>
        FormRules
            .Problems(
                OfferKind.Ebook,
                [Form[0], new("custom.x", false, Options: options, Control: control)],
                FormSettings.Plain
            )
            .FirstOrDefault(problem => problem.Part == "options")
            ?.Message;

    private static string? Fact(params (string Key, string? Text)[] posted) =>
        Read(posted).Answers?.Facts.GetValueOrDefault("custom.multi_select");

    private static FormReading Read(params (string Key, string? Text)[] posted) =>
        FormReader.Read(
            Form,
            posted.Prepend(("email", "ada@example.com")).Select(one => KeyValuePair.Create(one.Item1, one.Item2))
        );
}
