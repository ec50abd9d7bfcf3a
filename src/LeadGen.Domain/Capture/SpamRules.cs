using System.Collections.Frozen;

namespace LeadGen.Domain.Capture;

/// <summary>How much each sign weighs, from which sum a form is held, and the lists of domains.</summary>
/// <param name="Weights">A sign that is not in it has its default; 0 switches it off.</param>
/// <param name="Disposable">Domains of addresses to throw away, in lower-case ASCII; those below them count too.</param>
/// <param name="Allowed">Addresses (their keys) and domains that are never held.</param>
public sealed record SpamRules(
    int Threshold,
    IReadOnlyDictionary<SpamSign, int> Weights,
    FrozenSet<string> Disposable,
    FrozenSet<string> Allowed
)
{
    public const int DefaultThreshold = 100;
    public const int ThresholdMax = 1000;
    public const int WeightMax = 1000;

    /// <summary>What circumstances add; all of them together stay below the threshold.</summary>
    public static readonly IReadOnlyDictionary<SpamSign, int> DefaultWeights = new Dictionary<SpamSign, int>
    {
        [SpamSign.Trap] = 100,
        [SpamSign.TooFast] = 25,
        [SpamSign.TooOld] = 10,
        [SpamSign.NoKey] = 15,
        [SpamSign.NetworkBurst] = 20,
        [SpamSign.EmailBurst] = 25,
        [SpamSign.OfferBurst] = 10,
        [SpamSign.ForeignOrigin] = 40,
        [SpamSign.LinkInName] = 100,
        [SpamSign.Markup] = 60,
        [SpamSign.ManyLinks] = 60,
        [SpamSign.MixedScripts] = 60,
        [SpamSign.Gibberish] = 100,
        [SpamSign.RepeatedText] = 60,
        [SpamSign.SalesTalk] = 35,
        [SpamSign.SameEverywhere] = 60,
        [SpamSign.DeletedBefore] = 100,
        [SpamSign.DisposableEmail] = 30,
    };

    public static readonly SpamRules Default = new(
        DefaultThreshold,
        DefaultWeights,
        EmailKinds.Disposable,
        FrozenSet<string>.Empty
    );

    /// <summary>These say when and how often something came, and nothing of what it says: alone they never hold it.</summary>
    public static bool IsCircumstance(SpamSign sign) =>
        sign
            is SpamSign.TooFast
                or SpamSign.TooOld
                or SpamSign.NoKey
                or SpamSign.NetworkBurst
                or SpamSign.EmailBurst
                or SpamSign.OfferBurst;

    public int WeightOf(SpamSign sign) => Weights.TryGetValue(sign, out var weight) ? weight : DefaultWeights[sign];

    public bool IsDisposable(EmailAddress email) => EmailKinds.IsIn(Disposable, email.Domain);

    public bool IsAllowed(EmailAddress email) => Allowed.Contains(email.Key) || Allowed.Contains(email.Domain);
}
