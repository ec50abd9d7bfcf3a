using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class HostileModelJsonTests
{
    private const string Small =
        """{"name":"n","mql_threshold":5,"fit":[{"key":"k","label":"l","fact":"country","operator":"equals","value":"v","points":1}]}""";

    public static TheoryData<string> NotJson() =>
        new(
            "",
            " ",
            "null",
            "5",
            "\"x\"",
            "[]",
            "{",
            "{}x",
            "{'name': 1}",
            "{\"name\": \"a\0b\"}",
            "\0",
            "{\"name\": \"a\", \"name\": \"b\"}",
            "{\"name\": \"a\", \"n\\u0061me\": \"b\"}",
            "{\"\\ud800\": 1}",
            "{\"a\": \"\ud800\"}",
            "\ufeff{}",
            "{} // comment",
            "{\"a\": 1,}",
            new string('[', 100_000),
            "{\"a\":" + new string('[', 60) + new string(']', 60) + "}",
            new string('x', 1 << 20),
            Small.Replace("\"n\"", "\"" + new string('n', 1 << 20) + "\"", StringComparison.Ordinal)
        );

    [Theory]
    [MemberData(nameof(NotJson))]
    public void What_is_no_JSON_object_that_can_be_read_is_an_error_of_the_whole(string json)
    {
        var reading = ScoringModelJson.Read(json);
        Assert.Null(reading.Model);
        Assert.NotEmpty(reading.Errors["model"]);
    }

    [Fact]
    public void Too_much_of_anything_is_an_error()
    {
        var tooLong = Small.Replace(
            "\"l\"",
            $"\"{new string('l', ScoringModel.LabelMaxLength + 1)}\"",
            StringComparison.Ordinal
        );
        Assert.Contains("fit.k.label", ScoringModelJson.Read(tooLong).Errors.Keys);
        var criteria = string.Join(',', Enumerable.Repeat("{}", ScoringModel.CriteriaMax + 1));
        Assert.Contains("fit", ScoringModelJson.Read($$"""{"fit": [{{criteria}}]}""").Errors.Keys);
        var values = string.Join(',', Enumerable.Repeat("\"v\"", ScoringModel.ValuesMax + 1));
        var tooMany = Small
            .Replace("\"v\"", $"[{values}]", StringComparison.Ordinal)
            .Replace("equals", "one_of", StringComparison.Ordinal);
        Assert.Contains("fit.k.value", ScoringModelJson.Read(tooMany).Errors.Keys);
    }

    [Fact]
    public void What_would_be_too_long_to_be_read_again_is_refused_at_once()
    {
        // An emoji is two characters here, and twelve where it is written.
        var values = string.Join(
            ',',
            Enumerable.Repeat($"\"{string.Concat(Enumerable.Repeat("😀", 60))}\"", ScoringModel.ValuesMax)
        );
        var json = Small
            .Replace("\"v\"", $"[{values}]", StringComparison.Ordinal)
            .Replace("equals", "one_of", StringComparison.Ordinal);
        Assert.InRange(json.Length, 1, ScoringModel.JsonMaxLength / 4);
        Assert.Empty(ScoringModelJson.Read(json).Errors);
        var criterion = json[json.IndexOf('[', StringComparison.Ordinal)..^1].Trim('[', ']');
        var twice = $"{json[..^2]},{criterion.Replace("\"k\"", "\"k2\"", StringComparison.Ordinal)}]}}";
        Assert.NotEmpty(ScoringModelJson.Read(twice).Errors["model"]);
    }

    [Fact]
    public void A_thousand_errors_do_not_make_a_long_answer()
    {
        var criteria = string.Join(',', Enumerable.Repeat("{}", ScoringModel.CriteriaMax));
        Assert.InRange(ScoringModelJson.Read($$"""{"fit": [{{criteria}}]}""").Errors.Count, 10, 100);
    }

    [Fact]
    public void Whatever_is_changed_in_a_model_is_an_answer_and_never_an_exception() =>
        Gen.Select(Gen.Int[0, Small.Length - 1], Gen.Int[0, 8], Gen.OneOf(Gen.Char, Gen.OneOf([.. "{}[]\",:0e-\\"])))
            .Sample(
                (place, length, character) =>
                {
                    var json = Small
                        .Remove(place, Math.Min(length, Small.Length - place))
                        .Insert(place, character.ToString());
                    var reading = ScoringModelJson.Read(json);
                    Assert.True(reading.Model is null == reading.Errors.Count > 0);
                },
                iter: 5_000
            );

    [Fact]
    public void Naughty_texts_go_in_and_come_out_unchanged()
    {
        var texts = JsonSerializer.Deserialize<string[]>(
            File.ReadAllText(SharedData.Reference("naughty-strings.json"))
        )!;
        Assert.True(texts.Length > 400);
        foreach (var text in texts)
        {
            var json = JsonNode.Parse(Small)!;
            json["name"] = text;
            json["fit"]![0]!["label"] = text;
            json["fit"]![0]!["value"] = text;
            var reading = ScoringModelJson.Read(json.ToJsonString());
            if (string.IsNullOrWhiteSpace(text) || text.Length > ScoringModel.LabelMaxLength || text.Contains('\0'))
            {
                Assert.Equal(["fit.k.label", "fit.k.value", "name"], reading.Errors.Keys.Order());
                continue;
            }
            Assert.Equal(text, reading.Model!.Name);
            Assert.Equal(text, reading.Model.Fit[0].Label);
            Assert.True(JsonNode.DeepEquals(json, Without(JsonNode.Parse(ScoringModelJson.Write(reading.Model))!)));
        }
    }

    private static JsonNode Without(JsonNode written)
    {
        written.AsObject().Remove("engagement");
        written.AsObject().Remove("product");
        return written;
    }
}
