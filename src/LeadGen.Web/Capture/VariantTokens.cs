using LeadGen.Web.Operations;
using Microsoft.AspNetCore.DataProtection;

namespace LeadGen.Web.Capture;

/// <summary>
/// Which variant of a test a form was shown with, as a sealed text in the form itself: it counts for what its sender saw, whatever is drawn
/// the next time, and nobody can choose by themself. The same for all who see the variant.
/// </summary>
public sealed class VariantTokens(IDataProtectionProvider keys, TimeProvider time)
{
    /// <summary>The hidden field.</summary>
    public const string Field = "shown_variant";

    private readonly SealedToken _token = new(keys, "offer variant");

    public string Write(Guid variant) => _token.Write(variant, time.GetUtcNow());

    /// <summary>Null where the form was shown outside of a test, or the text is not of ours.</summary>
    public Guid? Read(PostedForm form) => _token.Read(form[Field])?.Id;
}
