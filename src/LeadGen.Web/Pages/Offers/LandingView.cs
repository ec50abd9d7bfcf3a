using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using Microsoft.AspNetCore.Mvc.ModelBinding;

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
)
{
    /// <summary>The fields that are not asked: those that a stranger is not asked, where nothing else is said.</summary>
    public IReadOnlySet<string> NotAsked { get; init; } = LeftOutFields.OfStranger(Offer);

    /// <summary>The same as the form carries it; null of a stranger.</summary>
    public string? SealedNotAsked { get; init; }

    /// <summary>The variant of a test that is shown, as the form carries it; null outside of one.</summary>
    public string? SealedVariant { get; init; }

    /// <summary>No seat or code is left: who fills in the form joins the waiting list.</summary>
    public bool Waits { get; init; }

    /// <summary>Does a field depend on another, so that the stylesheet of forms is needed?</summary>
    public bool HasConditions => FormFlow.WithQuestion(Offer.Form).Any(asked => asked.When is not null);

    /// <summary>What is asked at once: the first step.</summary>
    public LandingForm Form(ModelStateDictionary typed) =>
        LandingForm.Of(Offer, FormStep.First(Offer, NotAsked), Words.Consent, typed, Waits);
}
