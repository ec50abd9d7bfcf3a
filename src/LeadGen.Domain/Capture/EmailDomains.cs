using System.Collections.Frozen;

namespace LeadGen.Domain.Capture;

/// <summary>The lists by which the kind of an address is told: as they ship, or as an administrator has set them.</summary>
/// <param name="Free">Beside the providers that have one domain a country.</param>
public sealed record EmailDomains(FrozenSet<string> Free, FrozenSet<string> Disposable)
{
    public static readonly EmailDomains Shipped = new(EmailKinds.Free, EmailKinds.Disposable);

    /// <param name="moreFree">Beside those that ship.</param>
    /// <param name="disposable">Instead of those that ship; null: those.</param>
    public static EmailDomains Of(IReadOnlyList<string>? moreFree, IReadOnlyList<string>? disposable) =>
        new(
            moreFree is { Count: > 0 } more
                ? EmailKinds.Free.Concat(more).ToFrozenSet(StringComparer.Ordinal)
                : EmailKinds.Free,
            disposable?.ToFrozenSet(StringComparer.Ordinal) ?? EmailKinds.Disposable
        );

    /// <summary>The domain by which an account is known, in lower-case ASCII; null where the address says nothing of a company.</summary>
    public string? BusinessOf(EmailAddress address) => IsBusiness(address.Domain) ? address.Domain : null;

    private bool IsBusiness(string domain) => !EmailKinds.IsIn(Disposable, domain) && !EmailKinds.IsFree(Free, domain);
}
