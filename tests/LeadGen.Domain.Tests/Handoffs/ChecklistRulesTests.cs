using LeadGen.Domain.Handoffs;
using static LeadGen.Domain.Tests.LeadData;

namespace LeadGen.Domain.Tests.Handoffs;

public sealed class ChecklistRulesTests
{
    [Fact]
    public void Confirming_is_refused_until_what_is_required_is_answered_and_the_error_names_it()
    {
        var handoff = HandoffAt(HandoffState.Accepted);
        var rules = new ChecklistRules([Checklist.StrategicFit, Checklist.Need, Checklist.Budget]);
        var answers = new Dictionary<string, Check>
        {
            [Checklist.Budget] = new(CheckAnswer.No, "Next year"),
            [Checklist.Need] = new(CheckAnswer.Unknown),
        };

        var error = Assert.Throws<DomainException>(() => handoff.Qualify(answers, null, "Mina", Now, rules));
        Assert.Equal("Before you confirm, answer with yes or no: need, strategic fit.", error.Message);
        Assert.Equal([Checklist.Need, Checklist.StrategicFit], rules.Missing(answers));
        Assert.Equal((HandoffState.Accepted, 2), (handoff.State, handoff.Version));

        answers[Checklist.Need] = new(CheckAnswer.Yes);
        answers[Checklist.StrategicFit] = new(CheckAnswer.Yes);
        handoff.Qualify(answers, null, "Mina", Now, rules);
        Assert.Equal((HandoffState.Qualified, 3), (handoff.State, handoff.Checklist.Count));
    }

    [Fact]
    public void By_default_the_need_and_who_decides_must_be_known_and_the_rest_may_be_found_out_later() =>
        Assert.Equal(
            [Checklist.Need, Checklist.Authority],
            ChecklistRules.Default.Missing(new Dictionary<string, Check>())
        );

    [Fact]
    public void Six_questions_ask_for_every_key_once() =>
        Assert.Equal(
            (6, string.Join(' ', Checklist.Keys)),
            (Checklist.Questions.Count, string.Join(' ', Checklist.Questions.SelectMany(keys => keys)))
        );

    [Fact]
    public void Only_keys_of_the_checklist_can_be_required()
    {
        Assert.Null(ChecklistRules.Default.Check());
        Assert.Null(ChecklistRules.None.Check());
        Assert.Contains("need, authority", new ChecklistRules(["mood"]).Check(), StringComparison.Ordinal);
    }
}
