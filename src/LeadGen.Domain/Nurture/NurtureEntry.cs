using LeadGen.Domain.Lifecycle;

namespace LeadGen.Domain.Nurture;

public enum NurtureEntryKind
{
    /// <summary>They sent the form of an offer.</summary>
    Offer,

    /// <summary>They came to a stage.</summary>
    Stage,

    /// <summary>Sales sent them back, for a reason.</summary>
    Recycle,
}

/// <summary>What brings somebody into a sequence.</summary>
/// <param name="Value">The id of the offer, the stage, or the key of the reason.</param>
public sealed record NurtureEntry(NurtureEntryKind Kind, string Value)
{
    public const int ValueMaxLength = 64;

    /// <summary>Where nobody of sales is at them: whoever is further belongs to a person, and gets no series of mails.</summary>
    public static readonly IReadOnlyList<Stage> Stages = [Stage.Lead, Stage.Recycled, Stage.Customer];

    public Guid? OfferId => Kind == NurtureEntryKind.Offer && Guid.TryParse(Value, out var id) ? id : null;

    public Stage? ToStage => Kind == NurtureEntryKind.Stage ? Terms.Parse<Stage>(Value) : null;

    public static NurtureEntry ByOffer(Guid offerId) => new(NurtureEntryKind.Offer, offerId.ToString());

    public static NurtureEntry ByStage(Stage stage) => new(NurtureEntryKind.Stage, Terms.Of(stage));

    public static NurtureEntry ByReason(string reason) => new(NurtureEntryKind.Recycle, reason);
}
