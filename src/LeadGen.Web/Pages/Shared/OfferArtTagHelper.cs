using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>The drawing on an offer's card: a document, a screen or a conversation before the rising sun.</summary>
[HtmlTargetElement("offer-art", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class OfferArtTagHelper : TagHelper
{
    private const string Land =
        """<rect class="sky" width="320" height="136"/><circle class="sun" cx="232" cy="92" r="44"/><rect class="ground" y="92" width="320" height="44"/>""";

    private const string Document =
        """<path class="sheet" d="M62 22h56l18 18v84H62z"/><path class="trace" d="M76 52h30M76 66h46M76 80h46M76 94h32"/>""";

    private const string Screen =
        """<rect class="sheet" x="48" y="26" width="120" height="76" rx="8"/><path class="ground" d="M98 48v32l28-16z"/><path class="trace" d="M84 116h48"/>""";

    private const string Talk =
        """<path class="dim" d="M96 54h84v42h-14l-12 14V96H96z"/><path class="sheet" d="M46 26h88v46H74L58 88V72H46z"/><path class="trace" d="M62 42h56M62 56h36"/>""";

    /// <summary>What the offer is: white_paper and e_book are documents, webinar, event, demo and free_trial screens, all else a talk.</summary>
    public required string Kind { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"art {output.Attributes["class"]?.Value}".TrimEnd());
        output.Attributes.SetAttribute("viewBox", "0 0 320 136");
        output.Attributes.SetAttribute("preserveAspectRatio", "xMidYMid slice");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent(new HtmlString(Land + Drawing(Kind)));
    }

    private static string Drawing(string kind) =>
        kind switch
        {
            "white_paper" or "e_book" or "ebook" or "case_study" => Document,
            "webinar" or "event" or "demo" or "free_trial" => Screen,
            _ => Talk,
        };
}
