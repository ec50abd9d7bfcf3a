using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Outcomes;

namespace LeadGen.Domain.Tests.Outcomes;

public sealed class ReasonTests
{
    [Theory]
    [InlineData(ReasonType.Recycle, "recycle reject")]
    [InlineData(ReasonType.Disqualify, "reject disqualify")]
    [InlineData(ReasonType.BadData, "reject disqualify")]
    [InlineData(ReasonType.Lost, "")]
    public void A_reason_is_for_the_verbs_that_its_type_says(ReasonType type, string verbs)
    {
        var reason = new Reason("any", "Any", type);
        Assert.Equal(
            verbs,
            string.Join(' ', Enum.GetValues<HandoffVerb>().Where(reason.Fits).Select(verb => Terms.Of(verb)))
        );
    }

    [Fact]
    public void A_new_installation_has_reasons_for_each_verb_that_needs_one()
    {
        foreach (var verb in new[] { HandoffVerb.Recycle, HandoffVerb.Reject, HandoffVerb.Disqualify })
        {
            Assert.Contains(Reason.Defaults, reason => reason.Fits(verb));
        }
    }
}
