namespace LeadGen.Domain.Capture;

public enum ConsentStanding
{
    /// <summary>Nothing was said.</summary>
    None,

    /// <summary>A yes that is not confirmed by mail yet, and counts for nothing until it is.</summary>
    Pending,
    Given,

    /// <summary>Refused or taken back.</summary>
    Withdrawn,
}

/// <summary>Whether somebody agrees to a purpose, and since when. Everybody who asks, asks here.</summary>
/// <param name="Row">What was said last; null where it was not said by way of a consent.</param>
public sealed record ConsentState(string Purpose, ConsentStanding Standing, DateTimeOffset? Since, Consent? Row)
{
    /// <summary>Only then may it be done.</summary>
    public bool Holds => Standing == ConsentStanding.Given;

    /// <param name="rows">All that one person said, in any order and of any purpose.</param>
    /// <param name="confirmed">Does a yes count only when it is confirmed by mail?</param>
    /// <param name="objectedAt">When they last objected in another way, such as by a list of unsubscribed that was told to us.</param>
    public static ConsentState Of(
        string purpose,
        IEnumerable<Consent> rows,
        bool confirmed,
        DateTimeOffset? objectedAt = null
    )
    {
        var said = rows.Where(row => row.Purpose == purpose).OrderBy(row => row.At).ThenBy(row => row.Id).ToList();
        var no = said.FindLastIndex(row => !row.Given);
        var yes = said.Skip(no + 1).Where(row => objectedAt is null || row.At > objectedAt).ToList();
        if (yes.Count == 0)
        {
            return WithoutYes(purpose, no < 0 ? null : said[no], objectedAt);
        }

        var valid = confirmed ? yes.Find(row => ConsentWays.Confirms(row.How)) : yes[0];
        return valid is null
            ? new ConsentState(purpose, ConsentStanding.Pending, yes[0].At, yes[^1])
            : new ConsentState(purpose, ConsentStanding.Given, valid.At, yes[^1]);
    }

    private static ConsentState WithoutYes(string purpose, Consent? no, DateTimeOffset? objectedAt) =>
        no is null && objectedAt is null
            ? new ConsentState(purpose, ConsentStanding.None, null, null)
            : new ConsentState(
                purpose,
                ConsentStanding.Withdrawn,
                no is null || objectedAt > no.At ? objectedAt : no.At,
                no is not null && !(objectedAt > no.At) ? no : null
            );
}
