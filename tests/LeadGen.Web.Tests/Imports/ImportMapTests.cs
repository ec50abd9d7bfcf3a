using LeadGen.Web.Imports;

namespace LeadGen.Web.Tests.Imports;

public sealed class ImportMapTests
{
    [Theory]
    [InlineData("nonsense", "The map: ")]
    [InlineData("""{ "email": "E" }""", "name")]
    [InlineData("""{ "name": "x", "email": "E", "emial": "F" }""", "emial")]
    [InlineData("""{ "name": "x", "email": { "column": "E", "valeus": {} } }""", "valeus")]
    [InlineData("""{ "name": "x", "email": { "column": "E", "value": "F" } }""", "one of column, template and value")]
    [InlineData("""{ "name": "x", "email": "E", "facts": { "shoe_size": "S" } }""", "'shoe_size' is no fact")]
    [InlineData("""{ "name": "x", "email": "E", "facts": { "message": "S" } }""", "'message' is no fact")]
    [InlineData("""{ "name": "x", "email": "E", "touchpoints": [{ "kind": "nap" }] }""", "'nap' is no kind")]
    [InlineData(
        """{ "name": "x", "email": "E", "touchpoints": [{ "kind": "meeting" }, { "kind": "meeting" }] }""",
        "a key of its own"
    )]
    [InlineData("""{ "name": "x", "email": "E", "channel": { "value": "pigeon" } }""", "'pigeon' is no channel")]
    [InlineData(
        """{ "name": "x", "email": "E", "outcome": { "result": { "column": "R", "values": { "1": "bought" } } } }""",
        "'bought' is no outcome"
    )]
    [InlineData("""{ "name": "x", "email": "E", "occurred_at": { "order": "N" } }""", "a base with an order")]
    [InlineData("""{ "name": "x", "email": "E", "key": { "column": "K", "bands": [2, 1] } }""", "rising")]
    [InlineData("""{ "name": "x", "email": "E", "separator": "||" }""", "separator")]
    public void A_map_that_is_not_understood_is_refused_with_what_is_wrong(string json, string message) =>
        Assert.Contains(message, Assert.Throws<ImportException>(() => ImportMapReader.Read(json)).Message);

    [Fact]
    public void A_text_alone_is_a_column_and_comments_are_allowed()
    {
        var map = ImportMapReader.Read(
            """
            { // all of them
              "name": "x", "email": "Mail", "occurred_at": "Day",
              "facts": { "custom.plan": { "column": "Plan", "type": "yes_no" } },
            }
            """
        );

        Assert.Equal(
            ("Mail", "Day", "Plan"),
            (map.Email.Column, map.OccurredAt!.At!.Column, map.Facts["custom.plan"].Column)
        );
    }
}
