using System.Globalization;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data.Reads;
using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>Calls to action, and what came of them, in words.</summary>
public static class CallWords
{
    public static string Look(CallToAction call) =>
        (call.Shape, call.Style) switch
        {
            (CallShape.Button, CallStyle.Strong) => "Button",
            (CallShape.Button, _) => "Quiet button",
            (CallShape.Bar, CallStyle.Strong) => "Bar",
            (CallShape.Bar, _) => "Quiet bar",
            _ => "",
        };

    /// <summary>12.5 % clicked; empty where there is nothing to divide by, or more came than were counted before.</summary>
    public static string Rate(long part, long whole, string what) =>
        whole > 0 && part <= whole
            ? string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.#} % {what}")
            : "";

    /// <summary>clicked, 12.5 %</summary>
    public static string Told(string what, long part, long whole) =>
        Rate(part, whole, "") is { Length: > 0 } rate ? $"{what}, {rate.TrimEnd()}" : what;

    /// <summary>No more are counted than a page has time for.</summary>
    public static string Forms(int forms) =>
        forms < OfferChain.FormsMax ? Words.Number(forms) : Words.Number(forms) + "+";
}
