using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;

namespace LeadGen.Web.Pages.Offers;

/// <summary>What the page of an offer shows, to visitors and in the preview.</summary>
/// <param name="Action">Where the form goes.</param>
/// <param name="Key">Of the form; see <see cref="SubmissionKeys"/>.</param>
/// <param name="Calls">The calls to action on it.</param>
/// <param name="Words">About privacy.</param>
/// <param name="Site">The beginning of our addresses, where it is set.</param>
/// <param name="IsPreview">Only staff see it, and nothing is stored.</param>
public sealed record LandingView(
    Offer Offer,
    string Action,
    string Key,
    Landing Landing,
    IReadOnlyList<StandingCall> Calls,
    FormWords Words,
    string? Site,
    bool IsPreview = false
);
