using CsCheck;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using Check = LeadGen.Domain.Handoffs.Check;

namespace LeadGen.Domain.Tests.Handoffs;

public sealed class CallScriptTests
{
    private static readonly Dictionary<string, string?> Known = new()
    {
        ["first_name"] = "Ada",
        ["company"] = "Initech",
        ["rep"] = "Mina",
        ["last"] = "“Bearings”",
    };

    [Fact]
    public void Whatever_the_kind_the_opening_is_whole_sentences_with_the_names_in_them()
    {
        foreach (var kind in Enum.GetValues<QualificationKind>())
        {
            var opening = Script(kind, words: null, Known).Opening;
            Assert.StartsWith("Hello Ada, this is Mina. ", opening, StringComparison.Ordinal);
            Assert.EndsWith("?", opening, StringComparison.Ordinal);
            Assert.DoesNotContain('{', opening);
            Assert.DoesNotContain('{', Script(kind, words: null, []).Opening);
        }
    }

    [Fact]
    public void A_team_has_its_own_words_and_what_is_not_known_is_said_in_general()
    {
        Assert.Equal(
            "Ada of Initech, {mood} {",
            Script(QualificationKind.Mql, "{first_name} of {company}, {mood} {", Known).Opening
        );
        Assert.Equal(
            "you there of your company",
            Script(QualificationKind.Mql, "you {first_name} of {company}", []).Opening
        );
    }

    [Fact]
    public void What_is_filled_in_is_not_looked_at_again()
    {
        var tricky = new Dictionary<string, string?> { ["first_name"] = "{company}", ["company"] = "{first_name}" };
        Assert.Equal("{company} {first_name}", Script(QualificationKind.Mql, "{first_name} {company}", tricky).Opening);
    }

    [Fact]
    public void Any_words_are_taken_as_they_are() =>
        Gen.String[Gen.Char["{}a rep"], 0, 40]
            .Sample(words =>
            {
                var plain = words.Replace("{rep}", "", StringComparison.Ordinal);
                return words.Contains("{rep}", StringComparison.Ordinal)
                    || string.IsNullOrWhiteSpace(words)
                    || Script(QualificationKind.Mql, words, Known).Opening == plain;
            });

    [Fact]
    public void What_has_no_answer_yet_is_to_be_found_out_what_is_required_first()
    {
        var answers = new Dictionary<string, Check>
        {
            [Checklist.Need] = new(CheckAnswer.Yes),
            [Checklist.Trust] = new(CheckAnswer.No),
            [Checklist.Budget] = new(CheckAnswer.Unknown),
        };
        var script = CallScript.Of(QualificationKind.Sql, null, Known, answers, [Checklist.Need, Checklist.Timeline]);

        Assert.Equal(
            [
                Checklist.Timeline,
                Checklist.Authority,
                Checklist.Budget,
                Checklist.Urgency,
                Checklist.Willingness,
                Checklist.StrategicFit,
            ],
            script.Ask
        );
    }

    private static CallScript Script(QualificationKind kind, string? words, Dictionary<string, string?> known) =>
        CallScript.Of(kind, words, known, new Dictionary<string, Check>(), []);
}
