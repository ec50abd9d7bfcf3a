namespace LeadGen.Web.Data.Consents;

/// <summary>A version of a text that an administrator wrote. Never changed, as consents refer to it; the latest of a language is shown.</summary>
public sealed class ConsentTextRow
{
    /// <summary>Short enough to be read beside a box.</summary>
    public const int TextMaxLength = 1000;

    public required string Purpose { get; init; }
    public required string Locale { get; init; }

    /// <summary>Counted over all languages of a purpose, and on from the versions that came with the product.</summary>
    public required int Version { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
}

/// <summary>How a purpose is handled, where an administrator chose.</summary>
public sealed class ConsentPurposeRow
{
    public required string Purpose { get; init; }

    /// <summary>A yes counts only when it is confirmed by mail.</summary>
    public required bool IsConfirmed { get; set; }
}
