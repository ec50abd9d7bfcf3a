using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Pages.Offers;

namespace LeadGen.Web.Pages.Embed;

/// <summary>One step of a form as it stands on another site.</summary>
/// <param name="Form">Its fields.</param>
/// <param name="Words">About privacy.</param>
/// <param name="Address">Where it goes with the whole page, where no script can send it.</param>
/// <param name="Carried">Its hidden fields; what is empty the script fills.</param>
/// <param name="Waits">No seat or code is left.</param>
public sealed record EmbedView(
    Offer Offer,
    LandingForm Form,
    FormWords Words,
    string Address,
    IReadOnlyDictionary<string, string> Carried,
    bool Waits = false
)
{
    public bool IsFirst => Form.Number == 1;
    public bool IsLast => Form.Number == Form.Steps;
}
