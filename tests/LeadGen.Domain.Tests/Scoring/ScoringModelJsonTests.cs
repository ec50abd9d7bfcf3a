using System.Text.Json.Nodes;
using CsCheck;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class ScoringModelJsonTests
{
    private const string Everything = """
        {
          "name": "All",
          "mql_threshold": 50,
          "min_fit": -5,
          "max_engagement": 90,
          "fit": [
            {"key": "a", "label": "A", "fact": "country", "operator": "equals", "value": "DE", "points": 5, "group": "g"},
            {"key": "b", "label": "B", "fact": "employees", "operator": "equals", "value": 5, "points": 0},
            {"key": "c", "label": "C", "fact": "custom.plan", "operator": "equals", "value": 2.5, "points": -5},
            {"key": "d", "label": "D", "fact": "custom.plan", "operator": "equals", "value": "2.50", "points": -5},
            {"key": "e", "label": "E", "fact": "custom.plan", "operator": "one_of", "value": [1, 2], "points": 1},
            {"key": "f", "label": "F", "fact": "industry", "operator": "one_of", "value": ["x"], "points": 1},
            {"key": "g", "label": "G", "fact": "job_title", "operator": "contains", "value": ["x", "y z"], "points": 1},
            {"key": "h", "label": "H", "fact": "annual_revenue", "operator": "between", "value": [0, 1000000000000], "points": 1},
            {"key": "i", "label": "I", "fact": "employees", "operator": "at_least", "value": 7, "points": 1},
            {"key": "j", "label": "J", "fact": "employees", "operator": "at_most", "value": -7, "points": 1},
            {"key": "k", "label": "K", "fact": "source", "operator": "is_known", "points": 1},
            {"key": "l", "label": "L", "fact": "channel", "operator": "is_missing", "points": 1},
            {"key": "m", "label": "M", "fact": "persona", "operator": "equals", "value": "Plant manager", "conditions": [
              {"fact": "seniority", "operator": "one_of", "value": ["head", "director"]},
              {"fact": "employees", "operator": "at_least", "value": 200},
              {"fact": "custom.plan", "operator": "equals", "value": 2.5},
              {"fact": "country", "operator": "is_known"}], "points": 9, "group": "persona"}
          ],
          "engagement": [
            {"key": "a", "label": "A", "kind": "page_view", "points": 5},
            {"key": "b", "label": "B", "kind": "own_kind_2", "points": -5,
             "where": {"offers": ["x"], "path_prefix": "/p", "properties": {"one": "1", "two": ["1", "2"]}},
             "limit": {"times": 1, "days": 2}, "max_points": 3, "half_life_days": 0.25, "expires_after_days": 400}
          ],
          "product": [
            {"key": "a", "label": "A", "kind": "product_event", "at_least": 1},
            {"key": "b", "label": "B", "kind": ["x", "y"], "at_least": 2, "within_days": 1.5, "distinct": "kinds",
             "where": {"properties": {"name": "z"}}},
            {"key": "c", "label": "C", "kind": "x", "at_least": 2, "distinct": "days"}
          ]
        }
        """;

    private static ScoringModel Read(string json)
    {
        var reading = ScoringModelJson.Read(json);
        Assert.Empty(reading.Errors);
        return reading.Model!;
    }

    [Fact]
    public void All_that_a_model_can_say_comes_out_as_it_went_in() =>
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(Everything), JsonNode.Parse(ScoringModelJson.Write(Read(Everything))))
        );

    [Fact]
    public void It_is_written_on_lines_for_people_and_without_for_programs()
    {
        var model = Read(Everything);
        Assert.DoesNotContain('\n', ScoringModelJson.Write(model));
        Assert.Equal(
            ScoringModelJson.Write(model),
            ScoringModelJson.Write(Read(ScoringModelJson.WriteIndented(model)))
        );
        Assert.Contains("\n", ScoringModelJson.WriteIndented(model), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_model_comes_out_as_it_went_in() =>
        ScoringGen.Models.Sample(
            model =>
            {
                var json = ScoringModelJson.Write(model);
                Assert.Equal(json, ScoringModelJson.Write(Read(json)));
            },
            iter: 500
        );

    [Fact]
    public void A_model_scores_the_same_after_a_round_trip() =>
        Gen.Select(ScoringGen.Models, ScoringGen.Leads, ScoringGen.Histories)
            .Sample(
                (model, facts, touchpoints) =>
                    Scorer.Score(model, facts, touchpoints, ScoringData.Now).Total
                    == Scorer.Score(Read(ScoringModelJson.Write(model)), facts, touchpoints, ScoringData.Now).Total,
                iter: 500
            );

    [Fact]
    public void Unknown_fields_are_ignored_and_absent_ones_mean_none()
    {
        var model = Read(
            """{"name": "n", "mql_threshold": 5, "min_fit": null, "x": {"y": [1]}, "fit": null, "product": []}"""
        );
        Assert.Null(model.MinFit);
        Assert.Empty(model.Fit);
        Assert.Empty(model.Engagement);
        Assert.Empty(model.Product);
    }

    [Fact]
    public void One_text_will_do_where_a_list_may_stand()
    {
        var model = Read(
            Fit(
                """{"key": "k", "label": "l", "fact": "job_title", "operator": "contains", "value": "vp", "points": 1}"""
            )
        );
        Assert.Equal(["vp"], model.Fit.Single().Values);
        var number = JsonNode.Parse(Everything)!;
        number["engagement"]![0]!["where"] = JsonNode.Parse(
            """{"offers": "x", "properties": {"seats": 5, "paid": true}}"""
        );
        var filter = Read(number.ToJsonString()).Engagement[0].Where!;
        Assert.Equal(["x"], filter.Offers);
        Assert.Equal(["5"], filter.Properties!["seats"]);
        Assert.Equal(["true"], filter.Properties["paid"]);
    }

    [Theory]
    [InlineData("name", "null", "name")]
    [InlineData("name", "5", "name")]
    [InlineData("mql_threshold", "null", "mql_threshold")]
    [InlineData("mql_threshold", "\"5\"", "mql_threshold")]
    [InlineData("mql_threshold", "5.5", "mql_threshold")]
    [InlineData("mql_threshold", "1e400", "mql_threshold")]
    [InlineData("max_fit", "-1", "max_fit")]
    [InlineData("max_engagement", "99999999999", "max_engagement")]
    [InlineData("fit", "{}", "fit")]
    [InlineData("engagement", "[5]", "engagement[0]")]
    [InlineData("product", "\"x\"", "product")]
    [InlineData("fit.3.key", "\"a\"", "fit.a.key")]
    [InlineData("fit.3.key", "\"a b\"", "fit[3].key")]
    [InlineData("fit.3.key", "null", "fit[3].key")]
    [InlineData("fit.0.label", "\"  \"", "fit.a.label")]
    [InlineData("fit.0.label", "\"a\\u0000b\"", "fit.a.label")]
    [InlineData("fit.0.label", "\"\\ud800\"", "fit.a.label")]
    [InlineData("fit.0.fact", "\"Country\"", "fit.a.fact")]
    [InlineData("fit.0.fact", "\"custom.\"", "fit.a.fact")]
    [InlineData("fit.0.fact", "\"custom.Two Words\"", "fit.a.fact")]
    [InlineData("fit.0.fact", "null", "fit.a.fact")]
    [InlineData("fit.0.operator", "\"=\"", "fit.a.operator")]
    [InlineData("fit.0.operator", "7", "fit.a.operator")]
    [InlineData("fit.0.points", "1.5", "fit.a.points")]
    [InlineData("fit.0.points", "100001", "fit.a.points")]
    [InlineData("fit.0.points", "null", "fit.a.points")]
    [InlineData("fit.0.group", "[]", "fit.a.group")]
    [InlineData("fit.0.value", "null", "fit.a.value")]
    [InlineData("fit.0.value", "[\"DE\"]", "fit.a.value")]
    [InlineData("fit.0.value", "{}", "fit.a.value")]
    [InlineData("fit.1.value", "\"5\"", "fit.b.value")]
    [InlineData("fit.1.operator", "\"contains\"", "fit.b.value")]
    [InlineData("fit.4.value", "[]", "fit.e.value")]
    [InlineData("fit.4.value", "[1, \"2\"]", "fit.e.value")]
    [InlineData("fit.6.value", "[1]", "fit.g.value")]
    [InlineData("fit.7.value", "[1]", "fit.h.value")]
    [InlineData("fit.7.value", "[1, 2, 3]", "fit.h.value")]
    [InlineData("fit.7.value", "[1, \"NaN\"]", "fit.h.value")]
    [InlineData("fit.8.value", "1e300", "fit.i.value")]
    [InlineData("engagement.0.kind", "\"Page View\"", "engagement.a.kind")]
    [InlineData("engagement.0.kind", "[\"x\"]", "engagement.a.kind")]
    [InlineData("engagement.0.key", "\"adjustment\"", "engagement.adjustment.key")]
    [InlineData("engagement.1.limit", "5", "engagement.b.limit")]
    [InlineData("engagement.1.limit.times", "0", "engagement.b.limit.times")]
    [InlineData("engagement.1.limit.days", "0", "engagement.b.limit.days")]
    [InlineData("engagement.1.limit.days", "null", "engagement.b.limit.days")]
    [InlineData("engagement.1.max_points", "-1", "engagement.b.max_points")]
    [InlineData("engagement.1.half_life_days", "-1", "engagement.b.half_life_days")]
    [InlineData("engagement.1.half_life_days", "0", "engagement.b.half_life_days")]
    [InlineData("engagement.1.half_life_days", "1e999", "engagement.b.half_life_days")]
    [InlineData("engagement.1.half_life_days", "\"NaN\"", "engagement.b.half_life_days")]
    [InlineData("engagement.1.expires_after_days", "40000", "engagement.b.expires_after_days")]
    [InlineData("engagement.1.where", "[]", "engagement.b.where")]
    [InlineData("engagement.1.where.offers", "[]", "engagement.b.where.offers")]
    [InlineData("engagement.1.where.path_prefix", "5", "engagement.b.where.path_prefix")]
    [InlineData("engagement.1.where.properties", "[]", "engagement.b.where.properties")]
    [InlineData("engagement.1.where.properties", "{\"\": 1}", "engagement.b.where.properties")]
    [InlineData("engagement.1.where.properties", "{\"\\ud800\": 1}", "")]
    [InlineData("engagement.1.where.properties.one", "null", "engagement.b.where.properties.one")]
    [InlineData("engagement.1.where.properties.one", "[{}]", "engagement.b.where.properties.one")]
    [InlineData("product.0.kind", "[]", "product.a.kind")]
    [InlineData("product.0.kind", "null", "product.a.kind")]
    [InlineData("product.0.kind", "\"?\"", "product.a.kind")]
    [InlineData("product.0.at_least", "0", "product.a.at_least")]
    [InlineData("product.0.at_least", "null", "product.a.at_least")]
    [InlineData("product.1.within_days", "-3", "product.b.within_days")]
    [InlineData("product.1.distinct", "\"weeks\"", "product.b.distinct")]
    public void What_is_wrong_is_named_by_the_key_of_its_criterion(string place, string json, string path)
    {
        var reading = ScoringModelJson.Read(With(place, json));
        Assert.Null(reading.Model);
        var error = Assert.Single(reading.Errors);
        Assert.True(path.Length == 0 || error.Key == path, $"{error.Key}: {error.Value[0]}");
        Assert.All(error.Value, message => Assert.EndsWith(".", message));
    }

    [Fact]
    public void The_value_of_a_criterion_that_needs_none_is_left_out()
    {
        var model = Read(With("fit.10.value", "\"x\""));
        Assert.Empty(model.Fit[10].Values);
    }

    /// <summary>The whole model with the field at this place set to this JSON, word by word.</summary>
    private static string With(string place, string json)
    {
        var root = JsonNode.Parse(Everything)!;
        var names = place.Split('.');
        var node = root;
        foreach (var name in names[..^1])
        {
            node = (int.TryParse(name, out var index) ? node[index] : node[name])!;
        }
        node[names[^1]] = "here";
        return root.ToJsonString().Replace("\"here\"", json, StringComparison.Ordinal);
    }

    private static string Fit(string criterion) => $$"""{"name": "n", "mql_threshold": 5, "fit": [{{criterion}}]}""";
}
