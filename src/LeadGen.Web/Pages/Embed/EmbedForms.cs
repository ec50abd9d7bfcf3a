using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Pages.Offers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewEngines;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace LeadGen.Web.Pages.Embed;

/// <summary>
/// The markup of a form for other sites, step by step. It asks what a stranger is asked: no cookie of ours goes along.
/// </summary>
public sealed class EmbedForms(
    SubmissionKeys keys,
    VisitorTokens tokens,
    FormConsents consents,
    ICompositeViewEngine views,
    ITempDataDictionaryFactory temp
)
{
    /// <summary>The hidden fields of a later step.</summary>
    public const string StepField = "step";
    public const string TokenField = "step_token";

    private const string View = "/Pages/Embed/_Form.cshtml";

    /// <summary>The first step, with one key for all to whom it is shown; the script adds a part of its own.</summary>
    /// <param name="waits">No seat or code is left.</param>
    public Task<string> FirstAsync(HttpContext context, Offer offer, bool waits) =>
        RenderAsync(
            context,
            offer,
            FormStep.First(offer, LeftOutFields.OfStranger(offer)),
            "/offers/" + offer.Slug,
            new()
            {
                [SubmissionKeys.Field] = keys.New(),
                [SubmissionKeys.PartField] = "",
                [Landing.PageField] = "",
                [Landing.ReferrerField] = "",
                [SiteVisitor.Field] = "",
            },
            waits
        );

    /// <summary>A later step, for whoever has sent the ones before.</summary>
    public Task<string> NextAsync(HttpContext context, Offer offer, FormStep step, Guid submissionId)
    {
        var token = tokens.ForStep(submissionId);
        return RenderAsync(
            context,
            offer,
            step,
            StepModel.AddressOf(offer, step, token, notAsked: null),
            new()
            {
                [StepField] = step.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                [TokenField] = token,
            },
            // Whether they have one is theirs to know, and told by the page of thanks.
            offer.Delivery.IsLimited()
                ? null
                : false
        );
    }

    private async Task<string> RenderAsync(
        HttpContext context,
        Offer offer,
        FormStep step,
        string address,
        Dictionary<string, string> carried,
        bool? waits
    )
    {
        var words = await consents.ShowAsync(offer, context.RequestAborted);
        var state = new ModelStateDictionary();
        var form = LandingForm.Of(offer, step, words.Consent, state, waits);
        var view = views.GetView(executingFilePath: null, View, isMainPage: false).View!;
        var data = new ViewDataDictionary<EmbedView>(new EmptyModelMetadataProvider(), state)
        {
            Model = new EmbedView(offer, form, words, address, carried, waits == true),
        };
        await using var writer = new StringWriter();
        var action = new ActionContext(context, context.GetRouteData(), new ActionDescriptor(), state);
        await view.RenderAsync(
            new ViewContext(action, view, data, temp.GetTempData(context), writer, new HtmlHelperOptions())
        );
        return writer.ToString();
    }
}
