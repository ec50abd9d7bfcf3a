using LeadGen.Domain.Learning;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Tests.Learning;

/// <summary>A lead as it was when sales got it.</summary>
internal sealed record PastLead(
    Dictionary<string, string> Facts,
    bool? Good,
    List<Touchpoint> Touchpoints,
    Dictionary<string, string>? Now = null
)
{
    public PastLead(Dictionary<string, string> facts, bool? good)
        : this(facts, good, []) { }
}

internal static class LearnedLeads
{
    public static readonly DateTimeOffset Start = new(2025, 1, 6, 9, 0, 0, TimeSpan.Zero);

    /// <summary>One a day, in this order.</summary>
    public static Examples Of(IEnumerable<PastLead> leads)
    {
        var all = leads.ToList();
        var examples = new Examples(Start.AddDays(all.Count));
        foreach (var (lead, day) in all.Select((lead, day) => (lead, day)))
        {
            examples.Add(
                new LeadFacts(lead.Facts),
                new LeadFacts(lead.Now ?? lead.Facts),
                lead.Touchpoints,
                Start.AddDays(day),
                lead.Good,
                present: 0
            );
        }

        return examples.Closed();
    }

    public static Touchpoint Did(
        string kind,
        string? offer = null,
        string? path = null,
        params (string, string)[] properties
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(Start),
            Kind = kind,
            OccurredAt = Start,
            RecordedAt = Start,
            Offer = offer,
            Path = path,
            Properties = properties.ToDictionary(one => one.Item1, one => one.Item2),
        };

    public static Learned Learn(IEnumerable<PastLead> leads, LearningOptions? options = null) =>
        Learner.Learn(Of(leads), options ?? LearningOptions.Plain, DefaultModel.Value);

    public static ScorecardLine Line(this Learned learned, string label) =>
        Assert.Single(learned.Report.Lines, line => line.Label == label);
}
