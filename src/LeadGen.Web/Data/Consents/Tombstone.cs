namespace LeadGen.Web.Data.Consents;

/// <summary>That whoever had this address was erased as they or staff wished. Of the address only a hash is kept, by which a file does not bring them back.</summary>
public sealed class Tombstone
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <param name="emailKey">The address as it is compared.</param>
    public static Guid Of(string emailKey) => StableId.Of("erased", emailKey);
}
