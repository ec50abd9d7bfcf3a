using System.Globalization;
using System.Text;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Learning;

/// <summary>A learned scorecard as a scoring model, and line by line.</summary>
/// <param name="Model">Its threshold is that of the model in force, until another is chosen.</param>
public sealed record ProposedModel(ScoringModel Model, IReadOnlyList<ScorecardLine> Lines)
{
    private const int StemMaxLength = 40;

    /// <param name="present">The model in force: its name, and the rules by which product use qualifies, stay.</param>
    public static ProposedModel Of(Scorecard card, Examples examples, int[] rows, bool[] good, ScoringModel present)
    {
        var design = card.Design;
        var shares = SharesOf(design, examples, rows, good);
        var all = new Share(good.LongCount(one => one), good.Length);
        var (keys, lines) = (new HashSet<string>(StringComparer.Ordinal), new List<ScorecardLine>());
        var (fit, engagement) = (new List<FitCriterion>(), new List<EngagementCriterion>());
        for (var index = 0; index < design.Facts.Count; index++)
        {
            var fact = design.Facts[index];
            for (var bin = 0; bin < fact.Bins.Count; bin++)
            {
                var place = design.FirstOf[index] + bin;
                var criterion = Criterion(fact, fact.Bins[bin], card.Points[place], keys);
                lines.Add(
                    Line(
                        criterion.Key,
                        ScoreDimension.Fit,
                        criterion.Fact,
                        criterion.Label,
                        criterion.Points,
                        shares[place],
                        all
                    )
                );
                fit.Add(criterion);
            }
        }
        for (var index = 0; index < design.Marks.Count; index++)
        {
            var place = design.FirstMark + index;
            var criterion = Criterion(design.Marks[index], card.Points[place], keys);
            lines.Add(
                Line(
                    criterion.Key,
                    ScoreDimension.Engagement,
                    criterion.Kind,
                    criterion.Label,
                    criterion.Points,
                    shares[place],
                    all
                )
            );
            engagement.Add(criterion);
        }
        var model = new ScoringModel
        {
            Name = present.Name,
            MqlThreshold = present.MqlThreshold,
            Fit = [.. fit.Where((one, place) => one.Points != 0 || KeepsOthersFromCounting(fit, place))],
            Engagement = [.. engagement.Where(one => one.Points != 0)],
            Product = present.Product,
        };
        return new ProposedModel(model, lines);
    }

    private static ScorecardLine Line(
        string key,
        ScoreDimension dimension,
        string about,
        string label,
        int points,
        Share good,
        Share all
    )
    {
        var (weight, low, high) = ScorecardLine.WeightOf(good, all);
        return new ScorecardLine(key, dimension, about, label, points, good, weight, low, high);
    }

    private static Share[] SharesOf(CardDesign design, Examples examples, int[] rows, bool[] good)
    {
        var (shares, one) = (new Share[design.Count], new ushort[design.Most]);
        var lastOf = Enumerable.Repeat(-1, design.Count).ToArray();
        for (var index = 0; index < rows.Length; index++)
        {
            foreach (var answer in one.AsSpan(0, design.Fill(examples, rows[index], one)))
            {
                if (lastOf[answer] != index)
                {
                    lastOf[answer] = index;
                    shares[answer] = new Share(shares[answer].Hits + (good[index] ? 1 : 0), shares[answer].Of + 1);
                }
            }
        }
        return shares;
    }

    private static FitCriterion Criterion(FactBins fact, FactBin bin, int points, HashSet<string> keys)
    {
        var name = FactNames.InWords(fact.Column.Fact);
        return new FitCriterion(
            FreeKey($"{name} {bin.Words}", keys),
            Short($"{Capital(name)}: {bin.Words}"),
            fact.Column.Fact,
            bin.Operator,
            bin.Values,
            points,
            fact.Column.Fact,
            bin.Operator is FactOperator.AtMost or FactOperator.AtLeast
        );
    }

    // Without half-life: it is what was ever done, until sales got the lead, that was learned from.
    private static EngagementCriterion Criterion(Mark mark, int points, HashSet<string> keys)
    {
        var (about, where) = mark switch
        {
            { Offer: { } offer } => ($": offer {offer}", new TouchpointFilter(Offers: [offer])),
            { PathPrefix: { } path } => ($": {path}", new TouchpointFilter(PathPrefix: path)),
            { Property: { } property, Value: { } value } => (
                $": {FactNames.InWords(property)} {value}",
                new TouchpointFilter(Properties: new Dictionary<string, IReadOnlyList<string>> { [property] = [value] })
            ),
            _ => ("", (TouchpointFilter?)null),
        };
        var label = $"{Capital(FactNames.InWords(mark.Kind))}{about}";
        return new EngagementCriterion(
            FreeKey(label, keys),
            Short(label),
            mark.Kind,
            points,
            where,
            MaxPoints: Math.Abs(points) * mark.Most
        );
    }

    private static bool KeepsOthersFromCounting(List<FitCriterion> fit, int place) =>
        fit[place].Operator is not (FactOperator.IsMissing or FactOperator.IsKnown)
        && fit.Skip(place + 1)
            .Any(later =>
                later.Fact == fit[place].Fact && later.Operator != FactOperator.IsMissing && later.Points != 0
            );

    private static string FreeKey(string words, HashSet<string> keys)
    {
        var stem = new StringBuilder();
        foreach (var letter in words.Take(StemMaxLength))
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                stem.Append(char.ToLowerInvariant(letter));
            }
            else if (stem.Length > 0 && stem[^1] != '_')
            {
                stem.Append('_');
            }
        }
        var key = stem.ToString().Trim('_');
        for (var number = 2; !keys.Add(key); number++)
        {
            key = string.Create(CultureInfo.InvariantCulture, $"{stem.ToString().Trim('_')}_{number}");
        }
        return key;
    }

    private static string Capital(string words) =>
        words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    private static string Short(string label) =>
        label.Length <= ScoringModel.LabelMaxLength ? label : label[..ScoringModel.LabelMaxLength];
}
