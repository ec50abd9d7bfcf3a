using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Offers;
using LeadGen.Web.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing.Offers;

/// <summary>What marketers do with offers.</summary>
internal static class OfferSteps
{
    public const string List = "/marketing/offers";

    /// <summary>Makes a draft and gives its page.</summary>
    public static async Task<IHtmlDocument> MakeAsync(HttpClient marketer, string title, string kind) =>
        await marketer.FollowAsync(
            await marketer.SubmitAsync(
                List + "/new",
                null,
                ("kind", kind),
                ("title", title),
                ("promise", "What you get out of it.")
            )
        );

    /// <summary>The offer of a page below <see cref="List"/>.</summary>
    public static Task<Offer> OfferAsync(this WebApp app, string path)
    {
        var id = Guid.Parse(path.Split('/')[3]);
        return app.ReadAsync(db => db.Offers.SingleAsync(offer => offer.Id == id, Cancel));
    }

    public static string PathOf(IHtmlDocument page) =>
        page.QuerySelector(".tabs [aria-current]")!.GetAttribute("href")!;

    public static IElement Save(IHtmlDocument page) => page.QuerySelector(".split form .button.primary")!;

    public static string State(IHtmlDocument page) => page.QuerySelector(".page-head .stage")!.TextContent;

    public static string Value(IHtmlDocument page, string field) =>
        page.QuerySelector<IHtmlInputElement>("#" + field)!.Value;
}
