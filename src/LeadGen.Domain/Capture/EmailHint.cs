namespace LeadGen.Domain.Capture;

/// <summary>A guess that the domain of an address was mistyped. It only suggests: people do have mail at odd domains.</summary>
/// <param name="Address">The whole address as it may have been meant.</param>
public sealed record EmailHint(string Domain, string Address)
{
    // Names long enough that one wrong key makes nothing else likely: mail.com is not a slip for gmail.com.
    private static readonly string[] WellKnown =
    [
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "outlook.com",
        "yahoo.com",
        "icloud.com",
        "protonmail.com",
        "t-online.de",
        "orange.fr",
        "comcast.net",
    ];

    public string Text => $"Did you mean {Domain}?";

    public static EmailHint? For(EmailAddress address)
    {
        if (EmailKinds.IsFree(address.Domain))
        {
            return null;
        }

        var meant = Array.Find(WellKnown, known => IsOneSlip(address.Domain, known)) ?? WithEnding(address.Domain);
        return meant is null
            ? null
            : new EmailHint(meant, address.Value[..(address.Value.LastIndexOf('@') + 1)] + meant);
    }

    // .con, .cmo, .vom and the like are no top-level domains.
    private static string? WithEnding(string domain)
    {
        string[] slips = [".con", ".cmo", ".ocm", ".vom", ".xom", ".cim", ".comm", ".coom"];
        return Array.Find(slips, slip => domain.EndsWith(slip, StringComparison.Ordinal)) is { } wrong
            ? domain[..^wrong.Length] + ".com"
            : null;
    }

    /// <summary>Is one the other but for a letter that is wrong, missing, too many, or for two that changed places?</summary>
    private static bool IsOneSlip(string typed, string meant)
    {
        var start = 0;
        while (start < typed.Length && start < meant.Length && typed[start] == meant[start])
        {
            start++;
        }

        var (left, right) = (typed[start..], meant[start..]);
        return (left.Length - right.Length) switch
        {
            0 => left.Length > 0 && (left[1..] == right[1..] || AreSwapped(left, right)),
            1 => left[1..] == right,
            -1 => left == right[1..],
            _ => false,
        };
    }

    private static bool AreSwapped(string left, string right) =>
        left.Length > 1 && left[0] == right[1] && left[1] == right[0] && left[2..] == right[2..];
}
