using LeadGen.Domain;
using LeadGen.Domain.Lifecycle;

namespace LeadGen.Web.Privacy.Retention;

/// <summary>Something of people that may go by itself after a time.</summary>
/// <param name="Key">Its name in the setting and on the page.</param>
/// <param name="Stage">Leads that stand here; null for forms in quarantine.</param>
public sealed record RetentionKind(string Key, Stage? Stage)
{
    public static readonly RetentionKind HeldForms = new("held_forms", null);

    public static readonly IReadOnlyList<RetentionKind> All =
    [
        .. Enum.GetValues<Stage>().Select(stage => new RetentionKind(Terms.Of(stage), stage)),
        HeldForms,
    ];
}
