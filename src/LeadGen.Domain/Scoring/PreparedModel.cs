using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>A model with its numbers parsed and its criteria found by kind: made once a model, used for a million leads.</summary>
internal sealed class PreparedModel
{
    private static readonly ConditionalWeakTable<ScoringModel, PreparedModel> Prepared = [];

    private PreparedModel(ScoringModel whole)
    {
        var model = whole.InUse();
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        Fit = [.. model.Fit.Select(criterion => new PreparedFit(criterion, IndexOf(criterion.Group)))];
        GroupCount = groups.Count;
        Engagement = [.. model.Engagement.Select(criterion => new PreparedEngagement(criterion))];
        EngagementByKind = Engagement
            .Select((criterion, index) => (criterion.Criterion.Kind, index))
            .GroupBy(pair => pair.Kind, pair => pair.index, StringComparer.Ordinal)
            .ToFrozenDictionary(kind => kind.Key, kind => kind.ToArray(), StringComparer.Ordinal);

        int? IndexOf(string? group)
        {
            if (group is null)
            {
                return null;
            }
            groups.TryAdd(group, groups.Count);
            return groups[group];
        }
    }

    public PreparedFit[] Fit { get; }

    public int GroupCount { get; }

    public PreparedEngagement[] Engagement { get; }

    /// <summary>Kind to the places in <see cref="Engagement"/>, in the model's order.</summary>
    public FrozenDictionary<string, int[]> EngagementByKind { get; }

    // By reference: a published model is one object for as long as it is in use.
    public static PreparedModel Of(ScoringModel model) => Prepared.GetValue(model, static m => new PreparedModel(m));
}
