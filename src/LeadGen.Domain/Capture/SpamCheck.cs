using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Capture;

/// <summary>
/// Judges whether a form is spam. Each sign adds its weight; from the threshold on it is held, if at least one sign is more than a
/// circumstance. Same evidence and rules, same verdict.
/// </summary>
public static class SpamCheck
{
    /// <summary>People need longer to fill a form.</summary>
    public static readonly TimeSpan Fast = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan Old = TimeSpan.FromHours(24);

    /// <summary>One or two web addresses are what people put into a question.</summary>
    public const int LinksFrom = 3;
    public const int LinksFlood = 6;

    /// <summary>From so many other addresses the same text is no accident.</summary>
    public const int SameTextFrom = 2;
    public const int SameTextFlood = 5;

    /// <summary>The same in so many fields nobody types.</summary>
    private const int SameFrom = 3;
    private const int TalkMax = 6;
    private const int WordsTold = 8;

    private static readonly string[] Names = [LeadFields.FirstName, LeadFields.LastName];

    private static readonly string[] Written =
    [
        LeadFields.FirstName,
        LeadFields.LastName,
        LeadFields.Company,
        LeadFields.JobTitle,
    ];

    /// <summary>Where people put the web address of their company anyway.</summary>
    private static readonly string[] Websites = [LeadFields.Website, LeadFields.Company];

    public static SpamVerdict Judge(SpamEvidence evidence, SpamRules rules)
    {
        var signals = Circumstances(evidence)
            .Concat(Contents(evidence.Answers))
            .Append(
                Times(
                    SpamSign.RepeatedText,
                    Grade(evidence.SameTextFromOthers, SameTextFrom, SameTextFlood),
                    $"from {evidence.SameTextFromOthers + 1} addresses"
                )
            )
            .Append(If(SpamSign.DeletedBefore, evidence.IsDeletedBefore))
            .Append(If(SpamSign.DisposableEmail, rules.IsDisposable(evidence.Answers.Email)))
            .Where(found => found.Times > 0 && rules.WeightOf(found.Sign) > 0)
            .Select(found => new SpamSignal(found.Sign, rules.WeightOf(found.Sign) * found.Times, found.Note))
            .OrderByDescending(signal => signal.Weight)
            .ThenBy(signal => signal.Sign)
            .ToList();
        var score = signals.Sum(signal => signal.Weight);
        var isHeld =
            score >= rules.Threshold
            && signals.Exists(signal => !SpamRules.IsCircumstance(signal.Sign))
            && !rules.IsAllowed(evidence.Answers.Email);
        return new SpamVerdict(isHeld, score, rules.Threshold, signals);
    }

    private static IEnumerable<Found> Circumstances(SpamEvidence evidence)
    {
        yield return If(SpamSign.Trap, evidence.IsTrapFilled);
        yield return If(SpamSign.NoKey, evidence.Age is null);
        yield return If(SpamSign.TooFast, evidence.Age < Fast);
        yield return If(SpamSign.TooOld, evidence.Age > Old);
        yield return If(SpamSign.ForeignOrigin, evidence.IsForeign);
        yield return If(SpamSign.NetworkBurst, evidence.IsNetworkBurst);
        yield return If(SpamSign.EmailBurst, evidence.IsEmailBurst);
        yield return If(SpamSign.OfferBurst, evidence.IsOfferBurst);
    }

    private static IEnumerable<Found> Contents(Answers answers)
    {
        var names = answers.Facts.Where(fact => Names.Contains(fact.Key)).Select(fact => fact.Value).ToList();
        var texts = answers
            .Facts.Where(fact => !Websites.Contains(fact.Key))
            .Select(fact => fact.Value)
            .Append(answers.Message ?? "")
            .ToList();
        yield return If(SpamSign.LinkInName, names.Exists(name => SpamText.Links(name) > 0));
        // Who writes markup into a name fills every field with the same.
        var markup =
            names.Exists(SpamText.HasMarkup) ? 2
            : texts.Exists(SpamText.HasMarkup) ? 1
            : 0;
        yield return Times(SpamSign.Markup, markup);
        var links = texts.Sum(SpamText.Links);
        yield return Times(SpamSign.ManyLinks, Grade(links, LinksFrom, LinksFlood), $"{links} web addresses");
        yield return If(SpamSign.MixedScripts, texts.Exists(SpamText.HasMixedScripts));
        var strange = Gibberish.Grade([.. texts, answers.Facts.GetValueOrDefault(LeadFields.Company, "")]);
        yield return Times(SpamSign.Gibberish, strange);
        var talk = SalesTalk.In(texts);
        yield return Times(
            SpamSign.SalesTalk,
            Math.Min(TalkMax, talk.Strength),
            string.Join(", ", talk.Words.Take(WordsTold))
        );
        yield return If(SpamSign.SameEverywhere, IsSameEverywhere(answers));
    }

    private static bool IsSameEverywhere(Answers answers) =>
        answers
            .Facts.Where(fact => Written.Contains(fact.Key))
            .Select(fact => fact.Value)
            .Append(answers.Message ?? "")
            .Where(text => text.Length > 2)
            .GroupBy(text => text, StringComparer.OrdinalIgnoreCase)
            .Any(same => same.Count() >= SameFrom);

    /// <summary>Once for some, twice for many.</summary>
    private static int Grade(int count, int from, int flood) =>
        count >= flood ? 2
        : count >= from ? 1
        : 0;

    private static Found If(SpamSign sign, bool holds) => new(sign, holds ? 1 : 0, null);

    private static Found Times(SpamSign sign, int times, string? note = null) => new(sign, times, note);

    private readonly record struct Found(SpamSign Sign, int Times, string? Note);
}
